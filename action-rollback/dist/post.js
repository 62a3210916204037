/*
 * What the runner starts after the job's steps (`post` of action.yml). It is copied beside each bundle as `post.js`.
 * A step that ended by itself has left nothing to do, and then the bundle is not even read. It marks itself by an
 * argument, which the runner never gives, so that a step which died before its first line is not run again as `main`.
 */
if ((process.env['STATE_pending'] ?? '') !== '') {
    process.argv.push('--post');
    // @ts-expect-error: the bundle is beside the copy, not here.
    await import('./index.js');
}
export {};

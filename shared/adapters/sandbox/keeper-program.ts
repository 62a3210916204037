/**
 * Waits until its standard input ends, which it does whatever ends the process that holds it, also SIGKILL, and then
 * removes everything with the label. Run as a process of its own, as text: it may use nothing from outside.
 * A container can still be on its way when its owner ends, so it looks until twice nothing was found.
 */
export function keeperProgram(): void {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const label = process.argv[1] ?? '';
  const docker = (...args: string[]): string[] => {
    const { stdout } = spawnSync('docker', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 30_000,
    });
    return (stdout ?? '').split('\n').filter((line) => line !== '');
  };
  const remove = (): number => {
    const filter = ['--quiet', '--filter', `label=${label}`];
    const containers = docker('ps', '--all', ...filter);
    if (containers.length > 0) docker('rm', '--force', '--volumes', ...containers);
    const networks = docker('network', 'ls', ...filter);
    if (networks.length > 0) docker('network', 'rm', ...networks);
    const images = [...new Set(docker('images', ...filter))];
    if (images.length > 0) docker('rmi', '--force', ...images);
    return containers.length + networks.length + images.length;
  };
  let left = 10;
  let quiet = 0;
  const round = (): void => {
    quiet = remove() === 0 ? quiet + 1 : 0;
    left -= 1;
    if (quiet < 2 && left > 0) setTimeout(round, 500);
    else process.exit(0);
  };
  // Signals of the terminal or the runner are meant for the owner; this process ends after it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.stdin.on('data', (data) => {
    if (data.toString().includes('done')) process.exit(0);
  });
  process.stdin.on('end', round);
  process.stdin.on('error', round);
  process.stdin.resume();
}

import * as z from 'zod';

const IMAGE = /^[a-z0-9][a-z0-9._:-]*(?:\/[a-z0-9._-]+)*(?:\/\*)?$/;

/** Where images may begin. Without this section, anything goes and the summary says that nobody asked. */
export const bases = z.strictObject({
  allow: z
    .array(
      z
        .string()
        .regex(IMAGE, 'a repository such as docker.io/library/debian, or a folder of them such as ghcr.io/acme/*')
        .meta({ title: 'a repository, or a folder of them with /*' }),
    )
    .min(1)
    .optional()
    .describe('Repositories that images may be taken from; any when it is not given.'),
  digest: z
    .enum(['required', 'optional'])
    .optional()
    .describe('Whether they must be named by digest; required unless said otherwise.'),
});

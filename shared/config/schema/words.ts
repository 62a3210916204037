import * as z from 'zod';
import { DURATION } from '../../domain/duration.ts';

/** Names become parts of artifact, Secret and Lease names, so they are kept to what all of those allow. No dots. */
export const name = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/,
    'letters, digits, "-" and "_", at most 63, beginning and ending with a letter or digit',
  )
  .meta({ title: 'a name' });

/** A Kubernetes name. */
export const dnsLabel = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a DNS label: lower-case letters, digits and "-"')
  .meta({ title: 'a DNS label' });

/** `90s`, `24h`, `3d`. */
export const duration = z
  .string()
  .regex(DURATION, 'a duration such as 90s, 5m, 24h or 3d')
  .meta({ title: 'a duration such as 90s, 5m, 24h or 3d' });

/** A day: `2027-03-31`. Checked for being a real one after parsing. */
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2027-03-31')
  .meta({ title: 'a day such as 2027-03-31' });

/** `400MB`, `512MiB`. */
export const size = z
  .string()
  .regex(/^\d+(?:kB|KiB|MB|MiB|GB|GiB)$/, 'a size such as 400MB or 512MiB')
  .meta({ title: 'a size such as 400MB or 512MiB' });

/** A path inside the repository, with forward slashes. */
export const path = z
  .string()
  .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$)).+$/, 'a path inside the repository, without ".."')
  .meta({ title: 'a path in the repository' });

/** A package URL, or one with `*` at the end of its name. Checked for meaning after parsing. */
export const purl = z
  .string()
  .regex(/^pkg:/, 'a package URL such as pkg:pypi/plotly')
  .meta({ title: 'a package URL; * may end the name' });

/** A program and its arguments; never a shell line. */
export const command = z.array(z.string().min(1)).min(1).meta({ title: 'a list of arguments' });

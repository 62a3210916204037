import { parseConfig } from '../config/parse.ts';
import type { Config } from '../config/schema.ts';
import { UserError } from '../domain/errors.ts';
import { type PolicyReference, sha256 } from '../domain/record.ts';
import type { Files } from './files.ts';
import type { Git } from './git.ts';
import type { GitHub } from './github/port.ts';

/** The reserved ref of a policy that was read from the checkout; no gate accepts a record that was made by one. */
export const WORKSPACE_REF = 'workspace';

export type Policy = {
  readonly config: Config;
  readonly policy: PolicyReference;
  /** The file's text, so that messages can point at its lines. */
  readonly text: string;
};

function parse(bytes: Uint8Array, reference: Omit<PolicyReference, 'sha256'>): Policy {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('CONFIG_INVALID', `${reference.path} is not UTF-8 text; save it as UTF-8`, { cause });
  }
  return { config: parseConfig(text, reference.path), policy: { ...reference, sha256: sha256(bytes) }, text };
}

/**
 * Reads the configuration from a protected branch, through the API and at one commit, so that neither the change that
 * is judged nor a push during the run can alter what it is judged by.
 * @param where.ref name of a branch; undefined for the default branch
 * @throws UserError('POLICY_UNPROTECTED') for a ref that is no protected branch
 * @throws UserError('CONFIG_INVALID') for a file that is missing or wrong
 */
export async function loadPolicy(
  github: GitHub,
  where: { readonly path: string; readonly ref?: string | undefined },
): Promise<Policy> {
  if (where.ref === WORKSPACE_REF)
    throw new UserError(
      'POLICY_UNPROTECTED',
      'config-ref "workspace" reads the configuration from the change itself, which only action-build may do; name a protected branch',
    );
  const ref = where.ref?.replace(/^refs\/heads\//, '') || (await github.repository()).defaultBranch;
  const branch = await github.branch(ref);
  if (branch === undefined)
    throw new UserError(
      'POLICY_UNPROTECTED',
      `there is no branch "${ref}" to read the configuration from; name a protected branch in config-ref`,
    );
  if (!branch.protected)
    throw new UserError(
      'POLICY_UNPROTECTED',
      `branch "${ref}" is not protected, so the configuration in it cannot be trusted; protect it, or name a protected branch in config-ref`,
    );
  const bytes = await github.file(where.path, branch.sha);
  if (bytes === undefined)
    throw new UserError(
      'CONFIG_INVALID',
      `${where.path} is not on branch "${ref}" (${branch.sha.slice(0, 7)}); add it there, or name it in the input "config"`,
    );
  return parse(bytes, { path: where.path, ref, commit: branch.sha });
}

/**
 * Reads the configuration from the checkout, for the builds of pull requests only. The policy's ref says so.
 * @throws UserError('CONFIG_INVALID') for a file that is missing or wrong
 */
export async function loadWorkspacePolicy(
  ports: { readonly files: Files; readonly git: Git },
  path: string,
): Promise<Policy> {
  const [bytes, head] = await Promise.all([ports.files.read(path), ports.git.head()]);
  if (bytes === undefined)
    throw new UserError(
      'CONFIG_INVALID',
      `${path} is not in the checkout; check the repository out first, or name the file in the input "config"`,
    );
  return parse(bytes, { path, ref: WORKSPACE_REF, commit: head ?? '' });
}

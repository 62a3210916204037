import { randomBytes } from 'node:crypto';
import { ACTIONS_BOT } from './world/state.ts';

type Access = 'read' | 'write';
/** Permissions by the names of a workflow's `permissions:` block; what is not named is denied. */
export type Permissions = Readonly<Partial<Record<Permission, Access>>>;
type Permission =
  | 'actions'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'issues'
  | 'members'
  | 'metadata'
  | 'pull-requests';

/** What a token may do, and as whom. */
export type Grant = { readonly account: number; permissions: Permissions };

/** Everything that a run's own token can be given. `members` is none of it: that needs an app's token. */
export const EVERYTHING: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  'pull-requests': 'write',
};

type Need = readonly [Permission, Access];

/** What an operation needs; several mean that one of them is enough. Source: "Permissions required" of each endpoint's page. */
const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  'repos/get-branch': [['contents', 'read']],
  'repos/get-content': [['contents', 'read']],
  'repos/get-commit': [['contents', 'read']],
  'repos/compare-commits-with-basehead': [['contents', 'read']],
  'repos/list-activities': [['contents', 'read']],
  'git/get-commit': [['contents', 'read']],
  'git/get-ref': [['contents', 'read']],
  'git/get-tree': [['contents', 'read']],
  'repos/list-pull-requests-associated-with-commit': [['pull-requests', 'read']],
  'pulls/get': [['pull-requests', 'read']],
  'pulls/list': [['pull-requests', 'read']],
  'pulls/list-reviews': [['pull-requests', 'read']],
  'pulls/list-commits': [['pull-requests', 'read']],
  'issues/list-comments': [
    ['issues', 'read'],
    ['pull-requests', 'read'],
  ],
  'issues/create-comment': [
    ['issues', 'write'],
    ['pull-requests', 'write'],
  ],
  'issues/update-comment': [
    ['issues', 'write'],
    ['pull-requests', 'write'],
  ],
  'actions/list-workflow-runs-for-repo': [['actions', 'read']],
  'actions/get-workflow-run': [['actions', 'read']],
  'actions/get-reviews-for-run': [['actions', 'read']],
  'actions/list-jobs-for-workflow-run': [['actions', 'read']],
  'actions/list-workflow-run-artifacts': [['actions', 'read']],
  'actions/list-artifacts-for-repo': [['actions', 'read']],
  'actions/get-artifact': [['actions', 'read']],
  'actions/download-artifact': [['actions', 'read']],
  'repos/list-deployments': [['deployments', 'read']],
  'repos/get-deployment': [['deployments', 'read']],
  'repos/list-deployment-statuses': [['deployments', 'read']],
  'repos/create-deployment': [['deployments', 'write']],
  'repos/create-deployment-status': [['deployments', 'write']],
  'checks/create': [['checks', 'write']],
  'checks/update': [['checks', 'write']],
  'teams/get-by-name': [['members', 'read']],
  'teams/get-membership-for-user-in-org': [['members', 'read']],
};

/** Whether a grant allows an operation. */
export function allows(grant: Grant, operation: string): boolean {
  const needs = NEEDS[operation];
  if (needs === undefined) return true;
  return needs.some(([permission, access]) => {
    const given = grant.permissions[permission];
    return given === 'write' || given === access;
  });
}

/** The tokens that the stand-in accepts. */
export type Tokens = {
  /** A new token with these permissions; by default it acts as `github-actions[bot]`. */
  issue(permissions: Permissions, account?: number): string;
  /** Accepts a token that somebody else made up, with these permissions. */
  accept(token: string, permissions: Permissions, account?: number): void;
  /** The grant behind an `Authorization` header; undefined for a token that was never issued. */
  grantOf(header: string | undefined): Grant | undefined;
};

/** Makes an empty set of tokens. */
export function createTokens(): Tokens {
  const grants = new Map<string, Grant>();
  const accept: Tokens['accept'] = (token, permissions, account = ACTIONS_BOT) =>
    void grants.set(token, { account, permissions });
  return {
    accept,
    issue(permissions, account) {
      const token = `ghs_${randomBytes(18).toString('hex')}`;
      accept(token, permissions, account);
      return token;
    },
    grantOf: (header) => grants.get(/^(?:bearer|token) (.+)$/i.exec(header ?? '')?.[1] ?? ''),
  };
}

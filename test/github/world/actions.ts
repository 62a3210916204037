import type { StoredArtifact } from '../../results/store.ts';
import { zip } from '../../results/zip.ts';
import {
  ACTIONS_BOT,
  type AccountRecord,
  accountByLogin,
  type RunRecord,
  type TeamRecord,
  type WorldState,
} from './state.ts';

type NewRun = {
  readonly headSha: string;
  readonly id?: number;
  readonly attempt?: number;
  readonly name?: string;
  readonly path?: string;
  readonly event?: string;
  readonly headBranch?: string | null;
  /** Another repository's id makes it the run of a fork. */
  readonly headRepositoryId?: number;
  readonly status?: string;
  readonly conclusion?: string | null;
  readonly createdAt?: string;
  readonly actor?: string;
  readonly triggeringActor?: string;
};

type NewArtifact = {
  readonly run: RunRecord;
  readonly name: string;
  /** Bytes or text by path inside the zip. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly createdAt?: string;
  readonly expired?: boolean;
  /** What GitHub states; default: the sha256 of the zip. null as for artifacts of old uploaders. */
  readonly digest?: string | null;
};

type NewAccount = Partial<Pick<AccountRecord, 'type' | 'name' | 'emails'>> & Pick<AccountRecord, 'id' | 'login'>;

/** The part of the world that is about people, workflow runs and what they left. */
export type ActionsBuilders = {
  addAccount(account: NewAccount): AccountRecord;
  /** An account by login. @throws when there is none. */
  account(login: string): AccountRecord;
  /** Makes an account a ghost: what it did stays, who it was is gone. */
  deleteAccount(login: string): void;
  addRun(run: NewRun): RunRecord;
  addArtifact(artifact: NewArtifact): StoredArtifact;
  /** An environment's approval or rejection by a person, in a run. */
  approveEnvironment(
    run: RunRecord,
    approval: {
      environment: string | readonly string[];
      by: string;
      state?: 'approved' | 'rejected';
      comment?: string;
    },
  ): void;
  addTeam(team: { org: string; slug: string; members: readonly string[]; parent?: string }): TeamRecord;
};

function addRun(state: WorldState, run: NewRun): RunRecord {
  const actor = run.actor === undefined ? ACTIONS_BOT : accountByLogin(state, run.actor).id;
  const record: RunRecord = {
    id: run.id ?? state.nextId(),
    attempt: run.attempt ?? 1,
    name: run.name ?? 'Deploy',
    path: run.path ?? '.github/workflows/deploy.yml',
    event: run.event ?? 'push',
    headSha: run.headSha,
    headBranch: run.headBranch === undefined ? state.repository.defaultBranch : run.headBranch,
    headRepositoryId: run.headRepositoryId ?? state.repository.id,
    status: run.status ?? 'completed',
    conclusion: run.conclusion === undefined ? 'success' : run.conclusion,
    createdAt: run.createdAt ?? state.now(),
    actor,
    triggeringActor: run.triggeringActor === undefined ? actor : accountByLogin(state, run.triggeringActor).id,
    approvals: [],
    jobs: [],
  };
  state.runs.set(record.id, record);
  return record;
}

function addAccount(state: WorldState, given: NewAccount): AccountRecord {
  const account = {
    id: given.id,
    login: given.login,
    type: given.type ?? ('User' as const),
    name: given.name ?? null,
    emails: given.emails ?? [`${given.login.toLowerCase()}@example.com`],
  };
  state.accounts.set(account.id, account);
  return account;
}

/** Makes the builders over a state. */
export function actionsBuilders(state: WorldState): ActionsBuilders {
  return {
    addAccount: (account) => addAccount(state, account),
    account: (login) => accountByLogin(state, login),
    deleteAccount: (login) => void state.accounts.delete(accountByLogin(state, login).id),
    addRun: (run) => addRun(state, run),
    addArtifact: ({ run, name, files, createdAt, expired, digest }) => {
      const stored = state.artifacts.add({ run: run.id, name, bytes: zip(files), createdAt: createdAt ?? state.now() });
      if (expired !== undefined) stored.expired = expired;
      if (digest !== undefined) stored.digest = digest;
      return stored;
    },
    approveEnvironment: (run, { environment, by, state: verdict = 'approved', comment = '' }) => {
      const environments = typeof environment === 'string' ? [environment] : environment;
      run.approvals.push({ environments, state: verdict, by: accountByLogin(state, by).id, comment });
    },
    addTeam: ({ org, slug, members, parent = null }) => {
      const listed = members.map((login) => ({
        account: accountByLogin(state, login).id,
        role: 'member' as const,
        state: 'active' as const,
      }));
      const team: TeamRecord = { id: state.nextId(), org, slug, parent, members: listed };
      state.teams.push(team);
      return team;
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide } from '../../../../action-validate/decide.ts';
import { gatherFacts } from '../../../../action-validate/facts.ts';
import { connectExec } from '../../../../shared/adapters/connect-exec.ts';
import { connectMerges } from '../../../../shared/adapters/connect-merges.ts';
import type { Merges } from '../../../../shared/adapters/git.ts';
import { connectGitHub } from '../../../../shared/adapters/github/connect-github.ts';
import { rememberReads } from '../../../../shared/adapters/github/remember.ts';
import type { RequirementResult } from '../../../../shared/domain/decision.ts';
import { UserError } from '../../../../shared/domain/errors.ts';
import type { RunContext } from '../../../../shared/domain/run-context.ts';
import type { HistoryWorld } from '../../../harness/history-world.ts';
import { keepDecision } from '../../../harness/kept-decisions.ts';

export type Answer = {
  readonly verdict: string;
  readonly codes: readonly string[];
  /** `STATUS CODE` of one requirement; `absent` when it was not asked for. */
  of(id: string): string;
  /** What was seen, and every observation, in one text. */
  told(id: string): string;
  readonly calls: number;
  readonly results: readonly RequirementResult[];
  /** Of what ended it before anything was decided. */
  readonly message: string;
};

type Asked = {
  readonly environment?: string | undefined;
  readonly checkpoint?: string;
  readonly token?: string;
  readonly git?: boolean;
  readonly context?: Partial<RunContext>;
  /** Milliseconds that have passed since the last thing that happened. */
  readonly later?: number;
  /** Milliseconds for one request. */
  readonly timeout?: number;
  /** Where the API is, and git; the stand-in itself unless given. */
  readonly url?: string;
  readonly merges?: Merges;
};

/** Reads and decides in this process, over HTTP and git against the stand-in. */
export async function judge({ github }: HistoryWorld, sha: string, asked: Asked = {}): Promise<Answer> {
  const temp = await mkdtemp(join(tmpdir(), 'countersign-temp-'));
  const context: RunContext = {
    ...{ repository: 'acme/tracker', owner: 'acme', repo: 'tracker', repositoryId: github.world.repository.id },
    ...{ sha, ref: 'refs/heads/main', event: { repository: { default_branch: 'main' } }, eventName: 'push' },
    ...{ runId: 4711, runAttempt: 1, workflow: 'deploy', job: 'gate' },
    ...{ actor: 'linus', triggeringActor: 'linus', actorId: 1003 },
    ...{ apiUrl: asked.url ?? github.url, serverUrl: asked.url ?? github.url, workspace: temp, temp },
    ...asked.context,
  };
  const token = asked.token ?? github.token;
  const connected = connectGitHub(context, token, { patience: 0, timeout: asked.timeout ?? 20_000 });
  const now = Date.parse(github.world.tick()) + (asked.later ?? 0);
  const ports = {
    github: { ...rememberReads(connected), time: () => now },
    clock: { now: () => now, sleep: async () => {} },
    ...(asked.git === false ? {} : { merges: asked.merges ?? connectMerges(connectExec(), context, token) }),
  };
  const environment = 'environment' in asked ? asked.environment : 'production';
  const inputs = {
    ...{ checkpoint: asked.checkpoint ?? 'PRE', config: '.github/countersign.yml', 'github-token': token },
    ...{ mode: 'gate' as const, comment: false },
    ...(environment === undefined ? {} : { environment }),
  };
  try {
    const { facts } = await gatherFacts(ports, context, inputs);
    // A record is plain JSON, and what is read back from it has to give the same decision.
    const { decision } = decide(JSON.parse(JSON.stringify(facts)));
    keepDecision(facts, decision);
    return answer(decision.verdict, decision.reasonCodes, decision.requirements, connected.calls());
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return answer('ERROR', [thrown.code], [], connected.calls(), thrown.message);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

function answer(
  verdict: string,
  codes: readonly string[],
  results: readonly RequirementResult[],
  calls: number,
  message = '',
): Answer {
  const find = (id: string) => results.find((one) => one.id === id);
  return {
    verdict,
    codes,
    calls,
    results,
    message,
    of(id) {
      const found = find(id);
      return found === undefined ? 'absent' : `${found.status} ${found.code}`;
    },
    told(id) {
      const found = find(id);
      return [found?.seen, ...(found?.observations ?? []).map(({ what, why }) => `${what}: ${why}`)].join('\n');
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connectExec } from '../../../../shared/adapters/connect-exec.ts';
import { connectMerges } from '../../../../shared/adapters/connect-merges.ts';
import type { Merges } from '../../../../shared/adapters/git.ts';
import { filesOf, read } from '../../../contract/sources.ts';
import { makeFullGate } from '../../../harness/full-gate.ts';
import { type Failing, startReplayingProxy } from '../../../harness/replaying-proxy.ts';
import { type Answer, judge } from '../history/gate.ts';

const gate = await makeFullGate();
const proxy = await startReplayingProxy(gate.history.github.url);
const temp = await mkdtemp(join(tmpdir(), 'countersign-faults-'));
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await gate[Symbol.asyncDispose]();
  await rm(temp, { recursive: true, force: true });
});

const at = { serverUrl: proxy.url, repository: 'acme/tracker', workspace: temp, temp };
const byGit = (): Merges => connectMerges(connectExec(), at, gate.token);
const known = new Map<string, Awaited<ReturnType<Merges['trees']>>>();
/** Made by git once, because nothing about them changes. */
const merges: Merges = {
  async trees(pairs) {
    const key = JSON.stringify(pairs);
    const trees = known.get(key) ?? (await byGit().trees(pairs));
    known.set(key, trees);
    return trees;
  },
};

type Fault = (question: string) => Failing | undefined;

/** The gate with its questions; `event` without the default branch, so that this is asked for too. */
async function run(fault?: Fault, more: Parameters<typeof judge>[2] = {}) {
  proxy.fail(fault);
  proxy.taken();
  const context = { runId: gate.run, event: {} };
  const asked = { token: gate.token, later: gate.later, url: proxy.url, merges, context, ...more };
  const answer = await judge(gate.history, gate.sha, asked);
  proxy.fail(undefined);
  return { answer, questions: [...new Set(proxy.taken())] };
}

const isOpening = (question: string): boolean => /^POST \/graphql .*query (?:Opening|More|Many)\(/.test(question);
const refuseOpening: Fault = (question) => (isOpening(question) ? { status: 403 } : undefined);
const together: (fault: Fault) => Fault = (fault) => (question) => fault(question) ?? refuseOpening(question);

const byGraphQL = await run();
const byRest = await run(refuseOpening);
const ofGit = await run(undefined, { merges: byGit() });

const FAULTS: Readonly<Record<string, Failing>> = {
  '403': { status: 403 },
  '404': { status: 404 },
  '429': { status: 429 },
  '500': { status: 500 },
  slow: { slow: 500 },
  'cut off': { cut: true },
};

/** What is asked another way when it fails, so that the answer is the same yes: the refusal of a question, and a list that only saves questions. */
const replaced = (question: string, fault: string): boolean =>
  (isOpening(question) && /^40[34]$/.test(fault)) ||
  /^GET \/repos\/acme\/tracker\/pulls\?.*state=closed/.test(question);

/** One clear line: what, and a reason; not a list of lines, no stack. */
function isTold({ codes, results, message }: Answer): boolean {
  const open = results.filter(({ status }) => status === 'ERROR' || status === 'UNSATISFIED');
  const lines = results.length === 0 ? [message] : open.map(({ seen }) => seen);
  return codes.length > 0 && lines.length > 0 && lines.every((line) => /^\S[^\n]{10,}$/.test(line));
}

const short = (question: string): string =>
  question.replace(/^POST \/graphql .*query (\w+)\(.*$/s, 'query $1').slice(0, 150);

test('with nothing wrong it is a yes, either way', () => {
  expect([byGraphQL.answer.verdict, byRest.answer.verdict, ofGit.answer.verdict]).toEqual(['PASS', 'PASS', 'PASS']);
  expect(byGraphQL.questions.length).toBeGreaterThan(25);
});

/** Each question that the gate asks, with everything that can go wrong with it: that one fails, however often it is repeated. */
describe.each([
  ['by GraphQL', byGraphQL.questions.filter((one) => !one.includes('.git/')), (fault: Fault): Fault => fault],
  ['by REST', byRest.questions.filter((one) => !byGraphQL.questions.includes(one)), together],
])('%s', (_, questions, around) => {
  test.each(questions.map((question) => [short(question), question] as const))('%s', async (_short, question) => {
    for (const [name, how] of Object.entries(FAULTS)) {
      // Who is no member is answered by 404 anyway.
      if (name === String(proxy.statusOf(question))) continue;
      const fault = around((one) => (one === question ? how : undefined));
      const timeout = name === 'slow' ? 200 : 20_000;
      const { answer, questions: asked } = await run(fault, { timeout });
      // On a busy machine an earlier question may be the one that is too slow.
      if (name !== 'slow') expect(asked, name).toContain(question);
      if (replaced(question, name)) expect(answer.verdict, name).toBe('PASS');
      else
        expect({ name, verdict: answer.verdict, told: isTold(answer) }).toEqual({
          name,
          verdict: expect.stringMatching(/^(?:FAIL|ERROR)$/),
          told: true,
        });
    }
  });
});

describe('by git', () => {
  const questions = ofGit.questions.filter((one) => one.includes('.git/'));
  test('it is asked at all', () => expect(questions.length).toBeGreaterThan(1));
  test.each(Object.entries(FAULTS).filter(([name]) => name !== 'slow'))('%s', async (_, how) => {
    for (const question of questions) {
      const fault: Fault = (one) => (one === question ? how : undefined);
      const { answer } = await run(fault, { merges: byGit() });
      expect([answer.verdict, isTold(answer)]).toEqual(['ERROR', true]);
    }
  });
});

/** Questions that no gate asks before it decides. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': 'the comment is written after the decision',
};

test('every question that the adapter can ask is asked here, so that a new one cannot be forgotten', () => {
  const sources = filesOf('shared/adapters/github/*.ts').map(read).join('\n');
  const routes = [...new Set([...sources.matchAll(/'GET (\/[^']+)'/g)].map(([, route = '']) => route))];
  const asked = [...byGraphQL.questions, ...byRest.questions].map((one) => one.split(/[ ?]/)[1] ?? '');
  const pattern = (route: string): RegExp =>
    new RegExp(`^${route.replaceAll(/\{(?:path|basehead)\}/g, '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  const silent = routes.filter((route) => !asked.some((path) => pattern(route).test(path)));
  expect(silent).toEqual(Object.keys(NOT_ASKED));
  const queries = [...sources.matchAll(/`query (\w+)\(/g)].map(([, name]) => `query ${name}`);
  expect(queries.filter((name) => !byGraphQL.questions.map(short).includes(name))).toEqual([]);
});

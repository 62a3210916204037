import { expect, test } from 'vitest';
import { readActLog } from '../../harness/act-log.ts';

/** Lines as act 0.2.89 printed them, shortened to what is read. */
const LOG = `{"level":"warning","msg":"Couldn't get a valid docker connection"}
{"jobID":"one","msg":"matched","stage":"Pre","step":"acme/countersign/action-x@v1","stepID":["x"]}
{"jobID":"one","msg":"Run Main","stage":"Main","step":"acme/countersign/action-x@v1","stepID":["x"]}
{"jobID":"one","msg":"hello\\n","raw_output":true,"stage":"Main","step":"acme/countersign/action-x@v1","stepID":["x"]}
{"arg":"bad\\nthing","command":"error","jobID":"one","kvPairs":{"file":"a.yml"},"msg":"x","raw":"::error file=a.yml::bad%0Athing\\n","stage":"Main","step":"acme/countersign/action-x@v1","stepID":["x"]}
{"jobID":"one","msg":"Failure","stage":"Main","step":"acme/countersign/action-x@v1","stepID":["x"],"stepResult":"failure"}
{"arg":"42","command":"set-output","jobID":"one","msg":"x","name":"v","stage":"Main","step":"acme/countersign/action-x@v1","stepID":["x"]}
{"command":"summary","content":"# Sum\\n","jobID":"one","msg":"x","stage":"Main","step":"acme/countersign/action-x@v1","stepID":["x"]}
{"jobID":"one","jobResult":"failure","msg":"Job failed"}
{"half a line
Error: Job 'one' failed`;

test('jobs and steps of a log', () => {
  expect(readActLog(LOG)).toEqual({
    one: {
      result: 'failure',
      steps: [
        {
          ...{ name: 'acme/countersign/action-x@v1', id: 'x', stage: 'Main', result: 'failure' },
          ...{ outputs: { v: '42' }, summary: '# Sum\n', log: 'hello\n' },
          annotations: [{ level: 'error', properties: { file: 'a.yml' }, message: 'bad\nthing' }],
        },
      ],
    },
  });
});

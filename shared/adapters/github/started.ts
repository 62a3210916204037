import type { Client } from './client.ts';
import type { GitHub } from './port.ts';
import { parseAnswer, readPages } from './read.ts';
import * as shapes from './shapes.ts';
import { unreadable } from './unreadable.ts';

/** The reads that find what a dispatched run has stored, and who started it. */
export function startedReads(
  client: Client,
  at: { readonly owner: string; readonly repo: string },
): Pick<GitHub, 'artifactsNamed' | 'startedRun'> {
  return {
    artifactsNamed(name) {
      const route = 'GET /repos/{owner}/{repo}/actions/artifacts';
      const pages = client.paginate.iterator(route, { ...at, name, per_page: 100 });
      return readPages(pages, shapes.artifactShape, (one) => one.id);
    },
    async startedRun(run) {
      const answer = await client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { ...at, run_id: run });
      const found = parseAnswer(answer, shapes.startedRunShape);
      if (found.id === run) return found;
      throw unreadable({ method: 'GET', url: answer.url, status: 200, message: `the answer is about ${found.id}` });
    },
  };
}

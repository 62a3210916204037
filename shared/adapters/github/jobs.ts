import * as z from 'zod';
import type { Client } from './client.ts';
import { readPages } from './read.ts';

/** One execution of a job. A rerun of it is another one of the same name. */
export type Job = {
  readonly name: string;
  /** RFC 3339, by GitHub's clock; null while it waits. */
  readonly startedAt: string | null;
  /** Null while it is going on. */
  readonly completedAt: string | null;
};

const id = z.int().positive();
const time = z.iso.datetime({ offset: true });

const jobShape = z
  .object({ id, name: z.string(), started_at: time.nullable(), completed_at: time.nullable() })
  .transform((found): Job & { readonly id: number } => ({
    id: found.id,
    name: found.name,
    startedAt: found.started_at,
    completedAt: found.completed_at,
  }));

/** The read that tells which jobs of a run were run again. */
export function jobReads(
  client: Client,
  at: { readonly owner: string; readonly repo: string },
): { jobsOfRun(run: number): Promise<readonly Job[]> } {
  return {
    async jobsOfRun(run) {
      const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
      const pages = client.paginate.iterator(route, { ...at, run_id: run, filter: 'all', per_page: 100 });
      const jobs = await readPages(pages, jobShape, (one) => one.id);
      return jobs.map(({ id: _, ...job }) => job);
    },
  };
}

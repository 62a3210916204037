import * as z from 'zod';
import type { Deployment, DeploymentEvent, OpenedDeployments } from './deployments.ts';
import { actor } from './opening-shapes.ts';

const time = z.iso.datetime({ offset: true });

const page = <S extends z.ZodType>(node: S) =>
  z.object({ pageInfo: z.object({ hasNextPage: z.boolean() }), nodes: z.array(node) });

const status = z.object({ state: z.string().min(1), createdAt: time, logUrl: z.string().nullish() });

/** What REST gives as a value comes as JSON here, and as text in JSON where it was sent as text. */
const payload = z
  .string()
  .nullable()
  .transform((text, context): unknown => {
    if (text === null || text === '') return null;
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'string' && value.startsWith('{') ? (JSON.parse(value) as unknown) : value;
    } catch {
      context.addIssue({ code: 'custom', message: 'it is not JSON' });
      return z.NEVER;
    }
  });

const deployment = z.object({
  databaseId: z.int().positive(),
  commitOid: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  environment: z.string(),
  payload,
  createdAt: time,
  creator: actor,
  statuses: page(status),
});

const answer = z.object({ data: z.object({ deployed: z.object({ deployments: page(deployment) }) }) });
type Found = z.output<typeof deployment>;

const named = z.object({ run: z.string().regex(/^\d{1,15}$/) });

function deploymentOf(found: Found): Deployment {
  const run = named.safeParse(found.payload);
  return {
    id: found.databaseId,
    sha: found.commitOid,
    environment: found.environment,
    run: run.success ? Number(run.data.run) : null,
    creator: found.creator,
    createdAt: found.createdAt,
  };
}

/** Oldest first. Undefined when there are more, or when two are of one second, so that nothing tells their order. */
function eventsOf({ statuses }: Found): readonly DeploymentEvent[] | undefined {
  const times = new Set(statuses.nodes.map(({ createdAt }) => createdAt));
  if (statuses.pageInfo.hasNextPage || times.size !== statuses.nodes.length) return undefined;
  return statuses.nodes
    .toSorted((left, right) => Date.parse(left.createdAt) - Date.parse(right.createdAt))
    .map(({ state, createdAt, logUrl }, index) => ({
      id: index + 1,
      state: state.toLowerCase(),
      at: createdAt,
      logUrl: logUrl || null,
    }));
}

/** Deployments in the answer to `OPENING`; null when they are not there or not as GitHub describes them: REST is asked then. */
export function deploymentsOf(data: unknown, environment: string): OpenedDeployments | null {
  const parsed = answer.safeParse(data);
  if (!parsed.success) return null;
  const { nodes, pageInfo } = parsed.data.data.deployed.deployments;
  if (nodes.some((one) => one.environment !== environment)) return null;
  const events = nodes.flatMap((one) => {
    const known = eventsOf(one);
    return known === undefined ? [] : [[one.databaseId, known] as const];
  });
  return {
    environment,
    newest: nodes.map(deploymentOf).toSorted((left, right) => right.id - left.id),
    complete: !pageInfo.hasNextPage,
    events: new Map(events),
  };
}

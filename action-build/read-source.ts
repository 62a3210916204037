import { relative } from 'node:path';
import type { BuildContext } from '../shared/adapters/docker/build-context.ts';
import type { Engine } from '../shared/adapters/docker/port.ts';
import { type ContextFiles, readContext } from './context/read-context.ts';
import type { DockerfileFact } from './dockerfile/dockerfile-facts.ts';
import { readDockerfile } from './dockerfile/read-dockerfile.ts';
import { readDeclared } from './packages/read-declared.ts';
import type { Target } from './plan.ts';
import type { ServiceFacts } from './service-facts.ts';

/** Far above any real Dockerfile. */
const LARGEST_DOCKERFILE = 2 ** 20;

/** What the files say that the builder is about to read. */
export async function readSource(
  files: ContextFiles,
  target: Target,
  context: BuildContext,
  builder: Engine['builder'],
): Promise<Pick<ServiceFacts, 'dockerfile' | 'context' | 'declared'>> {
  const path = relative(context.context, context.dockerfile);
  const bytes = await files.read(path, LARGEST_DOCKERFILE);
  const dockerfile: DockerfileFact =
    bytes === undefined
      ? { kind: 'unreadable', line: null, why: 'it is not a file of at most 1 MiB' }
      : readDockerfile(bytes.toString('utf8'), { args: target.args, stage: target.stage, builder });
  const what = { folder: target.context, dockerfile: path, builder };
  const text = bytes?.toString('utf8') ?? '';
  const declared = await readDeclared(files, { ...what, text, stages: stagesOf(dockerfile) });
  return { dockerfile, context: await readContext(files, what), declared };
}

/** The stages that the image is made of; null when that is not known. */
const stagesOf = (fact: DockerfileFact): readonly number[] | null => (fact.kind === 'read' ? fact.facts.chain : null);

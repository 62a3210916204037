import type { DecisionRecord } from '../../shared/domain/record.ts';
import { type RunContext, runUrl } from '../../shared/domain/run-context.ts';
import type { ImageReference } from '../../shared/domain/subject.ts';
import type { ServiceFacts } from '../service-facts.ts';

/** What a statement says besides the facts of its service. */
export type Origin = {
  readonly tool: DecisionRecord['tool'];
  /** Address of the repository in a browser, the commit, and the ref that the run is about. */
  readonly repositoryUrl: string;
  readonly commit: string;
  readonly ref: string;
  /** Address of the workflow file with its ref: who builds, as far as anybody can tell. */
  readonly builder: string;
  /** Address of this attempt of the run. */
  readonly invocation: string;
};

/** What the run says about itself, for every statement of it. */
export const originOf = (context: RunContext, tool: DecisionRecord['tool']): Origin => ({
  tool,
  repositoryUrl: `${context.serverUrl}/${context.repository}`,
  commit: context.sha,
  ref: context.ref,
  builder: `${context.serverUrl}/${context.workflowRef ?? context.repository}`,
  invocation: runUrl(context),
});

const BUILD_TYPE = 'https://countersign.dev/build/v1';

type Descriptor = { readonly uri: string; readonly digest?: Readonly<Record<string, string>> };

/** An image that the build took something from; with a digest where the Dockerfile names one. */
function imageDescriptor(image: string): Descriptor {
  const [name = image, digest] = image.split('@sha256:');
  return { uri: `pkg:docker/${encodeURI(name)}`, ...(digest === undefined ? {} : { digest: { sha256: digest } }) };
}

function dependenciesOf({ dockerfile }: ServiceFacts, { repositoryUrl, ref, commit }: Origin): Descriptor[] {
  const images = dockerfile.kind === 'read' ? dockerfile.facts.images : [];
  const known = new Set(images.flatMap(({ image }) => (image === null || image === 'scratch' ? [] : [image])));
  return [{ uri: `git+${repositoryUrl}@${ref}`, digest: { gitCommit: commit } }, ...[...known].map(imageDescriptor)];
}

function predicateOf(facts: ServiceFacts, origin: Origin): object {
  const { build, source, parameters } = facts;
  const times = build.kind === 'built' ? { startedOn: build.startedAt, finishedOn: build.finishedAt } : {};
  return {
    buildDefinition: {
      buildType: BUILD_TYPE,
      externalParameters: {
        source: { uri: `git+${origin.repositoryUrl}@${origin.ref}`, digest: { gitCommit: origin.commit } },
        service: facts.service,
        context: source.context,
        dockerfile: source.dockerfile,
        ...parameters,
      },
      internalParameters: { tool: origin.tool },
      resolvedDependencies: dependenciesOf(facts, origin),
    },
    runDetails: {
      builder: { id: origin.builder, version: { [origin.tool.name]: origin.tool.version } },
      metadata: { invocationId: origin.invocation, ...times },
    },
  };
}

/**
 * Where an image comes from: an in-toto statement with the predicate of SLSA provenance 1.0, about the digest that was
 * read back from the registry. It is not signed here; a workflow can sign it with actions/attest.
 */
export function makeProvenance(facts: ServiceFacts, pushed: ImageReference, origin: Origin): string {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: pushed.name, digest: { sha256: pushed.digest.slice('sha256:'.length) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: predicateOf(facts, origin),
  };
  return `${JSON.stringify(statement, null, 2)}\n`;
}

import * as z from 'zod';
import { probe } from './probes.ts';
import { step } from './steps.ts';
import { dnsLabel, duration, name } from './words.ts';

const checkpoints = z.strictObject({
  before: name.optional().describe('Must be PASS for the commit before anything is changed.'),
  during: name.optional().describe('Decided from the steps of the deployment.'),
  after: name.optional().describe('Decided from the probes after the deployment.'),
  rollback: name.optional().describe('Asked before a person goes back to an earlier release.'),
});

export const environment = z.strictObject({
  checkpoints: checkpoints.optional().describe('The checkpoint of each moment of a deployment.'),
  'promotes-from': z
    .strictObject({
      environment: name.describe('Where the same digests must be verified first, by a deployment of action-deploy.'),
      'verified-for': duration.describe(
        'How long they must have been there, up to now and without another deployment.',
      ),
    })
    .optional()
    .describe('Only what was verified in another environment comes here. Decided with the checkpoint `before`.'),
  kubernetes: z
    .strictObject({ namespace: dnsLabel.describe('Namespace of the objects and of the release store.') })
    .optional()
    .describe('A cluster; the job brings the kubeconfig.'),
  compose: z
    .strictObject({ file: z.string().min(1).describe('The Compose file.') })
    .optional()
    .describe('A Docker engine with Compose instead of a cluster.'),
  deploy: z.array(step).min(1).describe('What is done, in this order.'),
  verify: z.array(probe).optional().describe('What must hold before a release counts as verified.'),
  rollback: z
    .strictObject({
      first: z.array(step).optional().describe('Done before the earlier release is applied.'),
      after: z.array(step).optional().describe('Done when the earlier release is ready.'),
      when: z.array(probe).optional().describe('What makes a release go back by itself when it no longer holds.'),
    })
    .optional()
    .describe('What a rollback does beside applying the earlier release.'),
});

export type Environment = z.output<typeof environment>;

import type { ReasonCodeTable } from './entry.ts';

/** Codes of action-deploy, and of the rollout that action-rollback shares with it. */
export const DEPLOY_CODES = {
  CLUSTER_UNREACHABLE: {
    cause: 'kubectl is missing, has no cluster to talk to, or the cluster did not answer or refused the credentials.',
    cure: 'Add the step that installs kubectl and logs in to the cluster before this one; the message names the cause.',
    example: 'the cluster does not answer: dial tcp 10.0.0.1:6443: connect: connection refused',
  },
  IMAGE_PULL_FAILED: {
    cause: 'A node cannot pull the image of a container.',
    cure: 'Check name, digest and pull secret of the image named in the message, and that the registry answers.',
    example:
      'pod backend-5d9-x2k, container backend: image ghcr.io/acme/backend:1.2 cannot be pulled: manifest unknown',
  },
  CONTAINER_CRASHED: {
    cause: 'A container of the new revision ended again and again.',
    cure: 'Read the log lines below the message; they are the last ones before the container ended.',
    example: 'pod backend-5d9-x2k, container backend: ended 2 times, the last time with exit code 1 (Error)',
  },
  CONTAINER_NOT_STARTED: {
    cause: 'The node could not start a container from its image.',
    cure: 'Check command, working directory, user and mounts of the container named in the message.',
    example: 'pod backend-5d9-x2k, container backend: exec: "serve": executable file not found in $PATH',
  },
  CONFIG_MISSING: {
    cause: 'A ConfigMap, Secret, service account or a key of it that a pod needs is not there.',
    cure: 'Add the object or key to the release, or correct the name in the manifest.',
    example: 'pod backend-5d9-x2k, container backend: configmap "backend-settings" not found',
  },
  QUOTA_EXCEEDED: {
    cause: 'The quota of the namespace does not allow the pods of the workload.',
    cure: 'Raise the quota, lower the requests, or let the rollout free room first (maxUnavailable above 0).',
    example: 'Deployment backend: exceeded quota: compute, requested: pods=1, used: pods=4, limited: pods=4',
  },
  ADMISSION_REFUSED: {
    cause: 'The API server or an admission webhook refuses to create the pods of the workload.',
    cure: 'Correct the pod template as the message says, or ask the owner of the admission policy.',
    example: 'Deployment backend: pods "backend-5d9-x2k" is forbidden: violates PodSecurity "restricted:latest"',
  },
  UNSCHEDULABLE: {
    cause: 'No node takes a pod of the new revision.',
    cure: 'Lower the requests, correct node selectors and tolerations, or add nodes.',
    example: 'pod backend-5d9-x2k: 0/3 nodes are available: 3 Insufficient memory',
  },
  PROGRESS_DEADLINE: {
    cause: 'The deployment made no progress for as long as its progressDeadlineSeconds.',
    cure: 'Find out why its new pods do not become ready; the message and the log lines name one of them.',
    example: 'Deployment backend: ReplicaSet "backend-5d9" has timed out progressing',
  },
  POD_FAILED: {
    cause: 'A pod that nobody restarts ended in failure.',
    cure: 'Read the log lines below the message.',
    example: 'Pod smoke: ended in failure (Error)',
  },
  WORKLOAD_PAUSED: {
    cause: 'The workload is paused, so nothing would ever roll out.',
    cure: 'Resume it (`kubectl rollout resume`) or take `paused: true` out of the manifest.',
    example: 'Deployment backend: is paused before its new revision was rolled out',
  },
  WORKLOAD_STUCK: {
    cause: 'A broken pod of an older revision blocks a StatefulSet: its controller waits for that pod for ever.',
    cure: 'Delete the pod that the message names; the controller makes it again from the new revision.',
    example: 'StatefulSet db: pod db-1 of an older revision is not ready and blocks the update',
  },
  OBJECT_FAILED: {
    cause: 'An object reports by its own status that it failed.',
    cure: 'Read the condition in the message; the controller of that kind wrote it.',
    example: 'Certificate web: Stalled: issuer "letsencrypt" not found',
  },
  OBJECT_GONE: {
    cause: 'Someone deleted or replaced an object while it was rolled out.',
    cure: 'Find out who changes the namespace at the same time, then run the deployment again.',
    example: 'Deployment backend: was deleted while it was rolled out',
  },
  ROLLOUT_TIMEOUT: {
    cause: 'A workload did not become ready in the time that it was given.',
    cure: 'Look at what the message says it waited for; give it more time by `timeout` when it is only slow.',
    example: 'Deployment backend: not ready within 5m: 1 of 3 replicas available',
  },

  ENVIRONMENT_WITHOUT_CLUSTER: {
    cause: 'The environment does not say in which Kubernetes namespace it lives.',
    cure: 'Add `kubernetes: { namespace: … }` to the environment.',
    example: 'environments.production has no "kubernetes" section',
  },
  CHECKOUT_MISMATCH: {
    cause:
      'The workspace does not hold the commit that is to be deployed, so its manifests are not the validated ones.',
    cure: 'Check out the commit of the run (actions/checkout without "ref") before this step.',
    example: 'the workspace is at 1111111, the run is for 2222222',
  },
  MANIFEST_INVALID: {
    cause: 'A manifest is not readable as Kubernetes objects.',
    cure: 'Correct the file at the line that the message names.',
    example: 'k8s/production/backend.yaml:3: an object needs "kind"',
  },
  MANIFEST_MISSING: {
    cause: 'An apply step names a path without a manifest.',
    cure: 'Correct the path of the step, or add the files to the commit.',
    example: 'step "backend": there is no .yaml, .yml or .json file at k8s/production',
  },
  NAMESPACE_MISMATCH: {
    cause: 'A manifest names another namespace than the environment.',
    cure: 'Take the namespace out of the manifest; the one of the environment is filled in.',
    example: "k8s/backend.yaml:1: Deployment backend is for namespace beta, the environment's is production",
  },
  OBJECT_NOT_ALLOWED: {
    cause: 'A manifest holds an object that a release may not bring.',
    cure: 'Take the object out of the manifests; create it once by other means when it is needed.',
    example: 'k8s/state.yaml:1: Secret countersign.tracker.production.r1 belongs to the release store',
  },
  OBJECT_DUPLICATE: {
    cause: 'Two manifests of one release describe the same object.',
    cure: 'Keep one of the two.',
    example: 'k8s/b.yaml:1: ConfigMap settings is described already at k8s/a.yaml:1',
  },
  KIND_UNKNOWN: {
    cause: 'The cluster does not know a kind of the manifests, and no manifest defines it.',
    cure: 'Install the custom resource definition, or correct apiVersion and kind.',
    example: 'k8s/rollout.yaml:1: the cluster does not know argoproj.io/v1alpha1 Rollout',
  },
  IMAGE_NOT_VALIDATED: {
    cause: 'A manifest uses an image that is not among the validated ones and is not pinned by digest.',
    cure: 'Make it a service of the configuration, or pin it by digest (name@sha256:…).',
    example: 'k8s/backend.yaml:14: image busybox:latest belongs to no service and has no digest',
  },
  GITOPS_OWNED: {
    cause: 'An object of the plan belongs to a GitOps controller, which would undo what is applied.',
    cure: 'Deploy it through that controller, or take it out of the controller first.',
    example: 'Deployment backend belongs to Argo CD (annotation argocd.argoproj.io/tracking-id)',
  },
  DRY_RUN_REFUSED: {
    cause: 'The API server refused an object in the dry run; nothing was changed.',
    cure: 'Correct the manifest as the message of the server says.',
    example: 'k8s/backend.yaml:1: Deployment backend: spec.selector: field is immutable',
  },
  LOCK_HELD: {
    cause: 'Another run is deploying or rolling back this environment now.',
    cure: 'Wait until it has ended and run again.',
    example: 'production is locked by acme/tracker run 4711, which renewed its lock 3 s ago',
  },
  ROLLOUT_RACED: {
    cause: 'The state of the environment was moved by another run after this one had read it.',
    cure: 'Run again: the facts are read anew.',
    example: 'the state of production moved while this run was deciding; nothing was changed',
  },
  PLAN_MOVED: {
    cause: 'An object in the cluster was changed, created or deleted by somebody else after the plan was made.',
    cure: 'Find out who changed it and whether that is wanted, then run again: the plan is made anew.',
    example: 'ConfigMap settings was changed after the plan was made (by kubectl-edit at 2026-11-22T03:34:25Z)',
  },
  STORE_DAMAGED: {
    cause: 'The release store in the cluster cannot be trusted: a part is missing or is not what was saved.',
    cure: 'Bring the named object back from a backup of the cluster, or remove the whole store to begin anew.',
    example: 'Secret countersign.tracker.production.r3: its content does not have the sha256 that was saved',
  },
  CLUSTER_REFUSED: {
    cause: 'The API server refused a request that the rollout needs.',
    cure: 'Give the job the Role of the README; the message names what was refused.',
    example: 'ConfigMap countersign.tracker.production: 403 Forbidden: cannot get configmaps',
  },
  STEP_FAILED: {
    cause: 'A step of the deployment did not succeed.',
    cure: 'See the evidence in the summary: log lines and events of what failed.',
    example: 'backend crashed on start (exit 1): "ModuleNotFoundError: No module named app"',
  },
  STEP_NOT_RUN: {
    cause: 'A step was not reached, because one before it failed.',
    cure: 'Nothing to do here: see the step that failed.',
    example: 'verify/health was not run',
  },
  JOB_FAILED: {
    cause: 'The Job of a step ended with a failure or not in its time.',
    cure: 'See the log lines of the Job in the summary.',
    example: 'migrate: exit 1: "relation users exists already"',
  },
  PROBE_FAILED: {
    cause: 'A probe did not pass in its time.',
    cure: 'See what it saw last; ask the service the same from inside the cluster.',
    example: 'health: after 60.0 s still status 503, needed 200',
  },
} as const satisfies ReasonCodeTable;

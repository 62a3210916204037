import type { ReasonCodeTable } from './entry.ts';

/** Codes of what action-build sees while containers run. */
export const RUNNING_CODES = {
  SANDBOX_UNAVAILABLE: {
    cause:
      'The runtime checks could not be carried out: the engine cannot run or show what they need, or a service of talks-to did not start.',
    cure: 'Use a Linux runner whose engine has the same architecture; correct image, run.env and run.command of the service that the message names.',
    example: 'backend: postgres did not become ready: ended with exit code 1: POSTGRES_PASSWORD: unbound variable',
  },
  RUN_FAILED: {
    cause: 'The container ends by itself, or cannot be started, under the hardening that it has to live with.',
    cure: 'Write only to /tmp and the folders of run.writable, need no capability, and give run.env what it needs.',
    example: 'backend: ended with exit code 1 after 0.4 s: Read-only file system: /srv/cache',
  },
  RUN_NOT_READY: {
    cause: 'The container did not become ready within limits.start.',
    cure: 'Correct run.ready, speed the start up, or raise limits.start.',
    example: 'backend: not ready within 30 s: http :8000/health gave HTTP 503',
  },
  PORTS_DIFFER: {
    cause: 'The ports that the container listens on are not the ones of EXPOSE in its Dockerfile.',
    cure: 'Close the port or bind it to 127.0.0.1, or name it with EXPOSE.',
    example: 'backend: listens on 9229/tcp, which EXPOSE does not name',
  },
  OUTPUT_MISSING: {
    cause: 'The container wrote nothing to its standard output and error, so nobody would see what it does.',
    cure: 'Log to stdout or stderr instead of to files.',
    example: 'worker: wrote nothing to stdout or stderr',
  },
  EGRESS_TRIED: {
    cause: 'The container tried to reach something outside of the set of services.',
    cure: 'Switch the call off, or set run.egress: any for this service when it is meant.',
    example: 'backend: asked for the name telemetry.example.com',
  },
  EDGE_WRONG: {
    cause: 'A declared connection does not open, or one that is not declared was tried or is open.',
    cure: 'Correct talks-to, or the service that it names.',
    example: 'worker: asked for postgres, which its talks-to does not name',
  },
  MEMORY_EXCEEDED: {
    cause: 'The container needed more memory than limits.memory and was killed for it.',
    cure: 'Need less memory, or raise limits.memory together with the limit in production.',
    example: 'worker: killed at its limit of 128 MiB',
  },
  STOP_UNCLEAN: {
    cause: 'The container does not end by itself when it is told to, or ends with an error.',
    cure: 'Handle SIGTERM in the program that runs as process 1: exec-form CMD, no shell around it, exit code 0.',
    example: 'worker: still ran 10 s after its stop signal and was killed (exit code 137)',
  },
  RESTART_FAILED: {
    cause: 'The container did not become ready again after a stop and a start.',
    cure: 'Remove what a run leaves behind, such as pid and lock files, when the service starts.',
    example: 'backend: not ready again within 30 s after a restart: ECONNREFUSED',
  },
  INTEGRATION_FAILED: {
    cause: 'An integration test that involves this service ended with an exit code other than 0.',
    cure: 'Correct what the last lines of the test say; all of them are in the build log artifact.',
    example: 'backend: integration test medications ended with exit code 1: AssertionError: 500 != 201',
  },
} as const satisfies ReasonCodeTable;

import type { ReasonCodeTable } from './entry.ts';

/** Codes of action-build. */
export const BUILD_CODES = {
  ENGINE_UNAVAILABLE: {
    cause: 'No Docker engine answers where the docker client would look for one.',
    cure: 'Start Docker on the runner, set DOCKER_HOST, or let the runner user open the socket; the message says which.',
    example: 'no Docker engine at unix:///var/run/docker.sock (no such socket): start Docker, or set DOCKER_HOST',
  },
  ENGINE_TOO_OLD: {
    cause: 'The Docker engine speaks an API that is older than the oldest one that is supported.',
    cure: 'Update the engine of the runner.',
    example: 'Docker engine 18.09.1 speaks API 1.39; API 1.41 (Docker 20.10) or newer is needed',
  },
  SERVICE_UNKNOWN: {
    cause: 'The input "services" names a service that is not in the configuration or is not built here.',
    cure: 'Correct the name, or give the service a "build" section.',
    example: 'input "services": there is no service "backnd"; built here are backend, frontend',
  },
  NOTHING_TO_BUILD: {
    cause: 'The configuration has no service with a "build" section, so there is nothing that could be validated.',
    cure: 'Give at least one service a "build" section with its context.',
    example: 'no service in .github/countersign.yml has a "build" section',
  },
  CONTEXT_INVALID: {
    cause: 'The build context or the Dockerfile of a service is missing or lies outside of the workspace.',
    cure: 'Check the code out first and correct "build" of the service; links may not lead out of the workspace.',
    example: 'services.backend.build.context: there is no folder "backnd" in the workspace',
  },
  WORKSPACE_MISMATCH: {
    cause: 'The workspace does not hold the commit that the run is about, so the images could not be bound to it.',
    cure: 'Use actions/checkout before this step, without another "ref".',
    example: 'the workspace holds commit 1f0c2d3, the run is about 9a8b7c6',
  },
  SOURCE_MODIFIED: {
    cause: 'Files of the build context differ from the commit that the image would be labelled with.',
    cure: 'Commit the change, or do not change committed files before the build; new files are allowed.',
    example: 'backend: backend/requirements.txt differs from the commit',
  },
  BUILD_FAILED: {
    cause: 'The image of a service could not be built.',
    cure: 'Correct what the last lines of the build log say; the whole log is in the build log artifact.',
    example: 'backend: the build failed (exit code 1): ERROR: No matching distribution found for fastapi==99',
  },
  IMAGE_USER_ROOT: {
    cause: 'The image starts as root, or as a user that the image does not define.',
    cure: 'End the Dockerfile with USER and a numeric id other than 0, or set run.user: any for this service.',
    example: 'backend: the image sets no user, so it starts as root',
  },
  IMAGE_HEALTHCHECK_MISSING: {
    cause: 'The image has no HEALTHCHECK, or it is switched off.',
    cure: 'Add HEALTHCHECK to the Dockerfile, or set healthcheck: optional for this service.',
    example: 'backend: the image has no HEALTHCHECK',
  },
  PACKAGE_FORBIDDEN: {
    cause: 'A package that the configuration forbids for this service is installed in its image.',
    cure: 'Take the package, or the one that needs it, out of the image.',
    example: 'backend: pkg:pypi/plotly@5.24.1 is installed, forbidden by pkg:pypi/plotly',
  },
  IMAGE_UNREADABLE: {
    cause: 'What a check needs to know could not be read from the image, so the check has no answer.',
    cure: 'Keep the package database in the image, or run again when the engine gave the error.',
    example: 'backend: var/lib/dpkg/status is missing although the image is Debian',
  },
  CHECK_NOT_RUN: {
    cause: 'A check was not run because something that it needs failed before.',
    cure: 'Correct what failed first; the message names it.',
    example: 'backend/user was not run: the image was not built',
  },
  PUSH_FAILED: {
    cause: 'The registry could not be reached, or did not take the image.',
    cure: 'Log in to the registry before this step, with the right to write; the message has the answer of the registry.',
    example: 'backend: push of ghcr.io/acme/backend was refused (denied): log in with "packages: write"',
  },
  PUSH_UNVERIFIED: {
    cause: 'What the registry holds after the push could not be read back, or is not the image that was checked.',
    cure: 'Run again; when it stays, another job pushes to the same tag or the registry changes manifests.',
    example: 'backend: the registry names config sha256:1f0c…, the checked image is sha256:9a8b…',
  },
} as const satisfies ReasonCodeTable;

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
  SOURCE_UNREADABLE: {
    cause: 'The Dockerfile or the build context of a service cannot be read with certainty, so a check has no answer.',
    cure: 'Correct what the message names; a Dockerfile with another syntax, for example, can mean anything.',
    example:
      'backend: backend/Dockerfile:12: a heredoc needs buildx: the classic builder takes its lines for instructions',
  },
  DOCKERFILE_WARNING: {
    cause: 'BuildKit warns of something in the Dockerfile, and build.lint asks for none.',
    cure: 'Correct the line, or waive lint/warning for that rule of BuildKit with an owner and a day.',
    example: "backend: FromAsCasing: 'AS' and 'from' keywords' casing do not match",
  },
  LINT_UNAVAILABLE: {
    cause: "build.lint asks for BuildKit's own checks, and this builder has none, or could not make them.",
    cure: 'Use docker buildx with Docker 27 or newer, or take build.lint out.',
    example: 'backend: not run: docker buildx is not installed',
  },
  BASE_NOT_ALLOWED: {
    cause: 'The build takes an image that the configuration does not allow, or one that is not named by digest.',
    cure: 'Take an image of bases.allow and write its digest, or set bases.digest: optional.',
    example: 'backend: FROM python:3.12 is not named by digest, so it can be another image tomorrow',
  },
  DOWNLOAD_UNVERIFIED: {
    cause: 'The Dockerfile takes something over the network into the image without verifying it.',
    cure: 'Compare a checksum or check a signature before what was fetched is used.',
    example: 'backend: what curl or wget fetches is run without having been verified',
  },
  SECRET_FOUND: {
    cause: 'A secret, or a file that usually holds one, is in the Dockerfile or in a layer of the image.',
    cure: 'Take it out, give it in another way, and revoke it when the image was ever pushed.',
    example: 'backend: ENV DB_PASSWORD is called like a secret, and its value stays in the image',
  },
  CONTEXT_EXPOSED: {
    cause: 'The build context has no .dockerignore, or one that lets files with secrets through.',
    cure: 'Add a .dockerignore with .env*, keys, and .git where it is in the context.',
    example: 'backend: backend/.env.local (env) is sent to the builder',
  },
  SHELL_FORM: {
    cause: 'CMD or ENTRYPOINT is in shell form, so a shell is process 1 and keeps signals from the program.',
    cure: 'Write it as a list of program and arguments.',
    example: 'backend: CMD is in shell form, so a shell is process 1 and the program never gets SIGTERM',
  },
  SETUID_FOUND: {
    cause: 'The image has programs with setuid or setgid that its base image does not have.',
    cure: 'Remove the bits, or waive setuid/file at that path with an owner and a day.',
    example:
      'backend: usr/bin/helper runs as user 0 whoever starts it (setuid), from layer 3 of 4 (COPY helper /usr/bin/)',
  },
  IMAGE_TOO_LARGE: {
    cause:
      'The image is larger than limits.image, more of it is of no use than limits.wasted allows, or the files of limits.bundle are too large or not there.',
    cure: 'Take out what the program does not need, and delete files in the RUN that makes them.',
    example: 'backend: the image has 512.0 MB, allowed are 400.0 MB',
  },
  START_BROKEN: {
    cause: 'What ENTRYPOINT or CMD names is not in the image, or cannot run there.',
    cure: 'Correct what the message names: the path, the executable bit, the interpreter or the line ends.',
    example: 'backend: /entrypoint.sh wants /bin/bash, which is not in the image',
  },
  WAIVED: {
    cause: 'There are findings, and the configuration names somebody who answers for them until a day.',
    cure: 'Nothing has to be done before that day.',
    example: 'setuid/file at usr/bin/su: waived by operations until 2027-03-31 (needed by the terminal)',
  },
  WAIVER_INVALID: {
    cause:
      'A waiver of the configuration is over, or matches nothing; or one that the images were built with is over at the gate.',
    cure: 'Take the waiver out, or correct what it is about; its owner can renew it.',
    example: 'backend: setuid/file at usr/bin/su, owned by operations: its last day was 2026-10-31',
  },
  BUILD_SECRET_MISSING: {
    cause: 'A secret that the build of a service asks for is not there.',
    cure: 'Give the step the variable in "env:", or make the file before this step.',
    example: 'services.backend.build.secrets.pip: the variable PIP_TOKEN is not set',
  },
  TESTS_FAILED: {
    cause: 'A command that has to pass before the build ended with another exit code than 0.',
    cure: 'Correct what the log says; the service was not built.',
    example: 'backend: pytest -q ended with exit code 1: 2 failed, 40 passed',
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
  SCANNER_UNAVAILABLE: {
    cause: 'The scanner that the configuration asks for, or its vulnerability database, could not be had.',
    cure: 'Correct scanner.trivy: its path, or version with the sha256 of the archive; the message says what was wrong.',
    example: 'scanner.trivy: there is no vulnerability database in its cache; let it be updated',
  },
  SCAN_FAILED: {
    cause: 'The scanner did not end well, or what it gave could not be read. That is not the same as a clean image.',
    cure: 'Correct what its message says and run again.',
    example: 'backend: not run: unable to inspect the image',
  },
  VULNERABILITY_FOUND: {
    cause: 'The scanner knows vulnerabilities in the image of a severity that the configuration does not accept.',
    cure: 'Update the package or the base image, or waive the finding with an owner, a reason and a last day.',
    example: 'backend: CVE-2026-0001 (CRITICAL) in pkg:deb/debian/libgcc-s1@12.2.0-14',
  },
  IMAGE_UNREADABLE: {
    cause: 'What a check needs to know could not be read from the image, so the check has no answer.',
    cure: 'Keep the package database in the image, or run again when the engine gave the error.',
    example: 'backend: var/lib/dpkg/status is missing although the image is Debian',
  },
  MANIFEST_UNREADABLE: {
    cause: 'A manifest, a lock file or a command of the Dockerfile does not say which packages it installs.',
    cure: 'Correct the file, or name the packages in the command.',
    example: 'backend: backend/Dockerfile:7: $PACKAGES is known only while building',
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

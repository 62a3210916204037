import { parseConfig } from '../../../../shared/config/parse.ts';
import { UserError } from '../../../../shared/domain/errors.ts';

/** A small configuration that is right; tests change one line of it. */
export const EXAMPLE = `version: 1
application: tracker
roles:
  qa: { people: [{ id: 1, login: ada, name: Ada Byron }] }
  ops: { people: [{ id: 2, login: linus, name: Linus T }] }
evidence:
  unit: { artifact: tests, path: junit.xml, format: junit, require: total > 0 && failed == 0 }
  list: { file: validation/list.md, format: checklist, require: open == 0 }
checkpoints:
  BUILD: { title: Build, evidence: [unit, list] }
  PRE: { title: Before, after: [BUILD], sign-offs: [qa, { any-of: [qa, ops] }] }
  EXEC: { title: During }
services:
  backend:
    image: ghcr.io/acme/backend
    build: { context: backend }
    packages: { forbid: ["pkg:pypi/plotly"] }
environments:
  beta:
    kubernetes: { namespace: beta }
    deploy: [{ id: all, apply: k8s/ }]
  production:
    checkpoints: { before: PRE, during: EXEC }
    promotes-from: { environment: beta, verified-for: 24h }
    kubernetes: { namespace: tracker }
    deploy:
      - { id: backup, job: { from: deployment/backend, command: [backup] }, saves: backup-id }
      - { id: app, apply: k8s/, undo: { job: { from: deployment/backend, command: [restore, "\${backup-id}"] } } }
    verify:
      - { id: health, http: "http://backend.tracker:8000/health", status: 200, within: 60s }
`;

/** The example with one piece of text replaced; fails when the piece is not there, so that no test changes nothing. */
export function changed(from: string, to: string): string {
  if (!EXAMPLE.includes(from)) throw new Error(`the example has no ${JSON.stringify(from)}`);
  return EXAMPLE.replace(from, to);
}

/** The mistakes of a text as `line:column message`; empty when it is right. */
export function mistakes(text: string): string[] {
  try {
    parseConfig(text, 'countersign.yml');
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.places.map((place) => `${place.line}:${place.column} ${place.message}`);
  }
}

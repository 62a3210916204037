import { CHECKPOINT } from '../harness/release-world.ts';

/** A small application for releases on the real cluster: one web server that serves the version it is configured with. */
export const trackerConfig = (image: string, namespace: string): string => `version: 1
application: tracker
evidence:
  tests: { artifact: tests, path: junit.xml, format: junit, require: total > 0 }
checkpoints:
  ${CHECKPOINT}: { title: Pre-deployment validation, evidence: [tests] }
  VALIDATION-DEP-EXEC: { title: Deployment validation, after: [${CHECKPOINT}] }
  VALIDATION-DEP-POST: { title: Post-deployment validation, after: [VALIDATION-DEP-EXEC] }
services:
  web: { image: ${image}, build: { context: web } }
environments:
  production:
    checkpoints: { before: ${CHECKPOINT}, during: VALIDATION-DEP-EXEC, after: VALIDATION-DEP-POST }
    kubernetes: { namespace: ${namespace} }
    deploy:
      - { id: settings, apply: k8s/settings/ }
      - { id: migrate, job: { from: deployment/web, command: [sh, -c, 'sh /config/migrate'] }, saves: schema, timeout: 60s }
      - { id: web, apply: k8s/web/, timeout: 90s }
    verify:
      - { id: version, http: "http://web.${namespace}:8080/version", contains: version, within: 20s }
`;

/** How a release differs from the good one. */
export type Change = {
  readonly name?: string;
  readonly start?: string;
  readonly migrate?: string;
  readonly extra?: boolean;
};

/** What the server does when nothing is wrong with it. */
export const SERVE = 'mkdir -p /tmp/www; cp /config/version /tmp/www/version; exec httpd -f -p 8080 -h /tmp/www';

/** The manifests of one version. */
export const trackerManifests = (
  image: string,
  version: string,
  { name = 'web', start = SERVE, migrate = 'echo schema-1', extra = false }: Change,
) => ({
  'k8s/settings/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  version: "version ${version}"
  migrate: ${JSON.stringify(migrate)}
${extra ? `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra }\ndata: { only: here }\n` : ''}`,
  'k8s/web/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web }, annotations: { version: "${version}" } }
    spec:
      terminationGracePeriodSeconds: 0
      containers:
        - name: web
          image: ${image}:any-tag
          command: [sh, -c, ${JSON.stringify(start)}]
          readinessProbe: { httpGet: { path: /version, port: 8080 }, periodSeconds: 1 }
          volumeMounts: [{ name: config, mountPath: /config }]
      volumes: [{ name: config, configMap: { name: settings } }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 8080 }] }
`,
});

import { UserError } from '../../domain/errors.ts';

/** A service of the cluster as the API server's proxy addresses it. */
export type ServiceUrl = {
  readonly scheme: 'http' | 'https';
  readonly service: string;
  readonly namespace: string;
  readonly port: string;
  readonly path: string;
};

/**
 * `http://backend.tracker:8000/health` → service backend in namespace tracker. Names as cluster DNS has them; without a
 * namespace the environment's own is meant.
 *
 * @throws UserError('CONFIG_INVALID') for an address that is no service of the cluster.
 */
export function parseServiceUrl(text: string, namespace: string): ServiceUrl {
  const url = new URL(text);
  const [service = '', own, svc, ...domain] = url.hostname.split('.');
  const inCluster = svc === undefined || (svc === 'svc' && ['', 'cluster.local'].includes(domain.join('.')));
  if (!inCluster || service === '' || /^[\d.]+$/.test(url.hostname)) {
    const message = `${text} is not an address of a service in the cluster; write http://service.namespace:port/path`;
    throw new UserError('CONFIG_INVALID', message);
  }
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  const port = url.port === '' ? (scheme === 'https' ? '443' : '80') : url.port;
  return { scheme, service, namespace: own ?? namespace, port, path: `${url.pathname}${url.search}` };
}

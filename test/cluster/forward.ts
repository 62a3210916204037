/**
 * Forwards one TCP port to loopback, for containers that cannot reach it: `node forward.ts ADDRESS PORT` listens on
 * that address and hands every connection to 127.0.0.1 on the same port.
 */
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';

const [address = '', port = ''] = process.argv.slice(2);
createServer((incoming) => {
  const outgoing = connect(Number(port), '127.0.0.1');
  // A connection that breaks is the business of its two ends.
  Promise.all([pipeline(incoming, outgoing), pipeline(outgoing, incoming)]).catch(() => undefined);
}).listen(Number(port), address);

/** One listener of a door: on its address in a caller's network. */
export type DoorListener = {
  /** The caller's network: `10.0.3.0/24`. */
  readonly subnet: string;
  readonly port: number;
  /** Address of the service behind the door. */
  readonly to: string;
};

/**
 * Passes connections on, one way only: from callers to the service. Listens on nothing but its addresses in the
 * callers' networks. Run in a container as text: it may use nothing from outside of the function but types.
 */
export function doorProgram(): void {
  const net = process.getBuiltinModule('node:net');
  const os = process.getBuiltinModule('node:os');
  const listeners: DoorListener[] = JSON.parse(process.argv[1] ?? '[]');
  const number = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const own = Object.values(os.networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
  const within = (subnet: string): string | undefined => {
    const [network = '', bits = ''] = subnet.split('/');
    const size = 2 ** (32 - Number(bits));
    return own.find(
      (address) => net.isIPv4(address) && Math.floor(number(address) / size) === Math.floor(number(network) / size),
    );
  };
  let waiting = listeners.length;
  for (const { subnet, port, to } of listeners) {
    const host = within(subnet);
    if (host === undefined) throw new Error(`no address in ${subnet}`);
    const server = net.createServer({ allowHalfOpen: true }, (caller) => {
      const service = net.connect({ host: to, port, allowHalfOpen: true });
      // A broken connection is broken on the other side too: a caller must not take it for an orderly end.
      service.on('error', () => caller.resetAndDestroy());
      caller.on('error', () => service.resetAndDestroy());
      caller.pipe(service).pipe(caller);
    });
    server.listen(port, host, () => {
      waiting -= 1;
      if (waiting === 0) process.stdout.write('ready\n');
    });
  }
}

/**
 * Owns a pod's network namespace: answers its names and writes down what the pod tried. Run in a container as text: it
 * may use nothing from outside of the function.
 *
 * Names are answered here and not by the engine, because engines differ in what they do with a name that they do not
 * know on an internal network (some pass it on to the outside), and none of them says which were asked.
 */
export function companionProgram(): void {
  const fs = process.getBuiltinModule('node:fs');
  const dgram = process.getBuiltinModule('node:dgram');
  const tcp = process.getBuiltinModule('node:net');
  const os = process.getBuiltinModule('node:os');

  const remembered = new Set<string>();
  const remember = (file: string, line: string): void => {
    if (remembered.has(`${file} ${line}`) || remembered.size > 1_000) return;
    remembered.add(`${file} ${line}`);
    fs.appendFileSync(`/seen/${file}`, `${line}\n`);
  };

  /** The question's name, its type, and where the question ends in the packet. */
  const readQuestion = (packet: Buffer): { name: string; type: number; end: number } => {
    const labels: string[] = [];
    let at = 12;
    for (let length = packet.readUInt8(at); length > 0; length = packet.readUInt8(at)) {
      if (length > 63) throw new Error('a compressed name in a question');
      labels.push(packet.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    return { name: labels.join('.').toLowerCase(), type: packet.readUInt16BE(at + 1), end: at + 5 };
  };

  const respond = (packet: Buffer): Buffer => {
    const { name, type, end } = readQuestion(packet);
    const table: Record<string, string> = JSON.parse(fs.readFileSync('/seen/table', 'utf8'));
    const address = Object.hasOwn(table, name) ? table[name] : undefined;
    // Names of addresses are asked by servers for their logs; that reaches nobody.
    if (address === undefined && !name.endsWith('.arpa') && name !== '') remember('names', name);
    const header = Buffer.from(packet.subarray(0, 12));
    header.writeUInt16BE(0x8580 | (address === undefined ? 3 : 0), 2);
    header.writeUInt16BE(1, 4);
    const given = address !== undefined && type === 1;
    header.writeUInt16BE(given ? 1 : 0, 6);
    header.writeUInt32BE(0, 8);
    const question = packet.subarray(12, end);
    if (!given) return Buffer.concat([header, question]);
    const record = [0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)];
    return Buffer.concat([header, question, Buffer.from(record)]);
  };

  const udp = dgram.createSocket('udp4');
  udp.on('message', (packet, from) => {
    try {
      udp.send(respond(packet), from.port, from.address);
    } catch {
      // What is no question gets no answer.
    }
  });
  const overTcp = tcp.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      try {
        const answer = respond(data.subarray(2));
        const size = Buffer.alloc(2);
        size.writeUInt16BE(answer.length);
        socket.end(Buffer.concat([size, answer]));
      } catch {
        socket.destroy();
      }
    });
  });

  const own = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
  const inside = own.flatMap(({ family, cidr }) => (family === 'IPv4' && cidr !== null ? [cidr] : []));
  const number = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const isInside = (address: string): boolean =>
    inside.some((cidr) => {
      const [network = '', bits = ''] = cidr.split('/');
      const size = 2 ** (32 - Number(bits));
      return Math.floor(number(network) / size) === Math.floor(number(address) / size);
    });
  const gateway = (): string | undefined => {
    const rows = fs
      .readFileSync('/proc/net/route', 'utf8')
      .split('\n')
      .map((line) => line.split(/\s+/));
    const hex = rows.find(([, to]) => to === '00000000')?.[2];
    return hex === undefined
      ? undefined
      : (hex.match(/../g) ?? [])
          .reverse()
          .map((byte) => Number.parseInt(byte, 16))
          .join('.');
  };
  const noRoutes = (): string => {
    const [names = '', values = ''] = fs.readFileSync('/proc/net/snmp', 'utf8').split('\n');
    return values.split(' ')[names.split(' ').indexOf('OutNoRoutes')] ?? '0';
  };
  const noRoutesBefore = noRoutes();

  /** Connections that wait for an answer and connected datagram sockets: those that lead out are remembered. */
  const look = (): void => {
    for (const [file, state] of [
      ['tcp', '02'],
      ['udp', '01'],
    ] as const) {
      for (const line of fs.readFileSync(`/proc/net/${file}`, 'utf8').split('\n').slice(1)) {
        const cells = line.trim().split(/\s+/);
        if (cells[3] !== state) continue;
        const [hex = '', port = ''] = (cells[2] ?? '').split(':');
        const address = (hex.match(/../g) ?? [])
          .reverse()
          .map((byte) => Number.parseInt(byte, 16))
          .join('.');
        if (!isInside(address)) remember('addresses', `${address}:${Number.parseInt(port, 16)}`);
      }
    }
    const way = gateway();
    const arp = fs.readFileSync('/proc/net/arp', 'utf8').split('\n');
    if (way !== undefined && arp.some((line) => line.startsWith(`${way} `))) remember('outside', 'gateway');
    if (noRoutes() !== noRoutesBefore) remember('outside', 'no route');
  };

  fs.mkdirSync('/seen');
  fs.writeFileSync('/seen/table', '{}');
  udp.bind(53, '127.0.0.1', () =>
    overTcp.listen(53, '127.0.0.1', () => {
      fs.writeFileSync('/etc/resolv.conf', 'nameserver 127.0.0.1\n');
      setInterval(look, 100);
      process.stdout.write('ready\n');
    }),
  );
}

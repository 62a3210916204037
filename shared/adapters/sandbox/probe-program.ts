/**
 * What is asked from inside of a network namespace. This file is run in a container as text: it may use nothing from
 * outside of the function but types.
 */
export type Question =
  /** Connects until `within` milliseconds are over; with `path` it waits for an HTTP status from 200 to 399. */
  | {
      readonly ask: 'reach';
      readonly host: string;
      readonly port: number;
      readonly path?: string;
      readonly within: number;
    }
  /** One connection, kept for a moment: a door breaks it when nothing listens behind it, usually within that moment. */
  | { readonly ask: 'connect'; readonly host: string; readonly port: number; readonly within: number }
  /** Sockets that listen beyond loopback. */
  | { readonly ask: 'listening' }
  /** What the services of this namespace tried: names that nobody answers, addresses outside, packets to the gateway. */
  | { readonly ask: 'attempts' }
  /** Peak memory of a container of the same engine. */
  | { readonly ask: 'memory'; readonly container: string }
  /** Names that are answered from now on. */
  | { readonly ask: 'names'; readonly names: Readonly<Record<string, string>> };

export type Answer =
  | { readonly ask: 'reach'; readonly reached: boolean; readonly why: string }
  | { readonly ask: 'connect'; readonly open: boolean; readonly why: string }
  | { readonly ask: 'listening'; readonly ports: readonly string[] }
  | {
      readonly ask: 'attempts';
      readonly names: readonly string[];
      readonly addresses: readonly string[];
      /** A packet was sent to the gateway, or to nowhere. */
      readonly outside: boolean;
    }
  | { readonly ask: 'memory'; readonly peak: number | null; readonly kills: number; readonly why: string }
  | { readonly ask: 'names' };

/** Run by `docker exec` in a companion; prints the answers as one line of JSON. */
export async function probeProgram(): Promise<void> {
  const fs = process.getBuiltinModule('node:fs');
  const net = process.getBuiltinModule('node:net');
  const http = process.getBuiltinModule('node:http');
  const dns = process.getBuiltinModule('node:dns');
  const resolver = new dns.promises.Resolver({ timeout: 3_000, tries: 3 });
  const questions: Question[] = JSON.parse(process.argv[1] ?? '[]');
  const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
  const codeOf = (error: unknown): string =>
    error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const read = (path: string): string => {
    try {
      return fs.readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  const addressOf = async (host: string): Promise<string> =>
    net.isIP(host) ? host : ((await resolver.resolve4(host))[0] ?? host);

  const request = (host: string, port: number, path: string): Promise<string> =>
    new Promise((resolve) => {
      const call = http.get({ host, port, path, timeout: 3_000, agent: false }, (response) => {
        response.resume();
        const status = response.statusCode ?? 0;
        resolve(status >= 200 && status < 400 ? '' : `HTTP ${status}`);
      });
      call.on('timeout', () => call.destroy(Object.assign(new Error('no answer'), { code: 'no answer within 3 s' })));
      call.on('error', (error) => resolve(codeOf(error)));
    });

  /** Empty when the connection stands; a broken one is closed, an orderly end is not. */
  const connect = (host: string, port: number, within: number, keep: number): Promise<string> =>
    new Promise((resolve) => {
      const socket = net.connect({ host, port });
      const end = (why: string): void => {
        resolve(why);
        socket.destroy();
      };
      let stands = false;
      const giveUp = (): void => (stands ? undefined : end('no answer'));
      // On a busy machine the time can be over while the answer is there and was not read yet: it is read first.
      const late = setTimeout(() => setImmediate(() => setImmediate(giveUp)), within);
      socket.on('connect', () => {
        stands = true;
        clearTimeout(late);
        setTimeout(() => end(''), keep);
      });
      socket.on('end', () => end(''));
      socket.on('error', (error) => end(codeOf(error)));
      socket.resume();
    });

  const reach = async (host: string, port: number, path: string | undefined, within: number): Promise<Answer> => {
    const end = Date.now() + within;
    for (;;) {
      const why = path === undefined ? await connect(host, port, 1_000, 0) : await request(host, port, path);
      if (why === '') return { ask: 'reach', reached: true, why };
      if (Date.now() >= end) return { ask: 'reach', reached: false, why };
      await sleep(100);
    }
  };

  const hexAddress = (hex: string): string =>
    hex.length === 8
      ? (hex.match(/../g) ?? [])
          .reverse()
          .map((byte) => Number.parseInt(byte, 16))
          .join('.')
      : hex.replace(/0+$/, '') === ''
        ? '::'
        : hex;
  const sockets = (file: string, state: string): string[][] =>
    read(`/proc/net/${file}`)
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((cells) => cells[3] === state)
      .map((cells) => (cells[1] ?? '').split(':'));
  /** `::1` and `::ffff:127.x` as the kernel writes them. */
  const isLoopback = (address: string): boolean =>
    /^127\./.test(address) || /^0{24}01000000$/.test(address) || /^0{16}FFFF0000.{6}7F$/i.test(address);
  const listening = (): string[] => {
    const found = [
      ...['tcp', 'tcp6'].flatMap((file) => sockets(file, '0A').map((at) => [...at, 'tcp'])),
      ...['udp', 'udp6'].flatMap((file) => sockets(file, '07').map((at) => [...at, 'udp'])),
    ];
    const open = found.filter(([address = '']) => !isLoopback(hexAddress(address)));
    return [...new Set(open.map(([, port = '', protocol]) => `${Number.parseInt(port, 16)}/${protocol}`))];
  };

  const memory = (container: string): Answer => {
    const own = process.env['HOSTNAME_ID'] ?? '';
    const lines = read('/proc/self/cgroup')
      .split('\n')
      .map((line) => line.split(':'));
    const of = (controller: string): string | undefined =>
      lines
        .find(([, names = '']) => names.split(',').includes(controller))
        ?.slice(2)
        .join(':');
    const id = /[0-9a-f]{64}/.exec(of('memory') ?? of('') ?? '')?.[0] ?? own;
    const sibling = (path: string | undefined): string => (path ?? '').replace(id, container);
    const old = `/cgroup/memory${sibling(of('memory'))}`;
    const unified = `/cgroup${sibling(of(''))}`;
    const peak = read(`${old}/memory.max_usage_in_bytes`) || read(`${unified}/memory.peak`);
    const kills = /^oom_kill (\d+)/m.exec(read(`${old}/memory.oom_control`) || read(`${unified}/memory.events`));
    const why = peak === '' ? `neither ${old}/memory.max_usage_in_bytes nor ${unified}/memory.peak can be read` : '';
    return { ask: 'memory', peak: peak === '' ? null : Number(peak), kills: Number(kills?.[1] ?? 0), why };
  };

  const attempts = (): Answer => {
    const seen = (file: string): string[] => [
      ...new Set(
        read(`/seen/${file}`)
          .split('\n')
          .filter((line) => line !== ''),
      ),
    ];
    return { ask: 'attempts', names: seen('names'), addresses: seen('addresses'), outside: seen('outside').length > 0 };
  };

  const answer = async (question: Question): Promise<Answer> => {
    switch (question.ask) {
      case 'reach':
        return await reach(question.host, question.port, question.path, question.within);
      case 'connect': {
        try {
          const why = await connect(await addressOf(question.host), question.port, question.within, 200);
          return { ask: 'connect', open: why === '', why };
        } catch (error) {
          return { ask: 'connect', open: false, why: codeOf(error) };
        }
      }
      case 'listening':
        return { ask: 'listening', ports: listening() };
      case 'attempts':
        return attempts();
      case 'memory':
        return memory(question.container);
      case 'names':
        fs.writeFileSync('/seen/table.part', JSON.stringify(question.names));
        fs.renameSync('/seen/table.part', '/seen/table');
        return { ask: 'names' };
    }
  };

  process.stdout.write(`${JSON.stringify(await Promise.all(questions.map(answer)))}\n`);
  process.exit(0);
}

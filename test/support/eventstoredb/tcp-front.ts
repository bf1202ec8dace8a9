import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Pair = Readonly<{ client: Socket; server: Socket }>;

/** Stands between a client and a server on this machine and spoils the connections between them. */
export class TcpFront {
  private readonly pairs = new Set<Pair>();

  private constructor(private readonly listener: Server) {}

  /** Listens on `port` (any free one where it is 0) and forwards to `target`. */
  static async open(target: number, port: number): Promise<TcpFront> {
    const listener = createServer();
    const front = new TcpFront(listener);
    listener.on('connection', (client) => front.join(client, connect(target, '127.0.0.1')));
    listener.listen(port, '127.0.0.1');
    await once(listener, 'listening');
    return front;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** Breaks all connections of now; new ones are served. */
  cut(): void {
    for (const { client, server } of this.pairs) {
      client.destroy();
      server.destroy();
    }
    this.pairs.clear();
  }

  /** Lets all connections of now go silent without closing them, as after a lost route; new ones are served. */
  freeze(): void {
    for (const { client, server } of this.pairs) {
      client.unpipe(server).pause();
      server.unpipe(client).pause();
    }
  }

  async close(): Promise<void> {
    this.listener.close();
    this.cut();
    await once(this.listener, 'close');
  }

  private join(client: Socket, server: Socket): void {
    const pair = { client, server };
    this.pairs.add(pair);
    for (const socket of [client, server]) socket.setNoDelay().on('error', () => socket.destroy());
    client.pipe(server).on('close', () => client.destroy());
    server.pipe(client).on('close', () => {
      server.destroy();
      this.pairs.delete(pair);
    });
  }
}

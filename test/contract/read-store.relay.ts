import { createServer, type Server, Socket } from 'node:net';
import { once } from 'node:events';

/** A stretch of network between client and server that can be cut and mended. */
export type Relay = Readonly<{ url: string; cut: () => Promise<void>; mend: () => Promise<void> }>;

const listen = async (server: Server, port: number): Promise<number> => {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
};

/** Relays a port of its own to the server of a `mongodb://host:port` URL. */
export const startRelay = async (target: string): Promise<Relay> => {
  const { hostname, port: targetPort } = new URL(target);
  const sockets = new Set<Socket>();
  const relaying = () =>
    createServer((near) => {
      const far = new Socket().connect(Number(targetPort || 27017), hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket);
        socket.on('error', () => other.destroy()).on('close', () => sockets.delete(socket));
        socket.pipe(other);
      }
    });
  let server = relaying();
  const port = await listen(server, 0);
  const cut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const mend = async () => {
    server = relaying();
    await listen(server, port);
  };
  return { url: `mongodb://127.0.0.1:${port}`, cut, mend };
};

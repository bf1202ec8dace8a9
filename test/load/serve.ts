import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Served } from './http-server.js';
import { MASTER_KEY } from './scratch.js';

/** A server of its own process on a folder, for as long as `work` takes. */
export const whileServing = async <T>(dataDir: string, work: (served: Served) => Promise<T>): Promise<T> => {
  const env = { ...process.env, DATA_DIR: dataDir, MASTER_KEY: MASTER_KEY.toString('base64') };
  const server = fork(fileURLToPath(new URL('./http-server.js', import.meta.url)), { env });
  const [served] = (await once(server, 'message')) as [Served];
  try {
    return await work(served);
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
};

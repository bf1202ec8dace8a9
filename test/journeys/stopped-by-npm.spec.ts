import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/server/src/main.js');

describe('a server that npm started', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-npm-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('stops gracefully when npm’s shell ends at a SIGTERM without passing it on', async () => {
    const env = { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir, npm_lifecycle_event: 'start' };
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${MAIN}"; true`], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = once(shell, 'exit');
    const url = await eventually(() => {
      const found = /"url":"(http:[^"]+)"/.exec(output)?.[1];
      if (found === undefined) throw new Error(`not listening yet: ${output}`);
      return found;
    });
    shell.kill('SIGTERM');
    await ended;
    await eventually(() => expect(output).toContain('"msg":"stopped"'));
    await expect(fetch(`${url}/api/health/live`)).rejects.toThrow();
  });
});

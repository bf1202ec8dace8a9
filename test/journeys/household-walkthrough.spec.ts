import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestServer } from '../support/server.js';

const DOCUMENT = join(import.meta.dirname, '../../docs/api-walkthrough.md');
const BLOCK = /^```(sh|json)\n([\s\S]*?)^```$/gm;
const END = '--- end of block ---';

type Step = Readonly<{ commands: string; shown: object | undefined }>;

/** The document's commands in order, each with the answer that is shown below it. */
const stepsIn = (text: string): Step[] => {
  const blocks = [...text.matchAll(BLOCK)].map(([, language, content]) => ({ language, content: content! }));
  return blocks.flatMap(({ language, content }, place) => {
    const next = blocks[place + 1];
    const shown = next?.language === 'json' ? (JSON.parse(next.content) as object) : undefined;
    return language === 'sh' ? [{ commands: content, shown }] : [];
  });
};

/** Answers follow each other without a line between them. */
const answersIn = (output: string): Record<string, unknown>[] =>
  output
    .replaceAll('}{', '}\n{')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** What each block printed. A process of its own, because the server answers in this one. */
const run = (script: string, server: TestServer): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, API: `${server.url}/api`, ONE_TIME_PASSWORD: server.firstPassword };
    execFile('bash', ['-euo', 'pipefail', '-c', script], { env, timeout: 60_000 }, (error, output, errors) => {
      if (error) reject(new Error(`the commands stopped: ${errors}\n${output}`));
      else resolve(output.split(END).slice(0, -1));
    });
  });

describe('docs/api-walkthrough.md', () => {
  const steps = stepsIn(readFileSync(DOCUMENT, 'utf8'));
  let server: TestServer;
  let outputs: string[];
  beforeAll(async () => {
    server = await TestServer.start();
    outputs = await run(steps.map(({ commands }) => `${commands}\necho; echo '${END}'`).join('\n'), server);
  });
  afterAll(() => server.discard());

  it('runs to its end', () => {
    expect(outputs).toHaveLength(steps.length);
  });

  it.each(steps.map(({ commands, shown }, place) => [commands.trim().split('\n').at(-1)!, shown, place] as const))(
    'answers as it shows: %s',
    (_, shown, place) => {
      const answers = answersIn(outputs[place]!);
      const refusals = answers.filter(({ type }) => typeof type === 'string' && type.startsWith('urn:nuanliu:problem'));
      if (shown) expect(answers.at(-1)).toMatchObject(shown);
      expect(refusals).toEqual(shown && 'code' in shown ? [answers.at(-1)] : []);
    },
  );
});

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, HttpClient } from './http-client.js';

/** A sample file of the city. */
export const sample = (name: string): Buffer => readFileSync(new URL(`sample/${name}`, import.meta.url));

export type FormFiles = Readonly<Partial<Record<'units' | 'households' | 'members', Readonly<{ name: string; bytes: Buffer | string }>>>>;

export const workbook: FormFiles = { households: { name: 'households.xlsx', bytes: sample('households.xlsx') } };
export const gbkTables: FormFiles = {
  households: { name: 'households-gbk.csv', bytes: sample('households-gbk.csv') },
  members: { name: 'members-gbk.csv', bytes: sample('members-gbk.csv') },
};
export const unitTable: FormFiles = { units: { name: 'union-units.csv', bytes: sample('union-units.csv') } };

/** Verdicts as they are expected of the sample city. */
export const expectedVerdicts = sample('expected.csv').toString();

type Sender = Readonly<{ server: HttpClient; token: string }>;

/** Sends the form of an import. */
export const sendImport = async ({ server, token }: Sender, files: FormFiles, dryRun?: string): Promise<Answer> => {
  const form = new FormData();
  for (const [field, file] of Object.entries(files)) form.append(field, new Blob([new Uint8Array(Buffer.from(file.bytes))]), file.name);
  if (dryRun !== undefined) form.append('dryRun', dryRun);
  const response = await fetch(`${server.url}/api/imports`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
  return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
};

const OVER = new Set(['completed', 'cancelled', 'failed', 'interrupted']);
const DEADLINE_MS = 60_000;

/** The import once it is over. */
export const importOver = async ({ server, token }: Sender, importId: string): Promise<Answer['body']> => {
  for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; await delay(25)) {
    const { status, body } = await server.request('GET', `/imports/${importId}`, { token });
    if (status !== 200) throw new Error(`import ${importId} answered ${status} ${body.code}`);
    if (OVER.has(body.state)) return body;
  }
  throw new Error(`import ${importId} is not over`);
};

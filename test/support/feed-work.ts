import { setTimeout as delay } from 'node:timers/promises';
import iconv from 'iconv-lite';
import { sample } from './import-files.js';
import type { Answer, HttpClient } from './http-client.js';

export type FeedFile = Readonly<{ name: string; bytes: Buffer | string }>;

/** What departments sent in March 2022, by the kind of feed. */
export const sampleFeeds = {
  medical_cost: 'feed-medical.csv',
  unemployment: 'feed-unemployment.csv',
  minimum_allowance: 'feed-allowance.csv',
  disaster: 'feed-disaster.csv',
  property: 'feed-property.csv',
} as const;
export type SampleFeedKind = keyof typeof sampleFeeds;

export const sampleFeed = (kind: SampleFeedKind): FeedFile => ({ name: sampleFeeds[kind], bytes: sample(sampleFeeds[kind]) });

export const inGbk = ({ name, bytes }: FeedFile): FeedFile => ({ name, bytes: iconv.encode(bytes.toString(), 'gbk') });

/** The lines of a CSV file without quotes, by their headings. */
export const rowsIn = ({ bytes }: FeedFile): readonly Readonly<Record<string, string>>[] => {
  const [headings = [], ...lines] = bytes
    .toString()
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])));
};

export type Sender = Readonly<{ server: HttpClient; token: string }>;

/** Sends a department's file. */
export const sendFeed = async ({ server, token }: Sender, kind: string, { name, bytes }: FeedFile, query = ''): Promise<Answer> => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(Buffer.from(bytes))]), name);
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/feeds/${kind}${query}`, { method: 'POST', headers, body: form });
  return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
};

const OVER = new Set(['completed', 'cancelled', 'failed', 'interrupted']);
const DEADLINE_MS = 120_000;

/** The feed once it is over. */
export const feedOver = async ({ server, token }: Sender, feedId: string): Promise<Answer['body']> => {
  for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; await delay(25)) {
    const { status, body } = await server.request('GET', `/feeds/${feedId}`, { token });
    if (status !== 200) throw new Error(`feed ${feedId} answered ${status} ${body.code}`);
    if (OVER.has(body.state)) return body;
  }
  throw new Error(`feed ${feedId} is not over`);
};

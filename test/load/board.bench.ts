import { percentile } from './measure.js';
import { unitOf } from './city.js';
import type { Served } from './http-server.js';

const ROUNDS = 300;

/** Pages people look at: the whole city, one county, one base union, each in another order. */
const PAGES = ['?sort=lastChangedAt', `?unit=${unitOf(0).slice(0, 6)}&sort=appliedOn&order=asc`, `?unit=${unitOf(5)}&sort=lastVerifiedOn`];

const timed = async (url: string, token: string): Promise<Readonly<{ ms: number; next?: string }>> => {
  const started = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const page = (await response.json()) as { rows?: readonly unknown[]; next?: string };
  if (response.status !== 200 || page.rows === undefined) throw new Error(`the board answered ${response.status}`);
  return { ms: performance.now() - started, ...(page.next === undefined ? {} : { next: page.next }) };
};

const untilReady = async ({ url }: Served): Promise<void> => {
  while ((await fetch(`${url}/api/health/ready`)).status !== 200) await new Promise((next) => setTimeout(next, 100));
};

/** The 99th percentile, in milliseconds, of board pages asked for one after the other: each first page and the one after it. */
export const boardP99 = async (served: Served): Promise<number> => {
  await untilReady(served);
  const { url, token } = served;
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const page of PAGES) {
      const first = await timed(`${url}/api/households${page}`, token);
      samples.push(first.ms);
      if (first.next !== undefined) samples.push((await timed(`${url}/api/households${page}&cursor=${first.next}`, token)).ms);
    }
  }
  // The first rounds warm caches and compiled code.
  return percentile(samples.slice(Math.floor(samples.length / 4)), 0.99);
};

import { NO_HASH, sealEnvelope } from '#event-store/envelope';
import type { Envelope } from '#event-store/port';

const META = {
  at: '2026-03-01T08:00:00.000Z',
  by: 'caseworker-1',
  role: 'base_caseworker',
  unit: 'u-1',
  requestId: 'r-1',
  correlationId: 'r-1',
};

/** A category nobody else uses, so that tests can share one log. */
export const freshCategory = (): string => `case${crypto.randomUUID().replaceAll('-', '')}`;

export type Written = Readonly<{ type?: string; data?: Readonly<Record<string, unknown>> }>;

/** Valid envelopes of a stream, chained, from revision `after + 1` on; `previous` is the hash they chain to. */
export const envelopes = (stream: string, after: number, events: readonly Written[], previous = NO_HASH): Envelope[] => {
  const chain: Envelope[] = [];
  for (const { type = 'CaseNoted', data = {} } of events) {
    const [revision, prev] = [after + 1 + chain.length, chain.at(-1)?.hash ?? previous];
    chain.push(sealEnvelope({ id: crypto.randomUUID(), stream, revision, type, schema: 1, data, meta: META, prev }));
  }
  return chain;
};

/** As many envelopes as asked for, numbered in their data. */
export const numbered = (stream: string, after: number, count: number): Envelope[] =>
  envelopes(
    stream,
    after,
    Array.from({ length: count }, (_, index) => ({ data: { number: after + 1 + index } })),
  );

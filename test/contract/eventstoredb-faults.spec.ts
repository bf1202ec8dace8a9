import { status } from '@grpc/grpc-js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStoreDbLog } from '#event-store/eventstoredb/eventstoredb-log';
import { LogUnavailable, START, type EventLog, type Recorded, type SubscriptionMessage } from '#event-store/port';
import { numbered } from '../support/envelopes.js';
import type { SubscriptionFailure } from '../support/eventstoredb/faults.js';
import { startEventStoreDb, type TestServer } from '../support/eventstoredb/server.js';
import { followUntil } from './event-log.contract.js';

const HEARTBEAT_MS = 100;
const DEADLINE_MS = 1000;
const CATEGORY = 'case';
const STREAM = 'case-1';

const TRANSIENT = [
  'UNAVAILABLE',
  'UNKNOWN',
  'INTERNAL',
  'DATA_LOSS',
  'CANCELLED',
  'DEADLINE_EXCEEDED',
  'ABORTED',
  'RESOURCE_EXHAUSTED',
] as const;
const MISBEHAVIOUR: readonly SubscriptionFailure[] = ['end', 'stall', 'cut', 'freeze', 'falseCheckpoint'];
const LASTING = ['PERMISSION_DENIED', 'UNAUTHENTICATED', 'INVALID_ARGUMENT', 'UNIMPLEMENTED'] as const;

const upTo = (count: number): number[] => [...Array(count).keys()];
const numbersOf = (events: readonly Recorded[]) => events.map(({ envelope }) => envelope.data['number']);

let folder: string;
let server: TestServer;
let log: EventLog;
let drops: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuanliu-faults-'));
  server = await startEventStoreDb(join(folder, 'events.db'));
  drops = [];
  log = await openEventStoreDbLog({
    url: server.url,
    heartbeatMs: HEARTBEAT_MS,
    deadlineMs: DEADLINE_MS,
    onDrop: (cause) => drops.push(cause),
  });
});
afterEach(async () => {
  await log.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

const restart = async (): Promise<void> => {
  server = await startEventStoreDb(join(folder, 'events.db'), server.port);
};
const append = (after: number, count: number, stream = STREAM) =>
  log.append(stream, after < 0 ? 'noStream' : after, numbered(stream, after, count));
const read = async (stream = STREAM) => {
  const events: Recorded[] = [];
  for await (const page of log.readStream(stream)) events.push(...page);
  return numbersOf(events);
};
const follow = (done: (events: readonly Recorded[], message: SubscriptionMessage) => boolean) =>
  followUntil(log, { after: START, categories: [CATEGORY] }, done);

/** Sends the same events until they are acknowledged, as a client may: an append sent twice is written once. */
const appendForSure = async (after: number, count: number) => {
  const events = numbered(STREAM, after, count);
  for (;;) {
    try {
      return await log.append(STREAM, after, events);
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error;
    }
  }
};

/** Follows ten events that are there and ten that are written once the subscription is live. */
const followTwenty = async () => {
  await append(-1, 10);
  let writing: Promise<unknown> | undefined;
  const followed = await follow((events, { kind }) => {
    if (kind === 'caughtUp' && events.length === 10) writing ??= appendForSure(9, 10);
    return events.length >= 20;
  });
  await writing;
  return followed;
};

describe('a subscription to EventStoreDB goes on without gap or repeat', () => {
  it.each(TRANSIENT)('after %s while it catches up', async (name) => {
    server.faults.subscriptions = [{ after: 3, then: status[name] }];
    expect(numbersOf((await followTwenty()).events)).toStrictEqual(upTo(20));
    expect(drops).toMatchObject([{ code: status[name] }]);
  });

  it.each(TRANSIENT)('after %s while it is live', async (name) => {
    server.faults.subscriptions = [{ after: 12, then: status[name] }];
    expect(numbersOf((await followTwenty()).events)).toStrictEqual(upTo(20));
    expect(drops).toMatchObject([{ code: status[name] }]);
  });

  it.each(MISBEHAVIOUR)('after a fault of kind %s while it catches up', async (then) => {
    server.faults.subscriptions = [{ after: 3, then }];
    expect(numbersOf((await followTwenty()).events)).toStrictEqual(upTo(20));
    expect(drops).toHaveLength(1);
  });

  it.each(MISBEHAVIOUR)('after a fault of kind %s before the first event', async (then) => {
    server.faults.subscriptions = [{ after: 0, then }];
    expect(numbersOf((await followTwenty()).events)).toStrictEqual(upTo(20));
    expect(drops).toHaveLength(1);
  });

  it.each(['end', 'stall', 'cut', 'falseCheckpoint'] as const)('after a fault of kind %s while it is live', async (then) => {
    server.faults.subscriptions = [{ after: 12, then }];
    expect(numbersOf((await followTwenty()).events)).toStrictEqual(upTo(20));
    expect(drops).toHaveLength(1);
  });

  it('after all of them, one upon the other', async () => {
    const faults = [...TRANSIENT.map((name) => status[name]), ...MISBEHAVIOUR];
    server.faults.subscriptions = faults.map((then, index) => ({ after: index % 3, then }));
    await append(-1, 40);
    const { events } = await follow((seen) => seen.length >= 40);
    expect(numbersOf(events)).toStrictEqual(upTo(40));
    expect(drops).toHaveLength(faults.length);
  });

  it('after a restart of the server, with what was written to it since', async () => {
    await append(-1, 5);
    let again: Promise<unknown> | undefined;
    const restarted = async () => {
      await server.stop();
      await restart();
      const writer = await openEventStoreDbLog({ url: server.url });
      await writer.append(STREAM, 4, numbered(STREAM, 4, 5));
      await writer.close();
    };
    const { events } = await follow((seen, { kind }) => {
      if (kind === 'caughtUp') again ??= restarted();
      return seen.length >= 10;
    });
    await again;
    expect(numbersOf(events)).toStrictEqual(upTo(10));
    expect(drops.length).toBeGreaterThan(0);
  });
});

describe('a subscription to EventStoreDB', () => {
  it('does not take a slow server for a dead one', async () => {
    server.faults.slowMs = HEARTBEAT_MS * 1.5;
    await append(-1, 6);
    const { events } = await follow((seen) => seen.length >= 6);
    expect(numbersOf(events)).toStrictEqual(upTo(6));
    expect(drops).toStrictEqual([]);
  });

  it('finds out by itself that it has caught up where the server never says so', async () => {
    server.faults.saysCaughtUp = false;
    await append(-1, 5);
    const { events } = await follow((_, { kind }) => kind === 'caughtUp');
    expect(numbersOf(events)).toStrictEqual(upTo(5));
  });

  it('keeps a checkpoint only while the server does not contradict it', async () => {
    await append(-1, 5);
    await append(-1, 1, 'other-1');
    server.faults.subscriptions = [{ after: 2, then: 'falseCheckpoint' }];
    const { messages } = await follow((seen) => seen.length >= 5);
    const missing = (await followUntil(log, { after: START, categories: [CATEGORY] }, (seen) => seen.length === 5)).events[2]!;
    const toldBefore = messages.slice(
      0,
      messages.findIndex((message) => message.kind === 'events' && message.events.some(({ position }) => position === missing.position)),
    );
    for (const { position } of toldBefore) expect(position < missing.position).toBe(true);
  });

  it('moves on through thousands of events that do not match', async () => {
    await append(-1, 1);
    for (let batch = 0; batch < 3; batch++) await append(-1, 900, `other-${batch}`);
    const head = await log.head();
    const { messages, events } = await follow((_, { position }) => position >= head);
    expect(numbersOf(events)).toStrictEqual([0]);
    expect(messages.some(({ kind, position }) => kind === 'checkpoint' && position > events[0]!.position && position < head)).toBe(true);
  });

  it.each(LASTING)('gives up on %s, which no retry can mend', async (name) => {
    await append(-1, 2);
    server.faults.subscriptions = [{ after: 1, then: status[name] }];
    await expect(follow((seen) => seen.length >= 2)).rejects.toMatchObject({ code: status[name] });
    expect(drops).toStrictEqual([]);
  });

  it('gives up on an event that is not an envelope of its place', async () => {
    const [foreign] = numbered('case-2', 6, 1);
    await log.append(STREAM, 'any', [{ ...foreign!, revision: 0 }]);
    await expect(follow(() => false)).rejects.toThrow('stream case-1: revision 0 is not an envelope of this place');
    await expect(read()).rejects.toThrow('stream case-1: revision 0 is not an envelope of this place');
  });

  it('ends at once during an outage, by its signal and by closing the log', async () => {
    await append(-1, 1);
    const leaving = new AbortController();
    const ended = ['signal', 'close'].map(async (by) => {
      const signal = by === 'signal' ? leaving.signal : new AbortController().signal;
      for await (const _ of log.subscribe({ after: START, categories: [CATEGORY], signal })) continue;
      return by;
    });
    await follow((_, { kind }) => kind === 'caughtUp');
    await server.stop();
    leaving.abort();
    expect(await ended[0]).toBe('signal');
    await log.close();
    expect(await ended[1]).toBe('close');
    await restart();
  });
});

describe('an append to EventStoreDB', () => {
  it('fails loudly during an outage, writes nothing, and works again afterwards', async () => {
    await append(-1, 1);
    await server.stop();
    await expect(append(0, 1)).rejects.toThrow(LogUnavailable);
    await restart();
    expect(await read()).toStrictEqual([0]);
    expect(await append(0, 1)).toMatchObject({ revision: 1 });
  });

  it.each(TRANSIENT)('is not acknowledged where the server answers %s instead of writing', async (name) => {
    server.faults.appends = [{ written: false, answer: status[name] }];
    await expect(append(-1, 2)).rejects.toThrow(LogUnavailable);
    expect(await read()).toStrictEqual([]);
  });

  it.each([...TRANSIENT, 'unanswered'] as const)('may be sent again where it was written but the answer was %s', async (name) => {
    server.faults.appends = [{ written: true, answer: name === 'unanswered' ? name : status[name] }];
    const events = numbered(STREAM, -1, 2);
    await expect(log.append(STREAM, 'noStream', events)).rejects.toThrow(LogUnavailable);
    expect(await log.append(STREAM, 'noStream', events)).toMatchObject({ revision: 1 });
    expect(await read()).toStrictEqual([0, 1]);
  });

  it('does not wait for ever on a half-open connection, and the next one finds a way', async () => {
    await append(-1, 1);
    server.front.freeze();
    await expect(append(0, 1)).rejects.toThrow(LogUnavailable);
    expect(await append(0, 1)).toMatchObject({ revision: 1 });
  });

  it('is acknowledged or fails, each of 64 on its own, where the connection breaks under them', async () => {
    let acknowledged = 0;
    const write = async (stream: string) => {
      const { revision } = await append(-1, 20, stream);
      if (++acknowledged === 16) server.front.cut();
      return revision;
    };
    const outcomes = await Promise.allSettled(upTo(64).map((writer) => write(`case-${writer}`)));
    for (const [writer, outcome] of outcomes.entries()) {
      const written = await read(`case-${writer}`);
      if (outcome.status === 'fulfilled') expect(written).toStrictEqual(upTo(20));
      else expect(outcome.reason).toBeInstanceOf(LogUnavailable);
      expect([0, 20]).toContain(written.length);
    }
    expect(outcomes.some((outcome) => outcome.status === 'rejected')).toBe(true);
  });
});

describe('a read from EventStoreDB', () => {
  it('is made again where the connection broke under it', async () => {
    await append(-1, 600);
    let seen = 0;
    for await (const page of log.readStream(STREAM)) {
      seen += page.length;
      server.front.cut();
    }
    expect(seen).toBe(600);
  });

  it('fails loudly during an outage instead of finding nothing', async () => {
    await append(-1, 1);
    await server.stop();
    await expect(read()).rejects.toThrow(LogUnavailable);
    await expect(log.head()).rejects.toThrow(LogUnavailable);
    await restart();
    expect(await read()).toStrictEqual([0]);
  });
});

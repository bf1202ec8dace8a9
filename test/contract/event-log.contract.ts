import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import {
  LogUnavailable,
  WrongExpectedRevision,
  type Envelope,
  type EventLog,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type Recorded,
  type SubscriptionMessage,
} from '#event-store/port';
import { envelopes, freshCategory, numbered } from '../support/envelopes.js';

/** A log of its own: opened as often as wanted, with always the same truth behind it. */
export type LogUnderTest = Readonly<{ open: () => Promise<EventLog>; dispose: () => Promise<void> }>;

const collected = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
const flat = async (pages: AsyncIterable<readonly Recorded[]>): Promise<Recorded[]> => (await collected(pages)).flat();
const numbersOf = (events: readonly Recorded[]) => events.map(({ envelope }) => envelope.data['number']);
const positionsOf = (events: readonly Recorded[]) => events.map(({ position }) => position);
const idsOf = (events: readonly Envelope[]) => events.map(({ id }) => id);

/** Reads messages until `done` says so, and then leaves. */
export const followUntil = async (
  log: EventLog,
  options: Pick<ReadAllOptions, 'after' | 'categories'>,
  done: (events: readonly Recorded[], message: SubscriptionMessage) => boolean,
): Promise<{ messages: SubscriptionMessage[]; events: Recorded[] }> => {
  const leaving = new AbortController();
  const messages: SubscriptionMessage[] = [];
  const events: Recorded[] = [];
  for await (const message of log.subscribe({ ...options, signal: leaving.signal })) {
    messages.push(message);
    if (message.kind === 'events') events.push(...message.events);
    if (done(events, message)) leaving.abort();
  }
  return { messages, events };
};

const untilCaughtUp = (_: readonly Recorded[], message: SubscriptionMessage) => message.kind === 'caughtUp';

/** What every adapter of the EventLog port promises. The log may hold other events: each test keeps to a category of its own. */
export const eventLogContract = (name: string, create: () => Promise<LogUnderTest>): void => {
  describe(`the event log in ${name}`, () => {
    let under: LogUnderTest;
    let log: EventLog;
    let start: Position;
    let category: string;
    let stream: string;

    beforeAll(async () => {
      under = await create();
      log = await under.open();
    });
    afterAll(async () => {
      await log?.close();
      await under?.dispose();
    });
    beforeEach(async () => {
      start = await log.head();
      category = freshCategory();
      stream = `${category}-1`;
    });

    const readStream = (of = stream, options: ReadStreamOptions = {}) => flat(log.readStream(of, options));
    const readAll = (options: Partial<ReadAllOptions> = {}) => flat(log.readAll({ after: start, categories: [category], ...options }));
    const readEverything = (limit = Infinity) => flat(log.readAll({ after: start, limit }));
    const append = (of: string, after: number, events: readonly Envelope[]) => log.append(of, after < 0 ? 'noStream' : after, events);
    const appendNumbered = async (count: number, of = stream) => {
      const events = numbered(of, -1, count);
      await append(of, -1, events);
      return events;
    };

    describe('appending', () => {
      it('acknowledges with the last revision and the position under which the event is read', async () => {
        const receipt = await log.append(stream, 'noStream', numbered(stream, -1, 3));
        const events = await readStream();
        expect(receipt).toStrictEqual({ revision: 2, position: events[2]!.position });
        expect(await log.head()).toBe(receipt.position);
      });

      it('gives back exactly the envelope that was written', async () => {
        const data = { name: '暖流 🌊 "\\\n\u0000', nested: { list: [1, 1.5, -0.1, Number.MAX_SAFE_INTEGER, null, true, ''], empty: {} } };
        const written = envelopes(stream, -1, [{ type: 'CaseOpened', data }]);
        await log.append(stream, 'noStream', written);
        expect((await readStream()).map(({ envelope }) => envelope)).toStrictEqual(written);
        expect((await readAll()).map(({ envelope }) => envelope)).toStrictEqual(written);
      });

      it('continues a stream at the expected revision', async () => {
        await appendNumbered(2);
        expect(await log.append(stream, 1, numbered(stream, 1, 2))).toMatchObject({ revision: 3 });
        expect(numbersOf(await readStream())).toStrictEqual([0, 1, 2, 3]);
      });

      it('takes any revision where none is expected', async () => {
        await log.append(stream, 'any', numbered(stream, -1, 1));
        await log.append(stream, 'any', numbered(stream, 0, 1));
        expect(numbersOf(await readStream())).toStrictEqual([0, 1]);
      });

      it.each([
        ['a stream that exists, where none is expected', 2, 'noStream', -1, 1],
        ['a stream that does not exist, where one is expected', 0, 4, 4, -1],
        ['a stream that has gone on', 3, 0, 0, 2],
        ['a stream that has not come so far', 2, 5, 5, 1],
        ['events numbered for a later place', 2, 'any', 3, 1],
        ['events numbered for another place than the expected one', 2, 1, 4, 1],
      ] as const)('refuses %s, says where it stands and writes nothing', async (_, existing, expected, after, actual) => {
        if (existing > 0) await appendNumbered(existing);
        const refused = log.append(stream, expected, numbered(stream, after, 2));
        await expect(refused).rejects.toThrow(WrongExpectedRevision);
        await expect(refused).rejects.toMatchObject({ stream, expected, actual });
        expect(await readStream()).toHaveLength(existing);
      });

      it.each(['noStream', 'any'] as const)('acknowledges the same events again (%s) and writes them once', async (expected) => {
        const events = numbered(stream, -1, 3);
        const first = await log.append(stream, expected, events);
        expect(await log.append(stream, expected, events)).toStrictEqual(first);
        await append(stream, 2, numbered(stream, 2, 1));
        expect(await log.append(stream, expected, events)).toStrictEqual(first);
        expect(numbersOf(await readStream())).toStrictEqual([0, 1, 2, 3]);
      });

      it('acknowledges the same events again at an exact revision', async () => {
        await appendNumbered(1);
        const events = numbered(stream, 0, 2);
        const first = await log.append(stream, 0, events);
        expect(await log.append(stream, 0, events)).toStrictEqual(first);
        expect(await readStream()).toHaveLength(3);
      });

      it('refuses the same events with another one behind them', async () => {
        const events = numbered(stream, -1, 2);
        await log.append(stream, 'noStream', events.slice(0, 1));
        await expect(log.append(stream, 'noStream', events)).rejects.toMatchObject({ actual: 0 });
        expect(await readStream()).toHaveLength(1);
      });

      it('refuses other events at a place that is taken', async () => {
        await appendNumbered(2);
        await expect(log.append(stream, 'noStream', numbered(stream, -1, 2))).rejects.toThrow(WrongExpectedRevision);
      });
    });

    describe('reading a stream', () => {
      it('finds nothing where there is no stream', async () => {
        expect(await collected(log.readStream(stream))).toStrictEqual([]);
        expect(await collected(log.readStream(stream, { direction: 'backwards' }))).toStrictEqual([]);
      });

      it.each([
        ['forwards', {}, [0, 1, 2, 3, 4]],
        ['forwards from a revision', { from: 3 }, [3, 4]],
        ['forwards up to a limit', { limit: 2 }, [0, 1]],
        ['forwards from a revision up to a limit', { from: 1, limit: 2 }, [1, 2]],
        ['forwards from beyond the end', { from: 5 }, []],
        ['backwards', { direction: 'backwards' }, [4, 3, 2, 1, 0]],
        ['backwards from a revision', { direction: 'backwards', from: 1 }, [1, 0]],
        ['backwards up to a limit', { direction: 'backwards', limit: 1 }, [4]],
        ['backwards from a revision up to a limit', { direction: 'backwards', from: 3, limit: 2 }, [3, 2]],
        ['backwards from beyond the end', { direction: 'backwards', from: 9 }, [4, 3, 2, 1, 0]],
      ] as [string, ReadStreamOptions, number[]][])('reads %s', async (_, options, expected) => {
        await appendNumbered(5);
        await appendNumbered(2, `${category}-2`);
        expect(numbersOf(await readStream(stream, options))).toStrictEqual(expected);
      });

      it('reads a long stream in bounded pages', async () => {
        await appendNumbered(700);
        for (const direction of ['forwards', 'backwards'] as const) {
          const pages = await collected(log.readStream(stream, { direction }));
          const inOrder = direction === 'forwards' ? pages.flat() : pages.flat().reverse();
          expect(numbersOf(inOrder)).toStrictEqual([...Array(700).keys()]);
          expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(512);
        }
        expect(await readStream(stream, { limit: 600 })).toHaveLength(600);
      });

      it('leaves others their turn between pages', async () => {
        await appendNumbered(700);
        const reads = {
          stream: () => readStream(),
          all: () => readAll(),
          subscription: () => followUntil(log, { after: start }, untilCaughtUp),
        };
        for (const read of Object.values(reads)) {
          let turns = 0;
          const other = () => {
            turns += 1;
            waiting = setImmediate(other);
          };
          let waiting = setImmediate(other);
          await read();
          clearImmediate(waiting);
          expect(turns).toBeGreaterThan(0);
        }
      });

      it('reads 16 MB of events in one stream', async () => {
        const text = '困'.repeat(87_381); // 256 KB in UTF-8
        for (let revision = 0; revision < 64; revision++)
          await append(stream, revision - 1, envelopes(stream, revision - 1, [{ data: { text } }]));
        let characters = 0;
        for await (const page of log.readStream(stream))
          for (const { envelope } of page) characters += (envelope.data['text'] as string).length;
        expect(characters).toBe(64 * text.length);
      });
    });

    describe('reading the whole log', () => {
      it('reads the events of all streams in the order they were written', async () => {
        const written: Envelope[] = [];
        for (let number = 0; number < 6; number++) {
          const events = numbered(`${category}-${number % 2}`, Math.floor(number / 2) - 1, 1);
          await log.append(events[0]!.stream, 'any', events);
          written.push(...events);
        }
        const read = await readAll();
        expect(read.map(({ envelope }) => envelope.id)).toStrictEqual(idsOf(written));
        expect(positionsOf(read)).toStrictEqual([...new Set(positionsOf(read))].sort());
        expect(await readEverything()).toStrictEqual(read);
      });

      it('begins after any position it has given', async () => {
        await appendNumbered(5);
        const read = await readAll();
        for (const [index, { position }] of read.entries()) {
          expect(numbersOf(await readAll({ after: position }))).toStrictEqual(numbersOf(read).slice(index + 1));
        }
      });

      it('reads only the categories asked for, by their whole name', async () => {
        const others = [`${category}x`, freshCategory(), freshCategory(), freshCategory()];
        for (const of of [category, ...others]) await appendNumbered(1, `${of}-1`);
        const categoriesOf = async (categories: string[]) => (await readAll({ categories })).map(({ envelope }) => envelope.stream);
        expect(await categoriesOf([category])).toStrictEqual([stream]);
        expect(await categoriesOf([others[0]!, category])).toStrictEqual([stream, `${others[0]}-1`]);
        expect(await categoriesOf(others)).toStrictEqual(others.map((of) => `${of}-1`));
        expect(await categoriesOf([freshCategory()])).toStrictEqual([]);
      });

      it('stops at the limit, which counts matching events', async () => {
        for (let number = 0; number < 3; number++) {
          await appendNumbered(1, `${category}-${number}`);
          await appendNumbered(400, `${freshCategory()}-1`);
        }
        expect(await readAll({ limit: 2 })).toHaveLength(2);
        expect(await readAll({ limit: 4 })).toHaveLength(3);
        expect(await readEverything(700)).toHaveLength(700);
      });

      it('ends at the head of the time of the call, however much is written meanwhile', async () => {
        await appendNumbered(600);
        let read = 0;
        for await (const page of log.readAll({ after: start, categories: [category] })) {
          if (read === 0) await appendNumbered(600, `${category}-2`);
          read += page.length;
        }
        expect(read).toBe(600);
      });
    });

    describe('a subscription', () => {
      it('tells what has been, that it has caught up, and then what comes', async () => {
        await appendNumbered(3);
        let live = false;
        const { messages, events } = await followUntil(log, { after: start, categories: [category] }, (seen, message) => {
          if (message.kind === 'caughtUp' && !live) {
            live = true;
            expect(numbersOf(seen)).toStrictEqual([0, 1, 2]);
            void append(stream, 2, numbered(stream, 2, 2));
          }
          return seen.length === 5;
        });
        expect(numbersOf(events)).toStrictEqual([0, 1, 2, 3, 4]);
        expect(messages.some(({ kind }) => kind === 'caughtUp')).toBe(true);
      });

      it('says that it has caught up where there is nothing to tell', async () => {
        const { events } = await followUntil(log, { after: start, categories: [category] }, untilCaughtUp);
        expect(events).toStrictEqual([]);
      });

      it('tells each event with the position a read gives it, and never goes back', async () => {
        await appendNumbered(700);
        const { messages, events } = await followUntil(log, { after: start, categories: [category] }, untilCaughtUp);
        expect(events).toStrictEqual(await readAll());
        const positions = messages.map(({ position }) => position);
        expect(positions).toStrictEqual([...positions].sort());
        expect(positions.at(-1)! >= events.at(-1)!.position).toBe(true);
      });

      it('goes on from any position it has told, without gap or repeat', async () => {
        for (let number = 0; number < 12; number++) {
          await log.append(`${category}-${number % 3}`, 'any', numbered(`${category}-${number % 3}`, Math.floor(number / 3) - 1, 1));
          await appendNumbered(1, `${freshCategory()}-1`);
        }
        const whole = await followUntil(log, { after: start, categories: [category] }, untilCaughtUp);
        const told = new Set([start, ...positionsOf(whole.events), ...whole.messages.map(({ position }) => position)]);
        for (const after of told) {
          const rest = await followUntil(log, { after, categories: [category] }, untilCaughtUp);
          expect(rest.events).toStrictEqual(whole.events.filter(({ position }) => position > after));
        }
      });

      it('has neither gap nor repeat while many write, and keeps the order of each stream', async () => {
        const writers = Array.from({ length: 8 }, async (_, writer) => {
          for (let number = 0; number < 25; number++)
            await append(`${category}-${writer}`, number - 1, numbered(`${category}-${writer}`, number - 1, 1));
        });
        const { events } = await followUntil(log, { after: start, categories: [category] }, (seen) => seen.length >= 200);
        await Promise.all(writers);
        expect(events).toStrictEqual(await readAll());
        for (let writer = 0; writer < 8; writer++) {
          const own = events.filter(({ envelope }) => envelope.stream === `${category}-${writer}`);
          expect(numbersOf(own)).toStrictEqual([...Array(25).keys()]);
        }
      });

      it('tells several listeners the same in the same order', async () => {
        const listeners = Array.from({ length: 3 }, () =>
          followUntil(log, { after: start, categories: [category] }, (seen) => seen.length === 60),
        );
        await Promise.all(Array.from({ length: 6 }, (_, number) => appendNumbered(10, `${category}-${number}`)));
        const [first, ...others] = (await Promise.all(listeners)).map(({ events }) => events);
        expect(first).toStrictEqual(await readAll());
        for (const other of others) expect(other).toStrictEqual(first);
      });

      it('tells of progress where nothing matches', async () => {
        await appendNumbered(3, `${freshCategory()}-1`);
        const head = await log.head();
        const { events } = await followUntil(log, { after: start, categories: [category] }, (_, { position }) => position >= head);
        expect(events).toStrictEqual([]);
      });

      it('tells everything where no category is asked for', async () => {
        await appendNumbered(2);
        await appendNumbered(2, `${freshCategory()}-1`);
        const { events } = await followUntil(log, { after: start }, untilCaughtUp);
        expect(events).toStrictEqual(await readEverything());
      });

      it('waits for its listener', async () => {
        await appendNumbered(30);
        let busy = 0;
        for await (const message of log.subscribe({ after: start, categories: [category], signal: AbortSignal.timeout(20_000) })) {
          busy += 1;
          expect(busy).toBe(1);
          await delay(5);
          busy -= 1;
          if (message.kind === 'caughtUp') break;
        }
      });

      it('ends at once when it is aborted, waiting or not yet begun', async () => {
        const leaving = new AbortController();
        const messages = log.subscribe({ after: start, categories: [category], signal: leaving.signal })[Symbol.asyncIterator]();
        await messages.next();
        const waiting = messages.next();
        leaving.abort();
        await expect(waiting).resolves.toMatchObject({ done: true });
        expect(await collected(log.subscribe({ after: start, signal: AbortSignal.abort() }))).toStrictEqual([]);
      });
    });

    describe('many writers', () => {
      it('lets one of two win', async () => {
        for (let revision = 0; revision < 10; revision++) {
          const attempts = [0, 1].map(() => append(stream, revision - 1, numbered(stream, revision - 1, 1)));
          const outcomes = await Promise.allSettled(attempts);
          expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
          expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
            reason: { name: 'WrongExpectedRevision', actual: revision },
          });
        }
        expect(await readStream()).toHaveLength(10);
      });

      it('lets 64 write at once, each to a stream of its own', async () => {
        const receipts = await Promise.all(
          Array.from({ length: 64 }, async (_, writer) => {
            const own = `${category}-${writer}`;
            const positions: Position[] = [];
            for (let number = 0; number < 5; number++)
              positions.push((await append(own, number - 1, numbered(own, number - 1, 1))).position);
            return positions;
          }),
        );
        expect(positionsOf(await readAll())).toStrictEqual(receipts.flat().sort());
      });

      it('puts 64 who race for one stream in one order and loses none', async () => {
        const place = async (writer: number): Promise<void> => {
          for (let after = -1; ;) {
            const events = envelopes(stream, after, [{ data: { number: writer } }]);
            try {
              await append(stream, after, events);
              return;
            } catch (error) {
              if (!(error instanceof WrongExpectedRevision)) throw error;
              after = error.actual;
            }
          }
        };
        await Promise.all(Array.from({ length: 64 }, (_, writer) => place(writer)));
        const events = await readStream();
        expect(events.map(({ envelope }) => envelope.revision)).toStrictEqual([...Array(64).keys()]);
        expect(new Set(numbersOf(events))).toStrictEqual(new Set(Array(64).keys()));
      });

      it('shows a reader only whole appends, in order, while others write', async () => {
        const writing = (async () => {
          for (let number = 0; number < 60; number += 3) await append(stream, number - 1, numbered(stream, number - 1, 3));
        })();
        for (let seen = 0; seen < 60;) {
          const events = numbersOf(await readStream());
          expect(events).toStrictEqual([...Array(events.length).keys()]);
          expect(events.length % 3).toBe(0);
          expect(events.length).toBeGreaterThanOrEqual(seen);
          seen = events.length;
          await turn();
        }
        await writing;
      });
    });

    describe('opened again', () => {
      it('holds the same truth after it was closed', async () => {
        const first = await under.open();
        const events = numbered(stream, -1, 40);
        const receipt = await first.append(stream, 'noStream', events);
        const before = await flat(first.readAll({ after: start, categories: [category] }));
        const head = await first.head();
        await first.close();
        const second = await under.open();
        try {
          expect(await second.head()).toBe(head);
          expect(await flat(second.readAll({ after: start, categories: [category] }))).toStrictEqual(before);
          expect(await second.append(stream, 'noStream', events)).toStrictEqual(receipt);
          expect(await second.append(stream, 39, numbered(stream, 39, 1))).toMatchObject({ revision: 40 });
        } finally {
          await second.close();
        }
        expect(numbersOf(await readStream())).toStrictEqual([...Array(41).keys()]);
      });

      it('shows another what was acknowledged, at once', async () => {
        const other = await under.open();
        try {
          for (let number = 0; number < 20; number++) {
            const { position } = await append(stream, number - 1, numbered(stream, number - 1, 1));
            const [last] = await flat(other.readStream(stream, { direction: 'backwards', limit: 1 }));
            expect(last).toMatchObject({ position, envelope: { revision: number } });
          }
        } finally {
          await other.close();
        }
      });

      it('tells a listener what another has written', async () => {
        const other = await under.open();
        try {
          const listening = followUntil(log, { after: start, categories: [category] }, (seen) => seen.length === 3);
          await other.append(stream, 'noStream', numbered(stream, -1, 3));
          expect(numbersOf((await listening).events)).toStrictEqual([0, 1, 2]);
        } finally {
          await other.close();
        }
      });

      it('acknowledges nothing once it is closed, and ends its subscriptions', async () => {
        const closed = await under.open();
        const listening = collected(closed.subscribe({ after: start, categories: [category], signal: new AbortController().signal }));
        await closed.close();
        await listening;
        await expect(closed.append(stream, 'noStream', numbered(stream, -1, 1))).rejects.toThrow(LogUnavailable);
        expect(await readStream()).toStrictEqual([]);
        await closed.close();
      });
    });
  });
};

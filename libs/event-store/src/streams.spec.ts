import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Context, Decider } from '#domain/kernel/decider';
import { ERASED, type DomainEvent } from '#domain/kernel/message';
import { Refusal } from '#domain/kernel/refusal';
import { testContext } from '#domain/testing/scenario';
import { ChainBroken } from './envelope.js';
import { EventStore } from './event-store.js';
import { Keyring } from './keyring/keyring.js';
import { openSqliteKeys } from './keyring/sqlite-keys.js';
import { StaleRevision } from './round.js';
import type { SealingRules } from './sealing.js';
import { openSqliteLog } from './sqlite/sqlite-log.js';
import { Streams } from './streams.js';

type Counted = DomainEvent<'Counted', { by: number; person: string; name?: string }>;
type Count = { type: 'Count'; data: { by: number; name?: string } };

const counter: Decider<number, Count, Counted> = {
  category: 'counter',
  initial: 0,
  decide: ({ data }, total) => {
    if (total + data.by > 300) throw new Refusal('too-many', { total });
    return data.by === 0 ? [] : [{ type: 'Counted', data: { person: 'p1', ...data } }];
  },
  evolve: (total, { data }) => total + data.by,
};

const SEALING = { counter: { Counted: [{ subject: 'person', fields: ['name'] }] } };

const directory = () => mkdtempSync(join(tmpdir(), 'nuanliu-streams-'));

const openStore = async (path: string, sealing: SealingRules = SEALING) =>
  new EventStore({
    log: await openSqliteLog({ path: join(path, 'events.db') }),
    keyring: new Keyring(openSqliteKeys(join(path, 'keys.db')), Buffer.alloc(32, 7)),
    sealing,
    upcasters: {},
  });

const context = (requestId: string, overrides: Partial<Context> = {}): Context => ({ ...testContext, requestId, ...overrides });
const count = (by: number, name?: string): Count => ({ type: 'Count', data: name === undefined ? { by } : { by, name } });

const allOf = async (store: EventStore) => {
  const events = [];
  for await (const page of store.readAll({ after: '' })) events.push(...page);
  return events;
};

describe('handling a command', () => {
  let path: string;
  let store: EventStore;
  let streams: Streams;

  beforeEach(async () => {
    path = directory();
    store = await openStore(path);
    streams = new Streams(store);
  });
  afterEach(() => store.close());

  it('appends what is decided and answers where it stands', async () => {
    expect(await streams.handle(counter, 'a', count(2), context('r1'))).toMatchObject({ stream: 'counter-a', revision: 0 });
    expect((await streams.load(counter, 'a')).state).toBe(2);
  });

  it('answers a retried request with its first receipt and appends nothing', async () => {
    const first = await streams.handle(counter, 'a', count(2), context('r1'));
    await streams.handle(counter, 'a', count(3), context('r2'));
    expect(await streams.handle(counter, 'a', count(2), context('r1'))).toEqual(first);
    expect((await streams.load(counter, 'a')).state).toBe(5);
  });

  it('knows a retried request after a restart', async () => {
    const first = await streams.handle(counter, 'a', count(2), context('r1'));
    await store.close();
    store = await openStore(path);
    expect(await new Streams(store).handle(counter, 'a', count(2), context('r1'))).toEqual(first);
  });

  it('answers two copies of a request that arrive together with one receipt', async () => {
    const both = await Promise.all([1, 2].map(() => streams.handle(counter, 'a', count(2), context('r1'))));
    expect(both[0]).toEqual(both[1]);
    expect(await allOf(store)).toHaveLength(1);
  });

  it('refuses a requestId that comes with other content', async () => {
    await streams.handle(counter, 'a', count(2), context('r1', { requestDigest: 'x' }));
    await expect(streams.handle(counter, 'a', count(3), context('r1', { requestDigest: 'y' }))).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('takes the same requestId of another person for another request', async () => {
    await streams.handle(counter, 'a', count(2), context('r1'));
    await streams.handle(counter, 'a', count(2), context('r1', { by: 'someone-else' }));
    expect((await streams.load(counter, 'a')).state).toBe(4);
  });

  it('decides commands that arrive together one after the other, exactly to the limit', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 400 }, (_, index) => streams.handle(counter, 'a', count(1), context(`r${index}`))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(300);
    expect((await streams.load(counter, 'a')).state).toBe(300);
    expect(await allOf(store)).toHaveLength(300);
  });

  it('decides again when another instance was first', async () => {
    const otherStore = await openStore(path);
    const other = new Streams(otherStore);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? streams : other).handle(counter, 'a', count(1), context(`r${index}`))),
    );
    const accepted = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(accepted).toBeGreaterThan(0);
    expect((await streams.load(counter, 'a')).state).toBe(accepted);
    await otherStore.close();
  });

  it('keeps the chain whole where two instances bring about the same thing at once, each sealing it for itself', async () => {
    const other = await openStore(path);
    const there = new Streams(other);
    for (let id = 0; id < 30; id += 1) {
      const same = (instance: Streams) => instance.handle(counter, `c${id}`, count(1, '高娟'), context('same'));
      await Promise.all([same(streams), same(there)]);
      await there.handle(counter, `c${id}`, count(2), context('there'));
      await streams.handle(counter, `c${id}`, count(3), context('here'));
      expect((await new Streams(store).load(counter, `c${id}`)).state).toBe(6);
    }
    await other.close();
  });

  it('answers a stale If-Match and appends nothing', async () => {
    await streams.handle(counter, 'a', count(1), context('r1'));
    await expect(streams.handle(counter, 'a', count(1), context('r2', { expectedRevision: -1 }))).rejects.toBeInstanceOf(StaleRevision);
    expect(await streams.handle(counter, 'a', count(1), context('r3', { expectedRevision: 0 }))).toMatchObject({ revision: 1 });
  });

  it('answers a command that changes nothing with the present revision', async () => {
    await streams.handle(counter, 'a', count(1), context('r1'));
    expect(await streams.handle(counter, 'a', count(0), context('r2'))).toMatchObject({ revision: 0 });
  });

  it('keeps personal values as ciphertext, opens them for readers and forgets them with the key', async () => {
    await streams.handle(counter, 'a', count(1, '王暖'), context('r1'));
    const raw = new DatabaseSync(join(path, 'events.db'), { readOnly: true }).prepare('SELECT body FROM events').get() as { body: string };
    expect(raw.body).not.toContain('王暖');
    expect((await allOf(store))[0]!.data).toMatchObject({ name: '王暖' });
    await store.keyring.destroy('p1');
    expect((await allOf(store))[0]!.data).toMatchObject({ name: ERASED });
    await expect(streams.handle(counter, 'a', count(1, '王暖'), context('r2'))).rejects.toThrow('destroyed');
  });

  it('opens what was sealed under rules that have changed since', async () => {
    await streams.handle(counter, 'a', count(1, '王暖'), context('r1'));
    await store.close();
    store = await openStore(path, {});
    expect((await allOf(store))[0]!.data).toMatchObject({ name: '王暖' });
  });

  it('refuses to decide on a history that was altered', async () => {
    await streams.handle(counter, 'a', count(1), context('r1'));
    await streams.handle(counter, 'a', count(1), context('r2'));
    await store.close();
    const database = new DatabaseSync(join(path, 'events.db'));
    database.exec(`UPDATE events SET body = replace(body, '"by":1', '"by":9') WHERE revision = 0`);
    database.close();
    store = await openStore(path);
    await expect(new Streams(store).handle(counter, 'a', count(1), context('r3'))).rejects.toBeInstanceOf(ChainBroken);
  });
});

import {
  END,
  EventStoreDBClient,
  NO_STREAM,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
  streamNameFilter,
  type AllStreamSubscription,
} from '@eventstore/db-client';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStoreDb, type TestServer } from '../support/eventstoredb/server.js';

/** The client as it is sold, with its batched appends and its own subscriptions: our server must be one to it. */
let folder: string;
let server: TestServer;
let client: EventStoreDBClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuanliu-server-'));
  server = await startEventStoreDb(join(folder, 'events.db'));
  client = EventStoreDBClient.connectionString(server.url);
});
afterEach(async () => {
  await client.dispose();
  await server.stop();
  await rm(folder, { recursive: true });
});

const notes = (...texts: string[]) => texts.map((text) => jsonEvent({ type: 'Noted', data: { text }, metadata: { from: 'test' } }));

const read = async (stream: string): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const { event } of client.readStream(stream)) found.push(event?.data);
  return found;
};

/** Data of the first `count` events of a subscription. */
const take = async (subscription: AllStreamSubscription, count: number): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const { event } of subscription) {
    found.push(event?.data);
    if (found.length === count) break;
  }
  return found;
};

describe('the server that stands in for EventStoreDB', () => {
  it('takes batched appends and gives the events back with their metadata', async () => {
    const appended = await client.appendToStream('case-1', notes('a', 'b'), { expectedRevision: NO_STREAM });
    expect(appended).toMatchObject({ success: true, nextExpectedRevision: 1n });
    const events = [];
    for await (const { event } of client.readStream('case-1', { fromRevision: START })) events.push(event);
    expect(events).toMatchObject([
      { streamId: 'case-1', revision: 0n, type: 'Noted', data: { text: 'a' }, metadata: { from: 'test' }, isJson: true },
      { streamId: 'case-1', revision: 1n, data: { text: 'b' }, position: appended.position },
    ]);
  });

  it('takes single appends from a client with credentials, as one batched', async () => {
    await client.appendToStream('case-1', notes('a'), { expectedRevision: NO_STREAM });
    client['supports'] = () => Promise.resolve(false);
    expect(await client.appendToStream('case-1', notes('b'), { expectedRevision: 0n })).toMatchObject({ nextExpectedRevision: 1n });
    expect(await read('case-1')).toStrictEqual([{ text: 'a' }, { text: 'b' }]);
  });

  it.each([true, false])('answers a wrong expected revision with the one that is (batched: %s)', async (batched) => {
    if (!batched) client['supports'] = () => Promise.resolve(false);
    await client.appendToStream('case-1', notes('a'));
    const wrong = { expectedVersion: 5n, actualVersion: 0n, streamName: 'case-1' };
    await expect(client.appendToStream('case-1', notes('b'), { expectedRevision: 5n })).rejects.toMatchObject(wrong);
    const missing = client.appendToStream('case-2', notes('b'), { expectedRevision: 'stream_exists' });
    await expect(missing).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await expect(missing).rejects.toMatchObject({ actualVersion: NO_STREAM });
  });

  it('hides a deleted stream, and shows what is appended to it later', async () => {
    await client.appendToStream('case-1', notes('a', 'b'));
    await expect(client.deleteStream('case-1', { expectedRevision: 7n })).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await client.deleteStream('case-1', { expectedRevision: 1n });
    await expect(read('case-1')).rejects.toBeInstanceOf(StreamNotFoundError);
    expect(await client.appendToStream('case-1', notes('c'))).toMatchObject({ nextExpectedRevision: 2n });
    expect(await read('case-1')).toStrictEqual([{ text: 'c' }]);
  });

  it('says which stream does not exist', async () => {
    await expect(read('case-9')).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  it('reads the whole log from both ends', async () => {
    for (const text of ['a', 'b', 'c']) await client.appendToStream(`case-${text}`, notes(text));
    const textsOf = async (options: Parameters<EventStoreDBClient['readAll']>[0]) => {
      const texts: unknown[] = [];
      for await (const { event } of client.readAll(options)) texts.push((event?.data as { text: string }).text);
      return texts.join('');
    };
    expect(await textsOf({ maxCount: 2 })).toBe('ab');
    expect(await textsOf({ fromPosition: END, direction: 'backwards' })).toBe('cba');
  });

  it('feeds a filtered subscription, and says when it has caught up', async () => {
    await client.appendToStream('other-1', notes('x'));
    await client.appendToStream('case-1', notes('a'));
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['case-'] }) });
    const caughtUp = new Promise<void>((resolve) => subscription.once('caughtUp', resolve));
    const taken = take(subscription, 2);
    await caughtUp;
    await client.appendToStream('case-1', notes('b'));
    expect(await taken).toStrictEqual([{ text: 'a' }, { text: 'b' }]);
  });

  it('is discovered as a cluster of one', async () => {
    const discovering = EventStoreDBClient.connectionString(`esdb+discover://127.0.0.1:${server.port}?tls=false`);
    expect(await discovering.appendToStream('case-1', notes('a'))).toMatchObject({ success: true });
    await discovering.dispose();
  });
});

import { account } from '#domain/account/account';
import type { EventMeta } from '#domain/kernel/decider';
import { unit } from '#domain/unit/unit';
import { LogUnavailable } from '#event-store/port';
import { uuidFrom } from '#event-store/request';
import { LiveTail } from './live-tail.js';
import { LivePlaces } from './live-places.js';
import { LiveStream, type Listener } from './live-stream.js';
import { cutWhenStalled } from './stalled.js';
import { Caller } from '../platform/caller.js';
import { SystemClock } from '../platform/clock.js';
import { Directory, systemContext } from '../platform/directory.js';
import { Sessions } from '../platform/sessions.js';
import { Tokens } from '../platform/tokens.js';
import { eventually } from '../../../../test/support/eventually.js';
import { ScratchLog } from '../../../../test/support/scratch-log.js';

const UNIT = '410400';
const clock = new SystemClock();
const meta: EventMeta = { at: clock.at(), by: 'test', role: 'system', unit: '', requestId: 'test', correlationId: 'test' };

let log: ScratchLog;
let tail: LiveTail;
let directory: Directory;
let sessions: Sessions;
let token: string;
let appended = 0;

beforeEach(async () => {
  log = await ScratchLog.open();
  tail = new LiveTail(log.events);
  directory = new Directory(log.events);
  const tokens = new Tokens(Buffer.alloc(32), 1, clock);
  sessions = new Sessions(tokens, directory, clock);
  const accountId = uuidFrom('account');
  const registration = { accountId, username: 'viewer', displayName: '看板', passwordHash: 'none', mustChangePassword: false };
  const place = { code: UNIT, kind: 'city_union', name: '演示市总工会', parentStatus: 'open' } as const;
  const context = systemContext('test', clock, 'register');
  await log.streams.handle(unit, UNIT, { type: 'RegisterUnit', data: place }, context);
  const roles = [{ role: 'dashboard_viewer', unit: UNIT }] as const;
  await log.streams.handle(account, accountId, { type: 'RegisterAccount', data: { ...registration, roles } }, context);
  await directory.start();
  await tail.start();
  token = await tokens.issue({ accountId, sessionEpoch: 1 });
});
afterEach(async () => {
  await tail.stop();
  await directory.stop();
  await log.discard();
});

/** Files are applied for, so many at once; answers the places of those events. */
const apply = async (count: number): Promise<readonly string[]> => {
  const stream = `household-${uuidFrom('household', (appended += 1))}`;
  const events = Array.from({ length: count }, (_, index) => ({
    id: uuidFrom(stream, index),
    type: 'PublicNoticeClosed',
    data: { unitId: UNIT, closedOn: '2022-02-10' },
    meta,
  }));
  await log.events.append(stream, 'noStream', events);
  return (await log.read(stream)).map(({ position }) => position);
};

const opened = async (change: Partial<Listener> = {}): Promise<AsyncGenerator<string>> => {
  const { session, account: known } = await sessions.openedBy(token);
  const request = { at: clock.at(), today: clock.today(), requestId: 'test', requestDigest: '', correlationId: 'test' };
  const caller = new Caller(session.accountId, known.roles, request, directory);
  const never = new AbortController().signal;
  const listener = { caller, session, after: await log.events.head(), gone: never, stopping: never, ...change };
  return new LiveStream({ tail, places: new LivePlaces(log.events), directory, sessions }, listener).text();
};

const nextOf = async (stream: AsyncGenerator<string>): Promise<string> => (await stream.next()).value as string;
const idOf = (piece: string): string | undefined => /^id: (\d+)$/m.exec(piece)?.[1];

describe('a live stream', () => {
  it('on which nothing is told says how far the log was looked at, so that it is taken up again from there', async () => {
    const stream = await opened({ heartbeatMs: 30 });
    await stream.next();
    const data = { username: 'somebody', accountId: uuidFrom('somebody') };
    await log.events.append('username-somebody', 'noStream', [{ id: uuidFrom('claim'), type: 'UsernameClaimed', data, meta }]);
    const head = await log.events.head();
    for (let piece = await nextOf(stream); idOf(piece) !== head; piece = await nextOf(stream))
      expect(piece).toMatch(/^: [a-z ]+\nid: \d+\n\n$/);
    await stream.return(undefined);
  });

  it('whose client is slow tells everything in order when it is read on, however much has come', async () => {
    const stream = await opened();
    const places: string[] = [];
    places.push(...(await apply(10)));
    await stream.next();
    const heard = [idOf(await nextOf(stream))];
    for (let batch = 0; batch < 5; batch++) places.push(...(await apply(1_000)));
    while (heard.length < places.length) heard.push(idOf(await nextOf(stream)));
    expect(heard).toEqual(places);
  });

  it('tells the same from memory and from the log', async () => {
    const from = await log.events.head();
    const places: string[] = [];
    for (let batch = 0; batch < 6; batch++) places.push(...(await apply(900)));
    await tail.changed(places.at(-2)!, 10_000, new AbortController().signal);
    for (const after of [from, places[1_700]!, places[5_000]!]) {
      const found: string[] = [];
      for (let place = after; place < places.at(-1)!;) {
        const stretch = await tail.after(place);
        found.push(...stretch.events.map(({ position }) => position));
        place = stretch.position;
      }
      expect(found).toEqual(places.filter((place) => place > after));
    }
  });

  it('ends with a reason where the log cannot be read, after all that was told before', async () => {
    const from = await log.events.head();
    for (let batch = 0; batch < 5; batch++) await apply(1_000);
    const stream = await opened({ after: from });
    expect(await nextOf(stream)).toContain('event: opened');
    log.events.readAll = () => {
      throw new LogUnavailable('away');
    };
    expect(await nextOf(stream)).toBe(`id: ${from}\nevent: ended\ndata: {"reason":"unavailable"}\n\n`);
    expect((await stream.next()).done).toBe(true);
  });

  it('is cut where its client takes nothing any more, and not while it takes', async () => {
    let cuts = 0;
    const pieces = (async function* () {
      for (;;) yield await Promise.resolve('piece');
    })();
    const stream = cutWhenStalled(pieces, () => void (cuts += 1), 50);
    for (let taken = 0; taken < 100; taken++) await stream.next();
    expect(cuts).toBe(0);
    await eventually(() => expect(cuts).toBe(1));
    await stream.return(undefined);
  });
});

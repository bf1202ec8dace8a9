import { cpSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import iconv from 'iconv-lite';
import { normaliseIdNumber } from '#domain/person/id-number';
import { BuiltServer } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';
import { feedOver, rowsIn, sendFeed, type FeedFile } from '../support/feed-work.js';
import { importOver, sample, sendImport, unitTable, workbook } from '../support/import-files.js';
import { idNumberOf } from '../support/people.js';
import { countsOf, storedEvents } from '../support/stored-events.js';

/** It is killed in each of the first pages, and asked to stop in the one after. */
const ROUNDS = 3;
const ROWS = 4000;
const PASSWORD = 'cold-current-2022';

/** A folder with the sample city in it and somebody who runs feeds; no server is on it. */
const founded = async (): Promise<string> => {
  const server = await BuiltServer.start();
  const admin = await server.administrator();
  await importOver({ server, token: admin }, (await sendImport({ server, token: admin }, unitTable)).body.importId);
  const roles = [{ role: 'rights_dept_officer', unit: '410400' }];
  const account = { username: 'officer', displayName: '权益部', roles };
  const { body: made } = await server.request('POST', '/accounts', { token: admin, body: account });
  const first = await server.signIn('officer', made.oneTimePassword);
  const change = { currentPassword: made.oneTimePassword, newPassword: PASSWORD };
  await server.request('POST', '/accounts/me/change-password', { token: first, body: change });
  const token = await server.signIn('officer', PASSWORD);
  await importOver({ server, token }, (await sendImport({ server, token }, workbook)).body.importId);
  await server.stop();
  return server.dataDir;
};

/** Bills of this month: some of people with a file, some large ones of people without, some of no interest, and faulty ones. */
const bills = (): FeedFile => {
  const month = new Date().toISOString().slice(0, 7);
  const known = rowsIn({ name: '', bytes: iconv.decode(sample('households-gbk.csv'), 'gbk') }).map(({ 身份证号: text = '' }) =>
    normaliseIdNumber(text),
  );
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const idNumber = index % 4 === 3 ? idNumberOf('1980-01-01', index % 1000) : known[(index * 7) % known.length];
    return `路人,${idNumber},${month},${index % 3 === 0 ? '住院' : '门诊'},${(index % 25) * 1000 + 1}`;
  });
  return { name: 'bills.csv', bytes: ['姓名,身份证号,就诊月份,类型,自付金额(元)', ...lines].join('\n') };
};

const signedIn = async (dataDir: string) => {
  const server = await BuiltServer.start({ dataDir });
  return { server, token: await server.signIn('officer', PASSWORD) };
};

/** What every household was heard to have, and what came of it; nothing of when. */
const watchesIn = (dataDir: string): ReadonlyMap<string, object> => {
  const found = new Map<string, { signals: string[]; flags: string[]; cases: string[] }>();
  for (const { stream, type, data } of storedEvents(dataDir)) {
    if (!stream.startsWith('watch-')) continue;
    const ofHousehold = found.get(stream) ?? { signals: [], flags: [], cases: [] };
    found.set(stream, ofHousehold);
    const { signal, ruleId, kind } = data as { signal?: { signalId: string }; ruleId?: string; kind?: string };
    if (type === 'SignalReceived') ofHousehold.signals.push(signal!.signalId);
    if (type === 'FlagRaised') ofHousehold.flags.push(ruleId!);
    if (type === 'WatchRaised') ofHousehold.cases.push(kind!);
  }
  for (const { signals, flags, cases } of found.values()) for (const list of [signals, flags, cases]) list.sort();
  return found;
};

describe('a server that is killed again and again in the middle of a feed', () => {
  let dataDir: string;
  let undisturbed: string;
  let feedId: string;
  let counts: object;
  const killedAt: number[] = [];

  beforeAll(async () => {
    undisturbed = await founded();
    dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-built-'));
    cpSync(undisturbed, dataDir, { recursive: true });
    const calm = await signedIn(undisturbed);
    const { body } = await sendFeed(calm, 'medical_cost', bills());
    ({ feedId, counts } = await feedOver(calm, body.feedId));
    await calm.server.stop();

    let disturbed = await signedIn(dataDir);
    expect((await sendFeed(disturbed, 'medical_cost', bills())).status).toBe(202);
    for (let round = 1; round <= ROUNDS; round++) {
      const rows = async () =>
        (await disturbed.server.request('GET', `/feeds/${feedId}`, { token: disturbed.token })).body.counts.rows as number;
      await eventually(async () => expect(await rows()).toBeGreaterThanOrEqual((round - 1) * 1000), 60_000);
      await delay(Math.random() * 50);
      killedAt.push(await rows());
      await disturbed.server.stop(round === ROUNDS ? 'SIGTERM' : 'SIGKILL');
      disturbed = await signedIn(dataDir);
    }
    expect(await feedOver(disturbed, feedId)).toMatchObject({ feedId, state: 'completed', counts });
    await disturbed.server.stop();
  }, 240_000);
  afterAll(() => [dataDir, undisturbed].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  it('goes on by itself to the counts of one that was never cut off', () => {
    expect(counts).toMatchObject({ rows: ROWS, repeated: 0 });
    expect({ killedAt, inTheMiddle: killedAt.every((rows) => rows < ROWS) }).toMatchObject({ inTheMiddle: true });
  });

  it('has heard the same of every household, and raised the same flags and cases', () => {
    const calm = watchesIn(undisturbed);
    expect(calm.size).toBeGreaterThan(100);
    expect(watchesIn(dataDir)).toEqual(calm);
  });

  it('has worked on every page once, and says once that it began and ended', () => {
    const pages = storedEvents(dataDir).filter(({ stream }) => stream === `feed-${feedId}`);
    expect(pages.map(({ type, data }) => [type, data['fromRow']])).toEqual([
      ['FeedReceived', undefined],
      ...Array.from({ length: ROWS / 1000 }, (_, page) => ['FeedPageRead', page * 1000 + 1]),
      ['FeedCompleted', undefined],
    ]);
  });

  it('has one lead for each person without a file, and keeps no file', () => {
    expect([...countsOf(storedEvents(dataDir), 'LeadOpened').values()].every((count) => count === 1)).toBe(true);
    expect(globSync('feeds/*', { cwd: dataDir })).toEqual([]);
  });
});

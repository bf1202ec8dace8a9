import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { unsettledMoney } from '#read-models/unsettled-money/unsettled-money';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import type { ReadStore } from '#read-store/port';
import { PARKED_BUILD, parkedCollection } from '../../apps/server/src/platform/parked-rows.js';
import { BuiltServer, runTool } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';
import { storedEvents } from '../support/stored-events.js';
import { faultsOfBooks, ledgerOf, notOnce, tooOften } from './books.js';
import { Chance } from './chance.js';
import { Clients } from './clients.js';
import { foundCity, type Founded } from './founding.js';
import { Known } from './moves.js';

const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 10);
/** Set FAULT_SEED to what a failed run printed, and the same commands are sent and the same moments chosen. */
const SEED = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));
const CLIENTS = 8;
const LONGEST_MS = 600;
/** Rounds after which the views are built anew and compared. */
const REBUILT_EVERY = 10;

describe(`money while the server is killed again and again (FAULT_SEED=${SEED})`, () => {
  const chance = new Chance(SEED);
  let founded: Founded;
  let server: BuiltServer;
  let clients: Clients;
  let views: ReadStore;

  const start = async (): Promise<void> => {
    server = await BuiltServer.start({ dataDir: founded.dataDir });
  };

  beforeAll(async () => {
    founded = await foundCity();
    clients = new Clients(new Known(founded), chance, `fault-${SEED}`);
    await start();
    await clients.signIn(server, founded);
    views = await openSqliteReadStore({ path: join(founded.dataDir, 'views.db') });
  }, 60_000);

  afterAll(async () => {
    await views.close();
    await server.stop();
    rmSync(founded.dataDir, { recursive: true, force: true });
  });

  /** Once reactions and views have come to the end of the log. */
  const settled = (): Promise<void> =>
    eventually(async () => {
      const head = String(storedEvents(founded.dataDir).length).padStart(16, '0');
      const builds = (await views.builds()).filter(({ active, build }) => active && build !== PARKED_BUILD);
      expect(builds.filter(({ checkpoint }) => checkpoint < head)).toStrictEqual([]);
    }, 20_000);

  const unsettled = async () => {
    const money = views.collection(unsettledMoney.collection);
    return (await money.find({ where: { openedAt: { gte: '' } }, limit: 10 })).rows;
  };
  const parked = async () => (await views.collection(parkedCollection).find({ limit: 10 })).rows;

  const kill = async (): Promise<void> => {
    const over = new AbortController();
    const pressing = clients.press(server, CLIENTS, over.signal);
    await delay(chance.between(20, LONGEST_MS));
    await server.stop('SIGKILL');
    over.abort();
    await pressing;
  };

  it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
    'is there once, adds up and is settled after kill %d',
    async (round) => {
      await kill();
      await start();
      await clients.insist(server);
      await settled();
      expect(await parked()).toStrictEqual([]);
      expect(await unsettled()).toStrictEqual([]);
      const ledger = ledgerOf(storedEvents(founded.dataDir));
      expect(notOnce(ledger, clients.answered)).toStrictEqual([]);
      expect(tooOften(ledger)).toStrictEqual([]);
      expect(faultsOfBooks(ledger)).toStrictEqual([]);
      if (round % REBUILT_EVERY === 0 || round === ROUNDS) await rebuilt();
    },
    60_000,
  );

  const rebuilt = async (): Promise<void> => {
    const { code, output } = await runTool('rebuild', ['--all', '--json'], founded.dataDir);
    const { views: outcomes } = JSON.parse(output) as { views: readonly { view: string; outcome: string }[] };
    expect({ code, differing: outcomes.filter(({ outcome }) => outcome !== 'same') }).toStrictEqual({ code: 0, differing: [] });
  };

  it('was worth looking at: every kind of command was accepted', () => {
    const accepted = clients.answered.filter(({ status }) => status < 300);
    const kinds = new Set(accepted.map(({ move }) => move.name));
    expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['allocate', 'approve', 'propose', 'receive', 'review']));
    expect(accepted.length).toBeGreaterThan(ROUNDS * 5);
  });
});

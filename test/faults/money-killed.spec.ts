import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { unsettledMoney } from '#read-models/unsettled-money/unsettled-money';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import type { ReadStore } from '#read-store/port';
import { NOTES_BUILD } from '../../apps/server/src/platform/deadline-notes.js';
import { PARKED_BUILD, parkedCollection } from '../../apps/server/src/platform/parked-rows.js';
import { BuiltServer, runTool } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';
import { storedEvents } from '../support/stored-events.js';
import { faultsOfBooks, ledgerOf, notBooked, notOnce, tooOften, totalOf, type Ledger } from './books.js';
import { Chance } from './chance.js';
import { Clients } from './clients.js';
import { foundCity, type Founded } from './founding.js';
import { Known } from './known.js';

const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 10);
/** Set FAULT_SEED to what a failed run printed, and the same commands are sent and the same moments chosen. */
const SEED = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));
const CLIENTS = 8;
const LONGEST_MS = 600;
/** Rounds after which the views are built anew and compared. */
const REBUILT_EVERY = 10;

/** The leases of a dead process last for seconds. Mostly they are ended at once, so that there are more kills in the time. */
const WAITED_OUT_EVERY = 5;
const letLeasesEnd = (dataDir: string): void => {
  const database = new DatabaseSync(join(dataDir, 'views.db'));
  database.exec('UPDATE leases SET expires_at = 0');
  database.close();
};

/** Beside views and the checkpoint of reactions: what counts its own writes and not places of the log. */
const NOT_OF_THE_LOG: readonly string[] = [PARKED_BUILD, NOTES_BUILD];

const STEPS = [
  ...['receive', 'allocate', 'propose', 'review', 'approve'],
  ...['draft', 'freeze', 'sign-off', 'export-bank-file', 'import-bank-result'],
];

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
    await warmUp();
    views = await openSqliteReadStore({ path: join(founded.dataDir, 'views.db') });
  }, 120_000);

  /** Steps that were not accepted yet, with what was answered instead. */
  const notTaken = (): readonly string[] =>
    STEPS.filter((name) => !clients.answered.some(({ move, status }) => move.name === name && status < 300)).map((name) => {
      const codes = clients.answered.filter(({ move }) => move.name === name).map(({ status, body }) => `${status} ${body.code}`);
      return `${name}: ${[...new Set(codes)].join(', ')}`;
    });

  /** Until every step to a payment was taken once, so that whatever is killed afterwards may be any of them. */
  const warmUp = async (): Promise<void> => {
    const over = new AbortController();
    const pressing = clients.press(server, CLIENTS, over.signal);
    await eventually(() => expect(notTaken()).toStrictEqual([]), 40_000).finally(() => over.abort());
    await pressing;
  };

  afterAll(async () => {
    await views?.close();
    await server?.stop('SIGKILL');
    rmSync(founded.dataDir, { recursive: true, force: true });
  });

  /** Once reactions and views have come to the end of the log. */
  const settled = (): Promise<void> =>
    eventually(async () => {
      const head = String(storedEvents(founded.dataDir).length).padStart(16, '0');
      const builds = (await views.builds()).filter(({ active, build }) => active && !NOT_OF_THE_LOG.includes(build));
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
      if (round % WAITED_OUT_EVERY !== 0) letLeasesEnd(founded.dataDir);
      await start();
      await clients.insist(server);
      await settled();
      expect(await parked()).toStrictEqual([]);
      expect(await unsettled()).toStrictEqual([]);
      const ledger = ledgerOf(storedEvents(founded.dataDir));
      expect(notOnce(ledger, clients.answered)).toStrictEqual([]);
      expect(tooOften(ledger)).toStrictEqual([]);
      expect(notBooked(ledger)).toStrictEqual([]);
      expect(faultsOfBooks(ledger)).toStrictEqual([]);
      await agreesWithTheTrialBalance(ledger);
      if (round % REBUILT_EVERY === 0 || round === ROUNDS) await rebuilt();
    },
    60_000,
  );

  /** The books as people see them, over HTTP. */
  const agreesWithTheTrialBalance = async (ledger: Ledger): Promise<void> => {
    const { status, body } = await clients.ask(server, 'rightsOfficer', '/funds/trial-balance');
    expect({ status, balanced: body.balanced, discrepancies: body.discrepancies }).toStrictEqual({
      status: 200,
      balanced: true,
      discrepancies: [],
    });
    const shown = body.total.accounts as readonly { account: string; balanceFen: number; statedFen: number }[];
    for (const { account, balanceFen, statedFen } of shown) {
      const fen = totalOf(ledger, account);
      expect({ account, balanceFen, statedFen }).toStrictEqual({ account, balanceFen: fen, statedFen: fen });
    }
  };

  const rebuilt = async (): Promise<void> => {
    const { code, output } = await runTool('rebuild', ['--all', '--json'], founded.dataDir);
    const { views: outcomes } = JSON.parse(output) as { views: readonly { view: string; outcome: string }[] };
    expect({ code, differing: outcomes.filter(({ outcome }) => outcome !== 'same') }).toStrictEqual({ code: 0, differing: [] });
  };

  it('was worth looking at: commands of all kinds were accepted, and others were not', () => {
    const counts = { accepted: 0, refused: 0 };
    for (const { status } of clients.answered) counts[status < 300 ? 'accepted' : 'refused'] += 1;
    expect(counts.accepted).toBeGreaterThan(ROUNDS * 5);
    expect(counts.refused).toBeGreaterThan(0);
  });
});

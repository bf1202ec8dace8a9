import { fund } from '#domain/fund/fund';
import type { StoredEvent } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { aidOfficeOf, AidWork } from '../support/aid-work.js';
import { City } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';

const TODAY = '2022-03-01';
const AIDS = 500;
const AT_ONCE = 40;

/** 100 yuan and up, each a little more than the one before, so that no two sums of them are alike by chance. */
const amountOf = (index: number): number => 10_000 + 7 * index;
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const everyAmount = Array.from({ length: AIDS }, (_, index) => amountOf(index));
/** Enough for about three of five. */
const MONEY = Math.floor(sum(everyAmount) * 0.6);

/** So many at a time: `all` of them at once would wait for sockets and not for the fund. */
const inTurns = async <T>(all: readonly (() => Promise<T>)[], atOnce = AT_ONCE): Promise<readonly T[]> => {
  const answers: T[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < all.length; index = next++) answers[index] = await all[index]!();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
};

const clock = new SetClock(`${TODAY}T02:00:00.000Z`);
let server: TestServer;
let work: AidWork;
let fundId: string;
let aidIds: readonly string[];

beforeAll(async () => {
  server = await TestServer.start({ clock });
  work = new AidWork(server, await aidOfficeOf(await City.found(server)), TODAY);
  fundId = await work.fund(MONEY);
  const legacy = new LegacyFiles(server);
  const files = await inTurns(everyAmount.map(() => () => legacy.take()));
  const ask = (index: number) => async (): Promise<string> => {
    const { householdId, row } = files[index]!;
    return work.reviewed({ householdId, payeePersonId: row.principal.personId, fundId }, { amountFen: amountOf(index) });
  };
  aidIds = await inTurns(everyAmount.map((_, index) => ask(index)));
}, 120_000);
afterAll(() => server.discard());

const reservedIn = (events: readonly StoredEvent[]) =>
  events.filter(({ type }) => type === 'AmountReserved').map(({ data }) => data as { useId: string; amountFen: number });

describe('500 grants of one fund that has enough for three of five', () => {
  let answers: readonly Answer[];
  let granted: readonly number[];

  beforeAll(async () => {
    answers = await inTurns(
      aidIds.map((aidId) => () => work.approve(aidId)),
      AIDS,
    );
    granted = everyAmount.filter((_, index) => answers[index]!.status === 200);
  }, 60_000);

  it('are each allowed, or refused because of the money', () => {
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ body }) => String(body.code)).filter((code) => code !== 'fund-overdrawn')).toEqual([]);
    expect(granted.length).toBeGreaterThan(AIDS / 2);
    expect(refused.length).toBeGreaterThan(AIDS / 4);
  });

  it('take out of the fund what was granted and not a fen more', async () => {
    const { availableFen, reservedFen, committedFen, paidFen, uses } = await work.fundNow(fundId);
    expect(reservedFen).toBe(sum(granted));
    expect(availableFen).toBe(MONEY - sum(granted));
    expect([committedFen, paidFen, uses.size]).toEqual([0, 0, granted.length]);
    expect(availableFen).toBeLessThan(Math.min(...everyAmount.filter((_, index) => answers[index]!.status !== 200)));
  });

  it('say to each that was refused how much was left and how much it asked for', async () => {
    for (const [index, { status, body }] of answers.entries()) {
      if (status === 200) continue;
      const { availableFen, amountFen } = body.details as Readonly<Record<string, number>>;
      expect(amountFen).toBe(amountOf(index));
      expect(availableFen).toBeLessThan(amountOf(index));
      const [refusal, ...others] = await work.refusals(aidIds[index]!);
      expect(refusal).toMatchObject({ command: 'ApproveAid', code: 'fund-overdrawn', details: { availableFen, amountFen } });
      expect(others).toEqual([]);
      expect((await work.aid(aidIds[index]!)).status).toBe('reviewed');
    }
  });

  it('are in the fund’s book one by one, adding up to its balances', async () => {
    const events = await work.events(`fund-${fundId}`);
    const reserved = reservedIn(events);
    expect(new Set(reserved.map(({ useId }) => useId)).size).toBe(granted.length);
    expect(sum(reserved.map(({ amountFen }) => amountFen))).toBe(sum(granted));
    const { balances } = events.at(-1)!.data as { balances: object };
    const { availableFen, reservedFen, committedFen } = await work.fundNow(fundId);
    expect(balances).toEqual({ availableFen, reservedFen, committedFen });
  });

  it('stay as they are once everything that follows has been brought about', async () => {
    const before = (await server.app.get(Streams).load(fund, fundId)).receipt;
    await eventually(async () => {
      const { rows } = (await work.office.auditor.get(`/aids?fundId=${fundId}&status=granted&limit=200&after=${before.position}`)).body;
      expect(rows).toHaveLength(200);
    });
    const counts = (await work.office.auditor.get(`/aids/counts?fundId=${fundId}&after=${before.position}`)).body;
    const counted = (status: string): number => counts.status.find((each: { value: string }) => each.value === status).count;
    expect([counts.total, counted('granted'), counted('reviewed')]).toEqual([AIDS, granted.length, AIDS - granted.length]);
    expect((await server.app.get(Streams).load(fund, fundId)).receipt).toEqual(before);
  });
});

import fc from 'fast-check';
import { addDays, addMonths } from '#domain/kernel/calendar';
import { Refusal } from '#domain/kernel/refusal';
import { askedFor, watchSteps, type WatchStep } from '#domain/testing/watch-walks';
import { watch } from '#domain/watch/watch';
import type { WatchCase } from '#domain/watch/watch.state';
import { units } from '../support/city.js';
import { countBy, counted, DashboardWork, standingOf } from '../support/dashboard-work.js';
import { DaysOfTheLog } from '../support/days-of-the-log.js';
import type { TakenOver } from '../support/legacy-files.js';

const FIRST = '2023-07-01';
let work: DashboardWork;

beforeAll(async () => {
  work = await DashboardWork.start(FIRST);
});
afterAll(() => work.server.discard());

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

describe('two years of anything', () => {
  const tree: Readonly<Record<string, readonly string[] | undefined>> = {
    '': undefined,
    [units.county]: [units.county, units.township, units.base, units.siblingBase],
    [units.otherBase]: [units.otherBase],
  };
  let log: DaysOfTheLog;
  let days: readonly string[];

  const walk = async (steps: readonly WatchStep[], files: readonly TakenOver[]): Promise<void> => {
    let today = FIRST;
    for (const [number, step] of steps.entries()) {
      today = addDays(today, step.days % 12);
      work.on(today);
      const file = files[step.household]!;
      const { state } = await work.streams.load(watch, file.householdId);
      const scene = { file: standingOf(file), today, units: [units.base, units.otherBase, units.county], number: 1_000 + number };
      const { command, by } = askedFor(step, state, scene);
      await work.watched(file.householdId, command, by).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    }
    work.on(addMonths(today, 1));
  };

  beforeAll(async () => {
    const files: TakenOver[] = [];
    for (const unitId of [units.base, units.siblingBase, units.otherBase, units.county, units.base, units.otherBase]) {
      work.on(FIRST);
      files.push(await work.legacy.take({ unitId, at: `${FIRST}T02:00:00.000Z` }));
    }
    const [steps] = fc
      .sample(watchSteps(files.length, 180), { numRuns: 30, seed: 20_230_701 })
      .sort((one, other) => other.length - one.length);
    await walk(steps!, files);
    await work.caughtUp();
    log = await DaysOfTheLog.read(work.server);
    const known = log.days.filter((day) => day >= FIRST);
    days = known.filter((_, index) => index % Math.ceil(known.length / 8) === 0);
  });

  const within = (unit: string) => (unitId: string) => tree[unit]?.includes(unitId) ?? true;
  const atRisk = (day: string, unit: string): readonly WatchCase[] => log.cases(day).filter(({ unitId }) => within(unit)(unitId));
  const isLate = ({ due }: WatchCase, day: string): boolean => (due[0]?.dueOn ?? day) < day;
  const asked = (day: string, unit: string) => `asOf=${day}${unit && `&unit=${unit}`}`;

  it('makes a history worth asking', () => {
    expect(days.length).toBeGreaterThan(5);
    for (const type of ['RiskCleared', 'WatchRejected', 'WatchMoved', 'FollowedUp', 'SignalReceived']) {
      expect(log.between(type, FIRST, '9999-12-31').length).toBeGreaterThan(0);
    }
  });

  it.each(Object.keys(tree))('is on every past day, of units %p, what the log says', async (unit) => {
    for (const day of days) {
      const [risk, cases] = [await work.read(`risk?${asked(day, unit)}`), atRisk(day, unit)];
      expect([risk.households, risk.cases, risk.overdue]).toEqual([
        cases.length,
        cases.length,
        cases.filter((each) => isLate(each, day)).length,
      ]);
      expect(counted(risk.kind)).toEqual(countBy(cases, ({ kind }) => kind));
      expect(counted(risk.severity)).toEqual(countBy(cases, ({ severity }) => severity));
      expect(counted(risk.cause)).toEqual(countBy(cases, ({ cause }) => cause));
      expect(counted(risk.status)).toEqual(countBy(cases, ({ status }) => status));
      expect(risk.files).toBe(log.files(day).filter(({ facts }) => within(unit)(facts.unitId)).length);
    }
  });

  it.each(Object.keys(tree))('adds up in every dimension, of units %p', async (unit) => {
    for (const day of days) {
      const { households, files, overdue, units: places, counties, ...by } = await work.read(`risk?${asked(day, unit)}`);
      const over = (rows: readonly Record<string, number>[], field: string) => sum(rows.map((row) => row[field]!));
      for (const dimension of ['kind', 'severity', 'cause', 'status']) expect(over(by[dimension], 'count')).toBe(households);
      expect([over(places, 'households'), over(places, 'files'), over(places, 'overdue')]).toEqual([households, files, overdue]);
      expect(sum(['red', 'yellow', 'green'].map((severity) => over(places, severity)))).toBe(households);
      expect([over(counties, 'households'), over(counties, 'files')]).toEqual([households, files]);
      const { cases, visits, units: visited } = await work.read(`verification?${asked(day, unit)}`);
      const parts = Object.values(visits as Record<string, number>);
      expect([sum(parts), sum(visited.flatMap((row: { visits: object }) => Object.values(row.visits)))]).toEqual([cases, cases]);
    }
  });

  it('opens each figure to its households, and to events that stand in the log', async () => {
    for (const day of days.slice(-4)) {
      const rows = await work.everyRow(`risk/households?asOf=${day}`);
      const key = ({ householdId, watchNumber }: Readonly<{ householdId: string; watchNumber: number }>) => `${householdId} ${watchNumber}`;
      expect(rows.map((row) => key(row as never)).sort()).toEqual(atRisk(day, '').map(key).sort());
      const events = rows.flatMap((row) => row.events as { stream: string; revision: number; type: string }[]);
      expect(events.filter(({ stream, revision, type }) => !log.has(stream, revision, type))).toEqual([]);
      for (const row of rows) expect((row.events as unknown[]).length).toBeGreaterThan(0);
      const { severity, units: places } = await work.read(`risk?asOf=${day}&unit=${units.county}`);
      for (const { value, count } of severity) {
        expect(await work.everyRow(`risk/households?asOf=${day}&unit=${units.county}&severity=${value}`)).toHaveLength(count);
      }
      for (const { unitId, directly, households } of places) {
        expect(await work.everyRow(`risk/households?asOf=${day}&unit=${unitId}${directly ? '&directly=true' : ''}`)).toHaveLength(
          households,
        );
      }
    }
  });

  it('follows the months: what was open, with what came, less what went, is what is open', async () => {
    for (const unit of Object.keys(tree)) {
      const asOf = days.at(-1)!;
      const course = await work.read(`risk/course?months=24&${asked(asOf, unit)}`);
      let open = course.openBefore;
      for (const month of course.months) {
        const { raised, movedIn, movedOut, cleared, relapsed, rejected, turnedIntoCase, ended } = month;
        open += raised + movedIn - movedOut - cleared - relapsed - rejected - turnedIntoCase - ended;
        const lastDay = addDays(addMonths(`${month.month}-01`, 1), -1);
        expect([month.month, open]).toEqual([month.month, month.open]);
        expect([month.month, month.open]).toEqual([month.month, atRisk(lastDay < asOf ? lastDay : asOf, unit).length]);
      }
    }
  });

  it('counts each raising and each ending of a month once', async () => {
    const asOf = days.at(-1)!;
    const { months } = await work.read(`risk/course?asOf=${asOf}&months=24`);
    const types = { raised: 'WatchRaised', cleared: 'RiskCleared', relapsed: 'RelapseConfirmed', rejected: 'WatchRejected' };
    for (const month of months) {
      const [first, end] = [`${month.month}-01`, addDays(addMonths(`${month.month}-01`, 1), -1)];
      for (const [figure, type] of Object.entries(types)) {
        expect([figure, month.month, month[figure]]).toEqual([
          figure,
          month.month,
          log.between(type, first, end < asOf ? end : asOf).length,
        ]);
      }
      expect(await work.everyRow(`risk/households?asOf=${asOf}&raisedIn=${month.month}`)).toHaveLength(month.raised);
      expect(await work.everyRow(`risk/households?asOf=${asOf}&endedIn=${month.month}&status=cleared`)).toHaveLength(month.cleared);
    }
  });

  it('counts each signal in the month it was recorded in', async () => {
    const asOf = days.at(-1)!;
    const { rows, received } = await work.read(`signals?asOf=${asOf}&months=36`);
    expect(received).toBe(log.between('SignalReceived', `${addMonths(asOf, -35).slice(0, 7)}-01`, asOf).length);
    for (const row of rows as { month: string; kind: string; received: number; flagged: number }[]) {
      const path = `signals/households?asOf=${asOf}&month=${row.month}&kind=${row.kind}`;
      expect(await work.everyRow(path)).toHaveLength(row.received);
      expect(await work.everyRow(`${path}&flagged=true`)).toHaveLength(row.flagged);
    }
  });
});

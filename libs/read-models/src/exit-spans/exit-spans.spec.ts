import fc from 'fast-check';
import { household } from '#domain/household/household';
import type { Household } from '#domain/household/household.state';
import { addDays } from '#domain/kernel/calendar';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { applied, event } from '../../../domain/src/testing/sample-household.js';
import type { HouseholdSeen } from '../household-folds.js';
import { spanOn } from '../spans.js';
import { exitSpans, type ExitSpansRow } from './exit-spans.js';

const FIRST = '2022-03-01';

const left = (leftOn: string) =>
  event('HouseholdLeftDifficulty', {
    ...{ personId: 'p1', leftOn, explainedOn: leftOn, causeRemoved: '已返岗', months: [] },
    ...{ exit: { multiplePercent: 100, comparison: '<=' }, exitStableMonths: 6, policyVersion: 'pingdingshan@1' },
  });
const reopened = (reopenedOn: string) =>
  event('HouseholdReopened', { personId: 'p1', unitId: 'U1', reopenedOn, closedRevision: 1, relapse: 1, circumstances: '再次失业' });
const transferred = (toUnitId: string) =>
  event('HouseholdTransferred', { fromUnitId: 'U1', toUnitId, transferredOn: FIRST, reasonKind: 'moved' });
const cancelled = event('HouseholdCancelled', { personId: 'p1', cancelledOn: FIRST, reasonKind: 'dead' });
const ended = event('HouseholdWithdrawn', { personId: 'p1', withdrawnOn: FIRST, reasonKind: 'other' });

type Told = ReturnType<typeof left> & Readonly<{ meta: Readonly<{ at: string }> }>;

const on = (day: string, told: ReturnType<typeof left>): Told => ({ ...told, meta: { at: `${day}T02:00:00.000Z` } });
const rowOf = (events: readonly Told[]): ExitSpansRow => foldView(exitSpans, seenIn<HouseholdSeen>('household-h1', events)).get('h1')!;

const steps = fc.array(fc.record({ days: fc.constantFrom(0, 0, 1, 40), pick: fc.nat(99) }), { maxLength: 12 });

/** A file that leaves, falls back, moves and perhaps ends, as a household may. */
const history = fc.tuple(steps, fc.boolean()).map(([walk, ends]) => {
  const events = [on(FIRST, applied())];
  let [day, isClosed] = [FIRST, false];
  for (const { days, pick } of walk) {
    day = addDays(day, days);
    const isMove = pick % 4 === 0 && !isClosed;
    events.push(on(day, isMove ? transferred(`U${pick % 3}`) : isClosed ? reopened(day) : left(day)));
    if (!isMove) isClosed = !isClosed;
  }
  return ends && !isClosed ? [...events, on(addDays(day, 2), cancelled)] : events;
});

const metaOf = ({ meta }: Told) => ({ ...meta, by: 'c', role: 'r', unit: 'U1', requestId: 'r-1', correlationId: 'r-1' });
const dayOf = ({ meta }: Told): string => meta.at.slice(0, 10);

/** The file by folding what was recorded by the end of a day. */
const fileOn = (events: readonly Told[], day: string): Household =>
  events
    .filter((told) => dayOf(told) <= day)
    .reduce<Household>((state, told) => household.evolve(state, told, metaOf(told)), household.initial);

describe('files and their exits by day', () => {
  it('are on every past day what a fold of all that was recorded by then says', () => {
    fc.assert(
      fc.property(history, (events) => {
        const row = rowOf(events);
        for (const day of new Set(events.flatMap((told) => [dayOf(told), addDays(dayOf(told), -1), addDays(dayOf(told), 1)]))) {
          const file = fileOn(events, day);
          const isClosedSo = file.status === 'closed' && file.closing.kind === 'left_difficulty';
          expect(spanOn(row.exits, day) !== undefined).toBe(isClosedSo);
          const isThere = file.status !== 'absent' && (file.status !== 'closed' || isClosedSo);
          expect(row.from <= day && day < row.until).toBe(isThere);
          if (file.status !== 'absent') expect(spanOn(row.kept, day)?.unitId).toBe(file.facts.unitId);
        }
      }),
    );
  });

  it('stay on past days what they were, whatever is recorded later', () => {
    fc.assert(
      fc.property(history, fc.nat(12), (events, cut) => {
        const day = dayOf(events[cut % events.length]!);
        const [now, then] = [rowOf(events), rowOf(events.filter((told) => dayOf(told) <= day))];
        expect(spanOn(now.kept, day)?.unitId).toBe(spanOn(then.kept, day)?.unitId);
        expect(spanOn(now.exits, day)?.revision).toBe(spanOn(then.exits, day)?.revision);
      }),
    );
  });

  it('name the unit, the days and the events of an exit', () => {
    const row = rowOf([on('2022-03-01', applied()), on('2022-10-10', left('2022-10-08')), on('2023-02-01', reopened('2023-01-31'))]);
    expect(row).toEqual({
      ...{ householdId: 'h1', keptIn: 'U1', from: '2022-03-01', until: '9999-12-31' },
      kept: [{ unitId: 'U1', from: '2022-03-01', until: '9999-12-31' }],
      ...{ exitFrom: '2022-10-10', exitUntil: '2023-02-01', fellBack: true },
      exits: [
        {
          ...{ unitId: 'U1', leftOn: '2022-10-08', revision: 1, from: '2022-10-10', until: '2023-02-01' },
          reopened: { reopenedOn: '2023-01-31', revision: 2 },
        },
      ],
    });
  });

  it('tell a file that ended from one that fell back', () => {
    const row = rowOf([on('2022-03-01', applied()), on('2022-10-10', left('2022-10-08')), on('2022-11-01', ended)]);
    expect(row).toMatchObject({ until: '2022-11-01', exitUntil: '2022-11-01', fellBack: false, exits: [{ reopened: null }] });
  });

  it('are looked at one by one where the file moved or left twice', () => {
    const moved = [on('2022-03-01', applied()), on('2022-03-02', transferred('U2'))];
    expect(rowOf(moved).keptIn).toBeNull();
    const twice = [on('2022-03-01', applied()), on('2022-04-01', left('2022-04-01')), on('2022-05-01', reopened('2022-05-01'))];
    expect(rowOf(twice).keptIn).toBe('U1');
    expect(rowOf([...twice, on('2022-09-01', left('2022-09-01'))])).toMatchObject({
      keptIn: null,
      exitFrom: '2022-04-01',
      fellBack: false,
    });
  });
});

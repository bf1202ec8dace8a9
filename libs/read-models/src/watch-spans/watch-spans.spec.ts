import fc from 'fast-check';
import { addDays } from '#domain/kernel/calendar';
import { businessDayOf } from '#domain/kernel/time';
import { about, happened, ofCase, planned, raised, relapsed, verified } from '#domain/testing/sample-watch';
import { recorded, watchSteps, type Recorded } from '#domain/testing/watch-walks';
import { openCase, type Watch } from '#domain/watch/watch.state';
import { watch } from '#domain/watch/watch';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { spanOn } from '../spans.js';
import type { WatchSeen } from '../watch-folds.js';
import { watchSpans, type WatchSpansRow } from './watch-spans.js';

const FIRST = '2022-03-01';
const at = (day: string) => ({ meta: { at: `${day}T02:00:00.000Z` } });
const rowsOf = (events: readonly Recorded[]) => [...foldView(watchSpans, events as unknown as readonly WatchSeen[]).values()];

/** What was under watch at the end of a day, as the view has it. */
const shownOn = (rows: readonly WatchSpansRow[], day: string) =>
  rows
    .filter(({ from, until }) => from <= day && until > day)
    .map(({ householdId, watchNumber, spans }) => {
      const { unitId, kind, severity, cause, status, urgent, nextDueOn } = spanOn(spans, day)!;
      return { householdId, watchNumber, unitId, kind, severity, cause, status, urgent, nextDueOn };
    });

/** The same by folding all that was recorded by then from the beginning. */
const foldedTo = (log: readonly Recorded[], day: string) => {
  const states = new Map<string, Watch>();
  for (const event of log) {
    if (businessDayOf(event.meta.at) > day) continue;
    states.set(event.stream, watch.evolve(states.get(event.stream) ?? watch.initial, event, event.meta));
  }
  return [...states.values()].flatMap((state) => {
    const open = openCase(state);
    if (!open) return [];
    const { householdId, watchNumber, unitId, kind, severity, cause, status, urgent, due } = open;
    return [{ householdId, watchNumber, unitId, kind, severity, cause, status, urgent, nextDueOn: due[0]?.dueOn ?? null }];
  });
};

const sorted = <T extends Readonly<{ householdId: string }>>(rows: readonly T[]) =>
  [...rows].sort((one, other) => (one.householdId < other.householdId ? -1 : 1));

describe('watch cases by day', () => {
  it('are on every past day what a fold of all that was recorded by then says', () => {
    fc.assert(
      fc.property(watchSteps(3, 60), (steps) => {
        const log = recorded(steps, FIRST);
        const rows = rowsOf(log);
        const last = log.at(-1);
        const days = last ? [...new Set(log.flatMap(({ meta }) => [businessDayOf(meta.at), addDays(businessDayOf(meta.at), -1)]))] : [];
        for (const day of days) expect(sorted(shownOn(rows, day))).toEqual(sorted(foldedTo(log, day)));
      }),
      { numRuns: 100 },
    );
  });

  it('stay on past days what they were, whatever is recorded later', () => {
    fc.assert(
      fc.property(watchSteps(2, 40), fc.nat(40), (steps, cut) => {
        const log = recorded(steps, FIRST);
        const day = log[cut % Math.max(log.length, 1)]?.meta.at.slice(0, 10) ?? FIRST;
        const known = log.filter(({ meta }) => meta.at.slice(0, 10) <= day);
        expect(shownOn(rowsOf(log), day)).toEqual(shownOn(rowsOf(known), day));
      }),
    );
  });

  it('reach every way in which a case goes on and ends', () => {
    const seen = new Set(
      fc.sample(watchSteps(3, 60), { numRuns: 200, seed: 7 }).flatMap((steps) => recorded(steps, FIRST).map(({ type }) => type)),
    );
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        ...['WatchRaised', 'WatchSharpened', 'WatchVerified', 'MeasuresPlanned', 'MeasureDelivered', 'FollowedUp', 'WatchMoved'],
        ...['RiskCleared', 'RelapseConfirmed', 'WatchRejected', 'WatchTurnedIntoCase', 'WatchEnded', 'KeptUnderWatch'],
        ...['WatchMarkedUrgent', 'MeasureDropped'],
      ]),
    );
  });

  it('name the event that began each state, and what a day ended in', () => {
    const told = [
      { ...raised(), ...at('2022-03-01') },
      { ...verified(), ...at('2022-03-10') },
      { ...planned({ plannedOn: '2022-03-10' }), ...at('2022-03-10') },
      { ...relapsed, ...at('2022-04-20') },
    ];
    const [row] = foldView(watchSpans, seenIn<WatchSeen>('watch-h1', told)).values();
    expect(row).toMatchObject({ caseId: 'h1:1', keptIn: 'U1', from: '2022-03-01', until: '2022-04-20', duties: [] });
    expect(
      row!.spans.map(({ from, until, status, visit, nextDueOn, revision }) => [from, until, status, visit, nextDueOn, revision]),
    ).toEqual([
      ['2022-03-01', '2022-03-10', 'raised', 'none', '2022-03-22', 0],
      ['2022-03-10', '2022-04-20', 'planned', 'within_term', '2022-04-15', 2],
      ['2022-04-20', '9999-12-31', 'relapsed', 'within_term', null, 3],
    ]);
  });

  it('keep a case that moved for both units, each its days', () => {
    const moved = happened('WatchMoved', { ...ofCase, unitId: 'U2', fromUnitId: 'U1', movedOn: '2022-03-05' });
    const [row] = foldView(
      watchSpans,
      seenIn<WatchSeen>('watch-h1', [
        { ...raised(), ...at('2022-03-01') },
        { ...moved, ...at('2022-03-05') },
      ]),
    ).values();
    expect(row!.keptIn).toBeNull();
    expect([spanOn(row!.spans, '2022-03-04')?.unitId, spanOn(row!.spans, '2022-03-05')?.unitId]).toEqual(['U1', 'U2']);
    expect(spanOn(row!.spans, '2022-02-28')).toBeUndefined();
  });

  it('go by the order of the stream where clocks disagree', () => {
    const told = [
      { ...raised(), ...at('2022-03-05') },
      { ...verified(), ...at('2022-03-04') },
    ];
    const [row] = foldView(watchSpans, seenIn<WatchSeen>('watch-h1', told)).values();
    expect(row!.spans).toMatchObject([{ from: '2022-03-05', status: 'verified', revision: 1 }]);
  });

  it('know nothing due of measures that can no longer be read', () => {
    const erased = { ...planned(), data: { ...planned().data, measures: '[erased]' } };
    const told = [
      { ...raised(), ...at('2022-03-01') },
      { ...verified(), ...at('2022-03-10') },
      { ...erased, ...at('2022-03-15') },
    ];
    const [row] = foldView(watchSpans, seenIn<WatchSeen>('watch-h1', told)).values();
    expect(row!.spans.at(-1)).toMatchObject({ status: 'planned', nextDueOn: '2022-06-15' });
  });

  it('are not touched by signals', () => {
    const withdrawn = happened('SignalWithdrawn', { ...about, signalId: 's1', withdrawnOn: '2022-03-02', explanation: '更正' });
    expect(foldView(watchSpans, seenIn<WatchSeen>('watch-h1', [withdrawn])).size).toBe(0);
  });
});

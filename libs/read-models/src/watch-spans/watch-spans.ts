import type { HardshipCause } from '#domain/household/household.terms';
import type { WatchEventData } from '#domain/watch/watch.events';
import type { WatchStatus } from '#domain/watch/watch.state';
import type { RiskKind, Severity } from '#domain/watch/watch.terms';
import { countsFrom, followedBy, LASTING, type Span } from '../spans.js';
import type { Collection, View } from '../view.js';
import type { WatchSeen } from '../watch-folds.js';
import { afterCase, dutiesOf, nextDay, type OpenDuty, type Visit } from './case-course.js';

/** What a watch case was in from a day on; the event that began it stands in the household's stream at `revision`. */
export type WatchSpan = Span &
  Readonly<{
    unitId: string;
    kind: RiskKind;
    severity: Severity;
    cause: HardshipCause;
    status: WatchStatus;
    urgent: boolean;
    visit: Visit;
    verifyDueOn: string;
    /** The nearest day of what was still to be done. */
    nextDueOn: string | null;
    revision: number;
  }>;

/** One watch case with all that it was, day by day: the last span is how it stands. */
export type WatchSpansRow = Readonly<{
  caseId: string;
  householdId: string;
  watchNumber: number;
  /** The unit that has kept it all the time; null where it moved, and its spans say when. */
  keptIn: string | null;
  /** First day under watch. */
  from: string;
  /** First day no more under watch. */
  until: string;
  spans: readonly WatchSpan[];
  duties: readonly OpenDuty[];
}>;

type CaseSeen = Exclude<WatchSeen, { type: 'SignalReceived' | 'SignalWithdrawn' | 'FlagRaised' | 'FlagSupported' }>;

export const caseIdOf = (householdId: string, watchNumber: number): string => `${householdId}:${watchNumber}`;

const isOfCase = (event: WatchSeen): event is CaseSeen =>
  !['SignalReceived', 'SignalWithdrawn', 'FlagRaised', 'FlagSupported'].includes(event.type);

const raised = (data: WatchEventData['WatchRaised'], { meta, revision }: CaseSeen): WatchSpansRow => {
  const { householdId, watchNumber, unitId, kind, severity, cause, urgent, verifyDueOn } = data;
  const from = countsFrom(meta, '');
  const duties = dutiesOf(data);
  const state = { unitId, kind, severity, cause, status: 'raised', urgent, visit: 'none', verifyDueOn } as const;
  const spans = followedBy<WatchSpan>([], { ...state, nextDueOn: nextDay(duties), revision }, from);
  return { caseId: caseIdOf(householdId, watchNumber), householdId, watchNumber, keptIn: unitId, from, until: LASTING, spans, duties };
};

const fold = (row: WatchSpansRow | null, event: WatchSeen): WatchSpansRow | null => {
  if (!isOfCase(event)) return row;
  if (event.type === 'WatchRaised') return raised(event.data, event);
  const last = row?.spans.at(-1);
  if (!row || !last) return null;
  const { state, duties = row.duties, ends = false } = afterCase(event, row.duties, last.status);
  const next = { ...last, ...state, nextDueOn: nextDay(duties) };
  const isNews = Object.entries(next).some(([name, value]) => last[name as keyof WatchSpan] !== value);
  if (!isNews) return { ...row, duties };
  const from = countsFrom(event.meta, last.from);
  const spans = followedBy(row.spans, { ...next, revision: event.revision }, from);
  return { ...row, keptIn: event.type === 'WatchMoved' ? null : row.keptIn, until: ends ? from : row.until, spans, duties };
};

const collection: Collection<WatchSpansRow> = {
  name: 'watch-spans',
  key: ({ caseId }) => caseId,
  fields: { caseId: 'string', householdId: 'string', keptIn: 'string', from: 'string', until: 'string' },
  // What a day overlaps: the latest to end first, so that a page goes on rightly where a case ends meanwhile.
  indexes: [['keptIn', 'until'], ['until']],
};

/** 监测对象 by day: what each watch case was in at the end of every day, so that any day can be counted and looked into. */
export const watchSpans: View<WatchSpansRow, WatchSeen> = {
  collection,
  version: 2,
  categories: ['watch'],
  keysOf: (event) => (isOfCase(event) ? [caseIdOf(event.data.householdId, event.data.watchNumber)] : []),
  fold,
};

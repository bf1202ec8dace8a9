import { hardshipCauses, type HardshipCause } from '#domain/household/household.terms';
import { watchStatuses, type WatchStatus } from '#domain/watch/watch.state';
import { riskKinds, severities, type RiskKind, type Severity } from '#domain/watch/watch.terms';
import type { WatchSpan } from '#read-models/watch-spans/watch-spans';
import { Day, Flag, Month, SomeOf, UnitCode } from '../platform/query-fields.js';
import { AsOfQuery } from './as-of.js';
import type { Places } from './places.js';
import type { CaseSeen } from './watch-days.js';

/** How the visit at home that a clue asks for stands on a day. `none`: the case ended without one. */
export const visitStates = ['within_term', 'late', 'due', 'overdue', 'none'] as const;
export type VisitState = (typeof visitStates)[number];

/** Which of the households under watch a figure is about. All that is given must hold. */
export class RiskFilter extends AsOfQuery {
  /** Only what is kept in `unit` itself, nothing below it. */
  @Flag() readonly directly?: boolean;
  /** Only units of this county union. */
  @UnitCode() readonly county?: string;
  @SomeOf(riskKinds) readonly kind?: readonly RiskKind[];
  @SomeOf(severities) readonly severity?: readonly Severity[];
  @SomeOf(hardshipCauses) readonly cause?: readonly HardshipCause[];
  @SomeOf(watchStatuses) readonly status?: readonly WatchStatus[];
  @Flag() readonly urgent?: boolean;
  /** Something was to be done before that day and was not. */
  @Flag() readonly overdue?: boolean;
}

/** As RiskFilter, where cases may be asked for that are under watch no more. */
export class CaseFilter extends RiskFilter {
  @SomeOf(visitStates) readonly visit?: readonly VisitState[];
  /** Cases raised in this month (`2022-03`), as they were raised. */
  @Month() readonly raisedIn?: string;
  /** Cases that ended in this month, as they ended. */
  @Month() readonly endedIn?: string;
  /** Cases under watch on this day or later, ended ones too. */
  @Day() readonly watchedFrom?: string;
}

export const isOverdue = ({ nextDueOn }: WatchSpan, day: string): boolean => nextDueOn !== null && nextDueOn < day;

/** @param day the end of which the span is looked at */
export const visitStateOf = ({ row, span }: CaseSeen, day: string): VisitState => {
  if (span.visit !== 'none') return span.visit;
  if (row.until <= day) return 'none';
  return span.verifyDueOn < day ? 'overdue' : 'due';
};

const isOne = <Value>(wanted: readonly Value[] | undefined, value: Value): boolean => wanted?.includes(value) ?? true;
const isSame = <Value>(wanted: Value | undefined, value: Value): boolean => wanted === undefined || wanted === value;

/** Whether a case, as it is looked at, is one of those asked for. */
export const asksFor =
  (filter: CaseFilter, day: string, places: Places) =>
  (seen: CaseSeen): boolean => {
    const { span } = seen;
    return (
      isOne(filter.kind, span.kind) &&
      isOne(filter.severity, span.severity) &&
      isOne(filter.cause, span.cause) &&
      isOne(filter.status, span.status) &&
      isSame(filter.urgent, span.urgent) &&
      isSame(filter.overdue, isOverdue(span, day)) &&
      isSame(filter.directly === true ? filter.unit : undefined, span.unitId) &&
      isOne(filter.visit, visitStateOf(seen, day)) &&
      (filter.county === undefined || places.countyOf(span.unitId) === filter.county)
    );
  };

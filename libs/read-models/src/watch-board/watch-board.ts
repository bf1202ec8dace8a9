import type { HardshipCause } from '#domain/household/household.terms';
import type { DutyRef, WatchEventData } from '#domain/watch/watch.events';
import { openWatchStatuses, type WatchStatus } from '#domain/watch/watch.state';
import { severities, type RiskKind, type Severity, type WatchDuty, type WatchSource } from '#domain/watch/watch.terms';
import type { Collection, View } from '../view.js';
import type { WatchSeen } from '../watch-folds.js';
import { afterCase, dutiesOf } from '../watch-spans/case-course.js';

type Escalation = DutyRef & Readonly<{ toUnitId: string }>;

/** One watch case as it stands: who is to do what until when. Names are looked up where it is shown. */
export type WatchRow = Readonly<{
  watchId: string;
  householdId: string;
  watchNumber: number;
  unitId: string;
  status: WatchStatus;
  open: boolean;
  kind: RiskKind;
  severity: Severity;
  /** 1 for the worst. */
  severityRank: number;
  cause: HardshipCause;
  source: WatchSource;
  urgent: boolean;
  raisedOn: string;
  /** Accounts that are to look into it, a blank between two. */
  assignees: string;
  verifiedOn: string | null;
  hasLabour: boolean | null;
  lastFollowUpOn: string | null;
  /** First day of the unbroken run of follow-ups that found the household stable, with no warning since. */
  stableSince: string | null;
  duties: readonly DutyRef[];
  nextDuty: WatchDuty | null;
  nextDueOn: string | null;
  /** As nextDueOn, with what has no day any more after every day. */
  sortDueOn: string;
  escalations: readonly Escalation[];
  /** Where what is overdue went last; null while nothing is escalated. */
  escalatedToUnitId: string | null;
  endedOn: string | null;
  lastChangedAt: string;
}>;

const NO_DAY = '9999-12-31';

type CaseType = Exclude<keyof WatchEventData, 'SignalReceived' | 'SignalWithdrawn' | 'FlagRaised' | 'FlagSupported' | 'WatchRaised'>;
type CaseSeen = Extract<WatchSeen, { type: CaseType | 'WatchRaised' }>;

/** What an event says besides state and duties. */
type Says = { readonly [Type in CaseType]: (row: WatchRow, data: WatchEventData[Type]) => Partial<WatchRow> };

const nothing = (): Partial<WatchRow> => ({});

const says: Says = {
  WatchSharpened: () => ({ stableSince: null }),
  WatchMarkedUrgent: nothing,
  WatchAssigned: (_, { assignees }) => ({ assignees: assignees.join(' ') }),
  WatchVerified: (_, { visitedOn: verifiedOn, hasLabour }) => ({ verifiedOn, hasLabour }),
  WatchRejected: (_, { rejectedOn: endedOn }) => ({ endedOn }),
  MeasuresPlanned: nothing,
  MeasureDelivered: nothing,
  MeasureDropped: nothing,
  FollowedUp: ({ stableSince }, { followedUpOn, stable, hasLabour }) => ({
    lastFollowUpOn: followedUpOn,
    ...(hasLabour !== undefined && { hasLabour }),
    stableSince: stable ? (stableSince ?? followedUpOn) : null,
  }),
  RiskCleared: (_, { clearedOn: endedOn }) => ({ endedOn }),
  RelapseConfirmed: (_, { confirmedOn: endedOn }) => ({ endedOn }),
  WatchTurnedIntoCase: (_, { turnedOn: endedOn }) => ({ endedOn }),
  WatchEnded: (_, { endedOn }) => ({ endedOn }),
  KeptUnderWatch: nothing,
  // Escalation begins anew above the new unit.
  WatchMoved: () => ({ escalations: [] }),
  ReminderRecorded: nothing,
  WatchEscalated: ({ escalations }, { duty, reference, dueOn, toUnitId }) => ({
    escalations: [...escalations, { duty, ...(reference !== undefined && { reference }), dueOn, toUnitId }],
  }),
};

const said = <Type extends CaseType>(
  row: WatchRow,
  { type, data }: Readonly<{ type: Type; data: WatchEventData[Type] }>,
): Partial<WatchRow> => says[type](row, data);

const sameDuty = (one: DutyRef, other: DutyRef): boolean =>
  one.duty === other.duty && one.reference === other.reference && one.dueOn === other.dueOn;

/** With what follows from its state and its duties: what was escalated is so until it is done or has another day. */
const reckoned = (row: WatchRow): WatchRow => {
  const duties = [...row.duties].sort((one, other) => (one.dueOn < other.dueOn ? -1 : Number(one.dueOn > other.dueOn)));
  const escalations = row.escalations.filter((escalation) => duties.some((duty) => sameDuty(duty, escalation)));
  return {
    ...row,
    open: openWatchStatuses.some((status) => status === row.status),
    severityRank: severities.indexOf(row.severity) + 1,
    duties,
    nextDuty: duties[0]?.duty ?? null,
    nextDueOn: duties[0]?.dueOn ?? null,
    sortDueOn: duties[0]?.dueOn ?? NO_DAY,
    escalations,
    escalatedToUnitId: escalations.at(-1)?.toUnitId ?? null,
  };
};

export const watchIdOf = ({ householdId, watchNumber }: Readonly<{ householdId: string; watchNumber: number }>): string =>
  `${householdId}~${watchNumber}`;

const raised = (data: WatchEventData['WatchRaised'], at: string): WatchRow => {
  const { householdId, watchNumber, unitId, kind, severity, cause, source, urgent, raisedOn } = data;
  return reckoned({
    ...{ watchId: watchIdOf(data), householdId, watchNumber, unitId, kind, severity, cause, source, urgent, raisedOn },
    ...{ status: 'raised', open: true, severityRank: 0, assignees: '', verifiedOn: null, hasLabour: null },
    ...{ lastFollowUpOn: null, stableSince: null, duties: dutiesOf(data), nextDuty: null, nextDueOn: null, sortDueOn: NO_DAY },
    ...{ escalations: [], escalatedToUnitId: null, endedOn: null, lastChangedAt: at },
  });
};

type FlagSeen = Extract<WatchSeen, { type: 'FlagRaised' | 'FlagSupported' }>;

const isFlag = (event: WatchSeen): event is FlagSeen => event.type === 'FlagRaised' || event.type === 'FlagSupported';
const isOfCase = (event: WatchSeen): event is CaseSeen => 'watchNumber' in event.data && !isFlag(event);

/** A warning breaks the run of stable looks of the case it joins. */
const warned = (row: WatchRow, { meta }: FlagSeen): WatchRow =>
  row.stableSince === null ? row : { ...row, stableSince: null, lastChangedAt: meta.at };

const keysOf = ({ data }: WatchSeen): readonly string[] =>
  'watchNumber' in data && data.watchNumber !== undefined
    ? [watchIdOf({ householdId: data.householdId, watchNumber: data.watchNumber })]
    : [];

const fold = (row: WatchRow | null, event: WatchSeen): WatchRow | null => {
  if (isFlag(event)) return row && warned(row, event);
  if (!isOfCase(event)) return row;
  if (event.type === 'WatchRaised') return raised(event.data, event.meta.at);
  if (!row) return null;
  const { state: { visit: _visit, ...state } = {}, duties = row.duties } = afterCase(event, row.duties, row.status);
  return reckoned({ ...row, ...state, duties, ...said(row, event), lastChangedAt: event.meta.at });
};

/** Every order the board offers. */
export const watchSorts = ['sortDueOn', 'raisedOn', 'severityRank', 'lastChangedAt'] as const;

const collection: Collection<WatchRow> = {
  name: 'watch-board',
  key: ({ watchId }) => watchId,
  fields: {
    watchId: 'string',
    householdId: 'string',
    watchNumber: 'number',
    unitId: 'string',
    status: 'string',
    open: 'boolean',
    kind: 'string',
    severity: 'string',
    severityRank: 'number',
    cause: 'string',
    source: 'string',
    urgent: 'boolean',
    raisedOn: 'string',
    assignees: 'string',
    nextDuty: 'string',
    nextDueOn: 'string',
    sortDueOn: 'string',
    escalatedToUnitId: 'string',
    endedOn: 'string',
    lastChangedAt: 'string',
  },
  indexes: [
    ...watchSorts.map((sort) => [sort]),
    ...watchSorts.map((sort) => ['unitId', sort]),
    ...watchSorts.map((sort) => ['open', sort]),
    ['unitId', 'open', 'sortDueOn'],
    ['householdId', 'raisedOn'],
    // One for each field that the board is counted by.
    ['status', 'lastChangedAt'],
    ['open', 'severity'],
    ['open', 'kind'],
    ['open', 'cause'],
    ['open', 'nextDuty'],
  ],
  // Whose cases they are: an account's id stands in it as a word.
  text: ['assignees'],
};

/** 监测台账: a row for each watch case, with its next duty and the day of it. */
export const watchBoard: View<WatchRow, WatchSeen> = {
  collection,
  version: 2,
  categories: ['watch'],
  keysOf,
  fold,
};

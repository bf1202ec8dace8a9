import { businessDayOf } from '#domain/kernel/time';
import type { SignalKind } from '#domain/watch/watch.terms';
import type { Collection, View } from '../view.js';
import type { WatchSeen } from '../watch-folds.js';

/** A flag that looked at the signal, by the event that says so. */
export type FlagOfSignal = Readonly<{ flagNumber: number; revision: number; flaggedOn: string }>;

/** One signal: what sort it was, from whom and when. Its amounts and marks stay in the stream. */
export type SignalRow = Readonly<{
  signalKey: string;
  householdId: string;
  signalId: string;
  unitId: string;
  kind: SignalKind;
  department: string;
  happenedOn: string;
  receivedOn: string;
  /** The business day of its recording. */
  recordedOn: string;
  /** Month of recording, kind and department: what it is counted by. */
  slot: string;
  feedId: string | null;
  leadId: string | null;
  revision: number;
  withdrawnOn: string | null;
  /** The first day on which a flag looked at it. */
  flaggedOn: string | null;
  flags: readonly FlagOfSignal[];
}>;

type Received = Extract<WatchSeen, { type: 'SignalReceived' }>;
type Flagged = Extract<WatchSeen, { type: 'FlagRaised' | 'FlagSupported' }>;

const keyOf = (householdId: string, signalId: string): string => `${householdId}:${signalId}`;

export type Slot = Readonly<{ month: string; kind: SignalKind; department: string }>;

const slotOf = ({ month, kind, department }: Slot): string => `${month} ${kind} ${department}`;

/** A department's name may hold blanks; month and kind do not. */
export const readSlot = (slot: string): Slot => {
  const [month = '', kind = '', ...department] = slot.split(' ');
  return { month, kind: kind as SignalKind, department: department.join(' ') };
};

const received = ({ data, meta, revision }: Received): SignalRow => {
  const { signalId, kind, department, happenedOn, receivedOn, feedId, leadId } = data.signal;
  const recordedOn = businessDayOf(meta.at);
  return {
    signalKey: keyOf(data.householdId, signalId),
    householdId: data.householdId,
    signalId,
    unitId: data.unitId,
    kind,
    department,
    happenedOn,
    receivedOn,
    recordedOn,
    slot: slotOf({ month: recordedOn.slice(0, 7), kind, department }),
    feedId: feedId ?? null,
    leadId: leadId ?? null,
    revision,
    withdrawnOn: null,
    flaggedOn: null,
    flags: [],
  };
};

const flagged = (row: SignalRow, { data, meta, revision }: Flagged): SignalRow => {
  // The flag is told once for each signal, however often more of the same supports it.
  if (row.flags.some(({ flagNumber }) => flagNumber === data.flagNumber)) return row;
  const day = businessDayOf(meta.at);
  const flaggedOn = day > row.recordedOn ? day : row.recordedOn;
  const flags = [...row.flags, { flagNumber: data.flagNumber, revision, flaggedOn }];
  return { ...row, flaggedOn: row.flaggedOn ?? flaggedOn, flags };
};

const signalIdsOf = (event: WatchSeen): readonly string[] => {
  if (event.type === 'SignalReceived') return [event.data.signal.signalId];
  if (event.type === 'SignalWithdrawn') return [event.data.signalId];
  return event.type === 'FlagRaised' || event.type === 'FlagSupported' ? event.data.signalIds : [];
};

const fold = (row: SignalRow | null, event: WatchSeen): SignalRow | null => {
  if (event.type === 'SignalReceived') return received(event);
  if (!row) return null;
  if (event.type === 'SignalWithdrawn') return { ...row, withdrawnOn: businessDayOf(event.meta.at) };
  return event.type === 'FlagRaised' || event.type === 'FlagSupported' ? flagged(row, event) : row;
};

const collection: Collection<SignalRow> = {
  name: 'signal-list',
  key: ({ signalKey }) => signalKey,
  fields: {
    signalKey: 'string',
    householdId: 'string',
    unitId: 'string',
    kind: 'string',
    department: 'string',
    recordedOn: 'string',
    slot: 'string',
    flaggedOn: 'string',
  },
  indexes: [['unitId', 'recordedOn'], ['recordedOn']],
};

/** 预警信号: what departments and households told, and whether a flag came of it. */
export const signalList: View<SignalRow, WatchSeen> = {
  collection,
  version: 1,
  categories: ['watch'],
  keysOf: (event) => signalIdsOf(event).map((signalId) => keyOf(event.data.householdId, signalId)),
  fold,
};

import type { Closing, OpenHousehold } from '#domain/household/household.state';
import type { Origin } from '#domain/household/household.facts';
import type { ArchiveLevel, HardshipCause } from '#domain/household/household.terms';
import type { Classification } from '#domain/policy/classification';
import type { DifficultyCategory, NotEligibleReason } from '#domain/policy/rules';
import type { Severity } from '#domain/watch/watch.terms';
import { isOfAid, type AidSeen } from '../aid-folds.js';
import { foldWith, householdIdOf, unchanged, type HouseholdFolds, type HouseholdSeen } from '../household-folds.js';
import type { Collection, View } from '../view.js';
import { isOfWatch, type WatchSeen } from '../watch-folds.js';

/** A closed file shows how it ended. */
export type BoardStatus = OpenHousehold['status'] | Closing['kind'];

export const boardStatuses = [
  'applied',
  'returned',
  'registered',
  'left_difficulty',
  'rejected',
  'cancelled',
  'withdrawn',
  'merged',
] as const satisfies readonly BoardStatus[];

/** One household as it stands on the board. */
export type BoardRow = Readonly<{
  householdId: string;
  unitId: string;
  status: BoardStatus;
  fileNumber: string | null;
  name: string;
  idHash: string;
  archiveLevel: ArchiveLevel;
  category: DifficultyCategory | null;
  notEligibleReason: NotEligibleReason | null;
  claimedCategory: DifficultyCategory | null;
  policyVersion: string | null;
  netFen: number | null;
  mainCause: HardshipCause | null;
  persons: number;
  temporary: boolean;
  origin: Origin;
  appliedOn: string;
  lastVerifiedOn: string | null;
  reverifyDueOn: string | null;
  closedOn: string | null;
  relapses: number;
  /** How many aids reached the household; 0 makes the list 未帮扶过的档案. */
  aidedCount: number;
  /** Of the watch case that is open; null where none is. */
  watchSeverity: Severity | null;
  lastChangedAt: string;
}>;

type Applied = Extract<HouseholdSeen, { type: 'HouseholdApplied' }>;

const opened = ({ data, stream, meta }: Applied): BoardRow => ({
  householdId: householdIdOf(stream),
  unitId: data.unitId,
  status: 'applied',
  fileNumber: data.fileNumber ?? null,
  name: data.principal.name,
  idHash: data.principal.idHash,
  archiveLevel: data.archiveLevel,
  category: null,
  notEligibleReason: null,
  claimedCategory: data.claimedCategory ?? null,
  policyVersion: null,
  netFen: null,
  mainCause: null,
  persons: 1,
  temporary: data.temporary,
  origin: data.origin,
  appliedOn: data.appliedOn,
  lastVerifiedOn: null,
  reverifyDueOn: null,
  closedOn: null,
  relapses: 0,
  aidedCount: 0,
  watchSeverity: null,
  lastChangedAt: meta.at,
});

const classified = (row: BoardRow, { category, reason, netFen, policyVersion }: Classification): BoardRow => ({
  ...row,
  category,
  notEligibleReason: reason ?? null,
  netFen,
  policyVersion,
});

const closed = (row: BoardRow, status: BoardStatus, closedOn: string): BoardRow => ({ ...row, status, closedOn });

const folds: HouseholdFolds<BoardRow> = {
  HouseholdImported: (row, { claimedCategory }) => ({ ...row, claimedCategory: claimedCategory ?? row.claimedCategory }),
  DataChecksAuthorised: unchanged,
  HomeSurveyRecorded: unchanged,
  PublicNoticePosted: unchanged,
  ObjectionRaised: unchanged,
  ObjectionResolved: unchanged,
  PublicNoticeClosed: unchanged,
  ReviewPassed: unchanged,
  ReturnedForCorrection: (row) => ({ ...row, status: 'returned' }),
  ApplicationResubmitted: (row) => ({ ...row, status: 'applied' }),
  DataMatchRecorded: unchanged,
  DataMatchExplained: unchanged,
  HouseholdApproved: unchanged,
  ApplicationRejected: (row, { rejectedOn }) => closed(row, 'rejected', rejectedOn),
  HouseholdRegistered: (row, { registeredOn, fileNumber, reverifyDueOn }) => ({
    ...row,
    status: 'registered',
    fileNumber,
    lastVerifiedOn: registeredOn,
    reverifyDueOn: reverifyDueOn ?? null,
  }),
  HouseholdEntered: unchanged,
  HouseholdClassified: (row, { classification }) => classified(row, classification),
  HouseholdReclassified: (row, { classification }) => classified(row, classification),
  MemberAdded: (row) => ({ ...row, persons: row.persons + 1 }),
  MemberChanged: unchanged,
  MemberRemoved: (row) => ({ ...row, persons: row.persons - 1 }),
  IncomeDeclared: unchanged,
  ExpensesDeclared: unchanged,
  AssetsRecorded: unchanged,
  AccidentRecorded: unchanged,
  AccidentWithdrawn: unchanged,
  CausesSet: (row, { main }) => ({ ...row, mainCause: main }),
  BankCardBound: unchanged,
  MonthlyIncomeRecorded: unchanged,
  PrincipalContactChanged: unchanged,
  PrincipalDetailsChanged: unchanged,
  ArchiveLevelSet: (row, { archiveLevel }) => ({ ...row, archiveLevel }),
  HouseholdReVerified: (row, { verifiedOn, nextDueOn }) => ({ ...row, lastVerifiedOn: verifiedOn, reverifyDueOn: nextDueOn }),
  HouseholdMadeFormal: (row, { madeFormalOn, reverifyDueOn }) => ({
    ...row,
    temporary: false,
    lastVerifiedOn: madeFormalOn,
    reverifyDueOn,
  }),
  HouseholdTransferred: (row, { toUnitId }) => ({ ...row, unitId: toUnitId }),
  HouseholdAbsorbed: unchanged,
  HouseholdMergedInto: (row, { mergedOn }) => closed(row, 'merged', mergedOn),
  HouseholdLeftDifficulty: (row, { leftOn }) => closed(row, 'left_difficulty', leftOn),
  HouseholdCancelled: (row, { cancelledOn }) => closed(row, 'cancelled', cancelledOn),
  HouseholdWithdrawn: (row, { withdrawnOn }) => closed(row, 'withdrawn', withdrawnOn),
  HouseholdReopened: (row, { relapse }) => ({ ...row, status: 'applied', closedOn: null, relapses: relapse }),
  // Identity and day of application have one record each, so that their latest correction is always the one that counts.
  FactCorrected: (row, { correction }) => {
    if (correction.kind === 'identity') return { ...row, name: correction.identity.name, idHash: correction.identity.idHash };
    return correction.kind === 'date' && correction.date === 'appliedOn' ? { ...row, appliedOn: correction.on } : row;
  },
};

/** How an event of an aid changes the number of aids that reached the household: what came back whole never did. */
const aidedBy = ({ type, data }: AidSeen): number => {
  if (type === 'AidPaid' || type === 'AidHandedOver') return 1;
  return type === 'ClawBackReceived' && data.keptFen === 0 ? -1 : 0;
};

/** How an event of its watch leaves the household: with a case of that severity, or (null) with none; undefined where it changes neither. */
const watchedAs = ({ type, data }: WatchSeen): Severity | null | undefined => {
  switch (type) {
    case 'WatchRaised':
    case 'WatchSharpened':
    case 'WatchVerified':
    case 'FollowedUp':
      return data.severity;
    case 'WatchRejected':
    case 'RiskCleared':
    case 'RelapseConfirmed':
    case 'WatchTurnedIntoCase':
    case 'WatchEnded':
      return null;
    case 'SignalReceived':
    case 'SignalWithdrawn':
    case 'FlagRaised':
    case 'FlagSupported':
    case 'WatchMarkedUrgent':
    case 'WatchAssigned':
    case 'MeasuresPlanned':
    case 'MeasureDelivered':
    case 'MeasureDropped':
    case 'KeptUnderWatch':
    case 'WatchMoved':
    case 'ReminderRecorded':
    case 'WatchEscalated':
      return undefined;
  }
};

type BoardSeen = HouseholdSeen | AidSeen | WatchSeen;

const keysOf = (event: BoardSeen): readonly string[] => {
  if (isOfWatch(event)) return watchedAs(event) === undefined ? [] : [event.data.householdId];
  if (!isOfAid(event)) return [householdIdOf(event.stream)];
  return aidedBy(event) === 0 ? [] : [event.data.householdId];
};

const fold = (row: BoardRow | null, event: BoardSeen): BoardRow | null => {
  if (isOfWatch(event)) return row && { ...row, watchSeverity: watchedAs(event) ?? null };
  if (isOfAid(event)) return row && { ...row, aidedCount: row.aidedCount + aidedBy(event) };
  if (event.type === 'HouseholdApplied') return opened(event);
  return row && { ...foldWith(folds, row, event), lastChangedAt: event.meta.at };
};

/** Every order the board offers, for all units in reach and within one unit. */
export const boardSorts = ['lastChangedAt', 'lastVerifiedOn', 'reverifyDueOn', 'appliedOn', 'fileNumber', 'name', 'netFen'] as const;

const collection: Collection<BoardRow> = {
  name: 'case-board',
  key: ({ householdId }) => householdId,
  fields: {
    householdId: 'string',
    unitId: 'string',
    status: 'string',
    fileNumber: 'string',
    name: 'string',
    idHash: 'string',
    archiveLevel: 'string',
    category: 'string',
    notEligibleReason: 'string',
    claimedCategory: 'string',
    policyVersion: 'string',
    netFen: 'number',
    mainCause: 'string',
    persons: 'number',
    temporary: 'boolean',
    origin: 'string',
    appliedOn: 'string',
    lastVerifiedOn: 'string',
    reverifyDueOn: 'string',
    closedOn: 'string',
    relapses: 'number',
    aidedCount: 'number',
    watchSeverity: 'string',
    lastChangedAt: 'string',
  },
  indexes: [
    ...boardSorts.map((sort) => [sort]),
    ...boardSorts.map((sort) => ['unitId', sort]),
    ['unitId', 'status', 'lastChangedAt'],
    // One for each field that the board is counted by: counting then reads the index and no rows.
    ['status', 'lastChangedAt'],
    ['category', 'lastChangedAt'],
    ['mainCause', 'lastChangedAt'],
    ['archiveLevel', 'lastChangedAt'],
    ['watchSeverity', 'lastChangedAt'],
    ['idHash'],
  ],
  text: ['name'],
};

/** 困难职工档案: a row for each household, and the lists the incumbent system has (unchanged, never aided, by ID number, by name). */
export const caseBoard: View<BoardRow, BoardSeen> = {
  collection,
  version: 4,
  categories: ['household', 'aid', 'watch'],
  keysOf,
  fold,
};

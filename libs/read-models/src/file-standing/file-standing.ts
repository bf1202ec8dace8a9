import type { HouseholdEventData } from '#domain/household/household.events';
import type { Origin } from '#domain/household/household.facts';
import type { DataSource } from '#domain/household/household.terms';
import type { Classification } from '#domain/policy/classification';
import type { FileStanding } from '#domain/watch/watch.commands';
import { isOfAid, type AidSeen } from '../aid-folds.js';
import { foldWith, householdIdOf, unchanged, type HouseholdFolds, type HouseholdSeen, type Place } from '../household-folds.js';
import type { Collection, View } from '../view.js';
import { incomeOf } from './income.js';

/** Somebody in the file: `recordRevision` is the record of him that counts now. Without an ID number he has no hash. */
export type PersonInFile = Readonly<{ personId: string; idHash: string | null; recordRevision: number }>;

type PaidAid = NonNullable<FileStanding['lastAid']>;

/** What a judgement looks at in a household's file, and what has to be known before anything is heard of it. */
export type StandingRow = FileStanding &
  Readonly<{
    open: boolean;
    origin: Origin;
    /** Departments that may be asked under the file's own 授权书; null where it has none that counts. */
    authorised: readonly DataSource[] | null;
    relapses: number;
    /** Who is in the file now, or was when it closed; the principal first. */
    persons: readonly PersonInFile[];
    /** Aid that reached the household and was not all paid back, in the order it was paid. */
    paidAids: readonly PaidAid[];
    leftOn: string | null;
    reverifyDueOn: string | null;
    lastAidPaidOn: string | null;
  }>;

/**
 * Whether a department's data about the household may be taken in (授权书 that names it). Files taken over from the system before
 * were authorised under its rules, where the policy says so; a relapse asks for a new 授权书 of theirs too.
 */
export const mayHearFrom = (
  { authorised, origin, relapses }: StandingRow,
  source: DataSource,
  { importedFilesCountAsAuthorised }: Readonly<{ importedFilesCountAsAuthorised: boolean }>,
): boolean => authorised?.includes(source) ?? (importedFilesCountAsAuthorised && origin === 'import' && relapses === 0);

const streamOf = ({ householdId }: StandingRow): string => `household-${householdId}`;

const opened = (
  stream: string,
  { unitId, origin, principal: { personId, idHash } }: HouseholdEventData['HouseholdApplied'],
): StandingRow => ({
  householdId: householdIdOf(stream),
  unitId,
  principalPersonId: personId,
  status: 'applied',
  open: true,
  origin,
  authorised: null,
  relapses: 0,
  persons: [{ personId, idHash, recordRevision: 0 }],
  paidAids: [],
  leftOn: null,
  reverifyDueOn: null,
  lastAidPaidOn: null,
});

/** Only a file in the register has a yearly check that can be late. */
const withoutCheck = ({ reverify: _, ...row }: StandingRow): StandingRow => ({ ...row, reverifyDueOn: null });

const withCheck = (row: StandingRow, dueOn: string | undefined, { revision }: Place): StandingRow =>
  dueOn === undefined
    ? withoutCheck(row)
    : { ...row, reverify: { dueOn, evidence: { stream: streamOf(row), revision } }, reverifyDueOn: dueOn };

const closed = (row: StandingRow, status: 'left_difficulty' | 'turned_away' | 'ended', leftOn: string | null = null): StandingRow => ({
  ...withoutCheck(row),
  status,
  open: false,
  leftOn,
});

const classified = (
  row: StandingRow,
  { classification }: Readonly<{ classification: Classification }>,
  { revision }: Place,
): StandingRow => {
  const { reason: _reason, income: _income, ...rest } = row;
  const { category, reason } = classification;
  const income = incomeOf(classification, { stream: streamOf(row), revision });
  return { ...rest, category, ...(reason && { reason }), ...(income && { income }) };
};

type Named = Readonly<{ personId: string; idHash?: string }>;

const personAt = ({ personId, idHash }: Named, { revision }: Place): PersonInFile => ({
  personId,
  idHash: idHash ?? null,
  recordRevision: revision,
});

const withPerson = (row: StandingRow, person: Named, place: Place): StandingRow => ({
  ...row,
  persons: row.persons.map((known) => (known.personId === person.personId ? personAt(person, place) : known)),
});

/** The correction of a record that a later one replaced sets the history right, not what is known now. */
const corrected = (row: StandingRow, { correctsRevision, correction }: HouseholdEventData['FactCorrected'], place: Place): StandingRow => {
  if (correction.kind === 'identity') return withPerson(row, correction.identity, place);
  if (correction.kind !== 'member') return row;
  const known = row.persons.find(({ personId }) => personId === correction.member.personId);
  return known?.recordRevision === correctsRevision ? withPerson(row, correction.member, place) : row;
};

const folds: HouseholdFolds<StandingRow> = {
  HouseholdImported: unchanged,
  DataChecksAuthorised: (row, { scope }) => ({ ...row, authorised: scope }),
  HomeSurveyRecorded: unchanged,
  PublicNoticePosted: unchanged,
  ObjectionRaised: unchanged,
  ObjectionResolved: unchanged,
  PublicNoticeClosed: unchanged,
  ReviewPassed: unchanged,
  ReturnedForCorrection: (row, { redo }) => ({
    ...row,
    status: 'returned',
    authorised: redo.includes('authorisation') ? null : row.authorised,
  }),
  ApplicationResubmitted: (row) => ({ ...row, status: 'applied' }),
  DataMatchRecorded: unchanged,
  DataMatchExplained: unchanged,
  HouseholdApproved: unchanged,
  ApplicationRejected: (row) => closed(row, 'turned_away'),
  HouseholdRegistered: (row, { reverifyDueOn }, place) => withCheck({ ...row, status: 'registered' }, reverifyDueOn, place),
  HouseholdEntered: unchanged,
  HouseholdClassified: classified,
  HouseholdReclassified: classified,
  MemberAdded: (row, { member }, place) => ({ ...row, persons: [...row.persons, personAt(member, place)] }),
  MemberChanged: (row, { member }, place) => withPerson(row, member, place),
  MemberRemoved: (row, { personId }) => ({ ...row, persons: row.persons.filter((person) => person.personId !== personId) }),
  IncomeDeclared: unchanged,
  ExpensesDeclared: unchanged,
  AssetsRecorded: unchanged,
  AccidentRecorded: unchanged,
  AccidentWithdrawn: unchanged,
  CausesSet: (row, { main: mainCause }) => ({ ...row, mainCause }),
  BankCardBound: unchanged,
  MonthlyIncomeRecorded: unchanged,
  PrincipalContactChanged: unchanged,
  PrincipalDetailsChanged: unchanged,
  ArchiveLevelSet: unchanged,
  HouseholdReVerified: (row, { nextDueOn }, place) => withCheck(row, nextDueOn, place),
  HouseholdMadeFormal: (row, { reverifyDueOn }, place) => withCheck(row, reverifyDueOn, place),
  HouseholdTransferred: (row, { toUnitId: unitId }) => ({ ...row, unitId }),
  HouseholdAbsorbed: unchanged,
  HouseholdMergedInto: (row) => closed(row, 'ended'),
  HouseholdLeftDifficulty: (row, { leftOn }) => closed(row, 'left_difficulty', leftOn),
  HouseholdCancelled: (row) => closed(row, 'ended'),
  HouseholdWithdrawn: (row) => closed(row, 'turned_away'),
  // 返困: every step is taken anew, the 授权书 among them.
  HouseholdReopened: (row, { relapse: relapses }) => ({ ...row, status: 'applied', open: true, leftOn: null, authorised: null, relapses }),
  FactCorrected: corrected,
};

/** Aid paid on a later day comes last, whenever it was recorded. */
const withAids = ({ lastAid: _, ...row }: StandingRow, aids: readonly PaidAid[]): StandingRow => {
  const paidAids = [...aids].sort((one, other) => (one.paidOn < other.paidOn ? -1 : Number(one.paidOn > other.paidOn)));
  const lastAid = paidAids.at(-1);
  return { ...row, paidAids, ...(lastAid && { lastAid }), lastAidPaidOn: lastAid?.paidOn ?? null };
};

/** The day an aid reached the household; null for an event by which it turned out not to have reached it, undefined for any other. */
const reachedOn = ({ type, data }: AidSeen): string | null | undefined => {
  if (type === 'AidPaid') return data.paidOn;
  if (type === 'AidHandedOver') return data.handedOverOn;
  return type === 'AidBounced' || (type === 'ClawBackReceived' && data.keptFen === 0) ? null : undefined;
};

const foldAid = (row: StandingRow, event: AidSeen): StandingRow => {
  const { stream, revision } = event;
  const others = row.paidAids.filter(({ evidence }) => evidence.stream !== stream);
  const paidOn = reachedOn(event);
  return withAids(row, paidOn ? [...others, { paidOn, evidence: { stream, revision } }] : others);
};

type StandingSeen = HouseholdSeen | AidSeen;

const keysOf = (event: StandingSeen): readonly string[] => {
  if (!isOfAid(event)) return [householdIdOf(event.stream)];
  return reachedOn(event) === undefined ? [] : [event.data.householdId];
};

const fold = (row: StandingRow | null, event: StandingSeen): StandingRow | null => {
  if (isOfAid(event)) return row && foldAid(row, event);
  if (event.type === 'HouseholdApplied') return opened(event.stream, event.data);
  return row && foldWith(folds, row, event);
};

const collection: Collection<StandingRow> = {
  name: 'file-standing',
  key: ({ householdId }) => householdId,
  fields: {
    householdId: 'string',
    unitId: 'string',
    status: 'string',
    open: 'boolean',
    leftOn: 'string',
    reverifyDueOn: 'string',
    lastAidPaidOn: 'string',
  },
  indexes: [['reverifyDueOn'], ['lastAidPaidOn'], ['status', 'reverifyDueOn'], ['status', 'lastAidPaidOn']],
};

/** 监测所据: how each household's file stands, as far as feeds and the judgement of risk look at it. */
export const fileStanding: View<StandingRow, StandingSeen> = {
  collection,
  version: 2,
  categories: ['household', 'aid'],
  keysOf,
  fold,
};

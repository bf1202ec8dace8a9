import { evolve } from '#domain/household/fold';
import type { Correction, HouseholdEventData } from '#domain/household/household.events';
import type { KnownHousehold } from '#domain/household/household.state';
import { foldWith, householdIdOf, unchanged, type HouseholdFolds, type HouseholdSeen, type Place } from '../household-folds.js';
import type { View } from '../view.js';

/** Who recorded something, when, and (where given) why. */
export type Recording = Readonly<{
  revision: number;
  at: string;
  effectiveOn?: string;
  by: string;
  role: string;
  unit: string;
  reason?: string;
}>;

type Data = HouseholdEventData;

/** A decision with all it was based on: what an auditor reads, and what can be executed again. */
export type DecisionReceipt = Recording &
  {
    [Type in DecisionType]: Readonly<{ type: Type; data: Data[Type] }>;
  }[DecisionType];

type DecisionType =
  | 'HouseholdClassified'
  | 'HouseholdReclassified'
  | 'HouseholdApproved'
  | 'ApplicationRejected'
  | 'HouseholdMadeFormal'
  | 'HouseholdMergedInto'
  | 'HouseholdLeftDifficulty'
  | 'HouseholdCancelled'
  | 'HouseholdWithdrawn'
  | 'HouseholdReopened';

export type ObjectionEntry = Recording & Data['ObjectionRaised'] & Readonly<{ resolution?: Recording & Data['ObjectionResolved'] }>;
export type DataMatchEntry = Recording & Data['DataMatchRecorded'] & Readonly<{ explained?: Recording & Data['DataMatchExplained'] }>;
export type NoticeEntry = Recording & Data['PublicNoticePosted'] & Readonly<{ closed?: Recording & Data['PublicNoticeClosed'] }>;

/**
 * The whole file of one household. `file` is exactly what decisions know (facts, steps, who entered, which revisions recorded
 * what); the lists beside it keep the words and names that decisions do not need.
 */
export type CaseFile = Readonly<{
  householdId: string;
  unitId: string;
  status: KnownHousehold['status'];
  openedAt: string;
  lastChangedAt: string;
  file: Omit<KnownHousehold, 'imported'>;
  authorisations: readonly (Recording & Data['DataChecksAuthorised'])[];
  surveys: readonly (Recording & Data['HomeSurveyRecorded'])[];
  notices: readonly NoticeEntry[];
  objections: readonly ObjectionEntry[];
  dataMatches: readonly DataMatchEntry[];
  returns: readonly (Recording & Data['ReturnedForCorrection'])[];
  verifications: readonly (Recording & Data['HouseholdReVerified'])[];
  transfers: readonly (Recording & Data['HouseholdTransferred'])[];
  absorbed: readonly (Recording & Data['HouseholdAbsorbed'])[];
  corrections: readonly (Recording & Readonly<{ correctsRevision: number; correction: Correction }>)[];
  decisions: readonly DecisionReceipt[];
}>;

const recordingOf = ({ meta, revision }: Place): Recording => ({
  revision,
  at: meta.at,
  ...(meta.effectiveOn !== undefined && { effectiveOn: meta.effectiveOn }),
  by: meta.by,
  role: meta.role,
  unit: meta.unit,
  ...(meta.reason !== undefined && { reason: meta.reason }),
});

const decided =
  <Type extends DecisionType>(type: Type) =>
  (row: CaseFile, data: Data[Type], place: Place): CaseFile => {
    const receipt = { ...recordingOf(place), type, data } as DecisionReceipt;
    return { ...row, decisions: [...row.decisions, receipt] };
  };

const folds: HouseholdFolds<CaseFile> = {
  HouseholdImported: unchanged,
  DataChecksAuthorised: (row, data, place) => ({ ...row, authorisations: [...row.authorisations, { ...recordingOf(place), ...data }] }),
  HomeSurveyRecorded: (row, data, place) => ({ ...row, surveys: [...row.surveys, { ...recordingOf(place), ...data }] }),
  PublicNoticePosted: (row, data, place) => ({ ...row, notices: [...row.notices, { ...recordingOf(place), ...data }] }),
  ObjectionRaised: (row, data, place) => ({ ...row, objections: [...row.objections, { ...recordingOf(place), ...data }] }),
  ObjectionResolved: (row, data, place) => ({
    ...row,
    objections: row.objections.map((objection) =>
      objection.objectionId === data.objectionId ? { ...objection, resolution: { ...recordingOf(place), ...data } } : objection,
    ),
  }),
  PublicNoticeClosed: (row, data, place) => ({
    ...row,
    notices: row.notices.map((notice, index) =>
      index === row.notices.length - 1 ? { ...notice, closed: { ...recordingOf(place), ...data } } : notice,
    ),
  }),
  ReviewPassed: unchanged,
  ReturnedForCorrection: (row, data, place) => ({ ...row, returns: [...row.returns, { ...recordingOf(place), ...data }] }),
  ApplicationResubmitted: unchanged,
  DataMatchRecorded: (row, data, place) => ({ ...row, dataMatches: [...row.dataMatches, { ...recordingOf(place), ...data }] }),
  DataMatchExplained: (row, data, place) => ({
    ...row,
    dataMatches: row.dataMatches.map((match) =>
      match.matchId === data.matchId ? { ...match, explained: { ...recordingOf(place), ...data } } : match,
    ),
  }),
  HouseholdApproved: decided('HouseholdApproved'),
  ApplicationRejected: decided('ApplicationRejected'),
  HouseholdRegistered: unchanged,
  HouseholdEntered: unchanged,
  HouseholdClassified: decided('HouseholdClassified'),
  HouseholdReclassified: decided('HouseholdReclassified'),
  MemberAdded: unchanged,
  MemberChanged: unchanged,
  MemberRemoved: unchanged,
  IncomeDeclared: unchanged,
  ExpensesDeclared: unchanged,
  AssetsRecorded: unchanged,
  AccidentRecorded: unchanged,
  AccidentWithdrawn: unchanged,
  CausesSet: unchanged,
  BankCardBound: unchanged,
  MonthlyIncomeRecorded: unchanged,
  PrincipalContactChanged: unchanged,
  PrincipalDetailsChanged: unchanged,
  ArchiveLevelSet: unchanged,
  HouseholdReVerified: (row, data, place) => ({ ...row, verifications: [...row.verifications, { ...recordingOf(place), ...data }] }),
  HouseholdMadeFormal: decided('HouseholdMadeFormal'),
  HouseholdTransferred: (row, data, place) => ({ ...row, transfers: [...row.transfers, { ...recordingOf(place), ...data }] }),
  HouseholdAbsorbed: (row, data, place) => ({ ...row, absorbed: [...row.absorbed, { ...recordingOf(place), ...data }] }),
  HouseholdMergedInto: decided('HouseholdMergedInto'),
  HouseholdLeftDifficulty: decided('HouseholdLeftDifficulty'),
  HouseholdCancelled: decided('HouseholdCancelled'),
  HouseholdWithdrawn: decided('HouseholdWithdrawn'),
  HouseholdReopened: decided('HouseholdReopened'),
  FactCorrected: (row, data, place) => ({ ...row, corrections: [...row.corrections, { ...recordingOf(place), ...data }] }),
};

const opened = (householdId: string, openedAt: string, file: KnownHousehold): CaseFile => ({
  householdId,
  unitId: file.facts.unitId,
  status: file.status,
  openedAt,
  lastChangedAt: openedAt,
  file,
  authorisations: [],
  surveys: [],
  notices: [],
  objections: [],
  dataMatches: [],
  returns: [],
  verifications: [],
  transfers: [],
  absorbed: [],
  corrections: [],
  decisions: [],
});

const fold = (row: CaseFile | null, event: HouseholdSeen): CaseFile | null => {
  const evolved = evolve(row ? (row.file as KnownHousehold) : { status: 'absent' }, event, event.meta);
  if (evolved.status === 'absent') return null;
  // What a legacy row said last matters to the next import alone and is not shown.
  const { imported, ...file } = evolved;
  if (event.type === 'HouseholdApplied') return opened(householdIdOf(event.stream), event.meta.at, evolved);
  if (!row) return null;
  const { unitId } = file.facts;
  return { ...foldWith(folds, row, event), unitId, status: file.status, file, lastChangedAt: event.meta.at };
};

/** 困难职工档案表 of one household, with every decision and its receipt. */
export const caseFile: View<CaseFile, HouseholdSeen> = {
  collection: {
    name: 'case-file',
    key: ({ householdId }) => householdId,
    fields: { householdId: 'string', unitId: 'string', status: 'string', lastChangedAt: 'string' },
    indexes: [['unitId', 'householdId']],
  },
  version: 1,
  categories: ['household'],
  keysOf: ({ stream }) => [householdIdOf(stream)],
  fold,
};

import type { HouseholdEventData } from '#domain/household/household.events';
import { householdIdOf, type HouseholdSeen } from '../household-folds.js';
import { closes, householdTaskRoles, opens, subject, type Change, type HouseholdTaskKind, type Subject } from './task-row.js';

const kinds = Object.keys(householdTaskRoles) as HouseholdTaskKind[];

type Changes = { readonly [Type in keyof HouseholdEventData]: (data: HouseholdEventData[Type]) => readonly Change[] };

const none = (): readonly Change[] => [];
/** Nobody looks into a file that has ended, whatever is heard of it. */
const allClose = (): readonly Change[] => [...kinds.map((kind) => closes(kind)), { kind: 'file_to_recheck', does: 'forget' }];
/** A fact that the classification looked at is not what it was. */
const reclassify = (): readonly Change[] => [opens('classification_due')];
const propertyKnown = (): readonly Change[] => [...reclassify(), closes('file_to_recheck')];
const mayBeRechecked = (unitId: string): Change => ({ kind: 'file_to_recheck', does: 'prepare', unitId });

const beginning = (unitId: string, surveyDueOn?: string): readonly Change[] => [
  // A policy that asks for no survey sets no day for one.
  ...(surveyDueOn === undefined ? [] : [opens('survey_due', unitId, surveyDueOn)]),
  opens('classification_due', unitId),
  { kind: 'data_match_waiting', does: 'prepare', unitId },
  mayBeRechecked(unitId),
];

const changes: Changes = {
  // A legacy file is registered already: nobody surveys it, and its classification comes with it.
  HouseholdApplied: ({ origin, unitId, surveyDueOn }) =>
    origin === 'import'
      ? [{ kind: 'classification_due', does: 'prepare', unitId }, mayBeRechecked(unitId)]
      : beginning(unitId, surveyDueOn),
  HouseholdImported: none,
  DataChecksAuthorised: () => [opens('data_match_waiting')],
  HomeSurveyRecorded: () => [closes('survey_due')],
  PublicNoticePosted: ({ unitId, endsOn }) => [closes('objection_to_resolve'), opens('notice_to_close', unitId, endsOn)],
  ObjectionRaised: ({ unitId, objectionId }) => [opens('objection_to_resolve', unitId, undefined, objectionId)],
  ObjectionResolved: ({ objectionId }) => [closes('objection_to_resolve', objectionId)],
  PublicNoticeClosed: ({ unitId }) => [closes('notice_to_close'), opens('review_waiting', unitId)],
  ReviewPassed: ({ unitId }) => [closes('review_waiting'), opens('approval_waiting', unitId)],
  ReturnedForCorrection: ({ unitId, redo }) => [
    closes('review_waiting'),
    closes('approval_waiting'),
    ...(redo.includes('notice') ? [closes('notice_to_close'), closes('objection_to_resolve')] : []),
    ...(redo.includes('survey') ? [opens('survey_due', unitId)] : []),
    ...(redo.includes('data_match') ? [opens('data_match_waiting', unitId)] : []),
    opens('correction_waiting', unitId),
  ],
  ApplicationResubmitted: ({ unitId }) => [closes('correction_waiting'), opens('review_waiting', unitId)],
  DataMatchRecorded: ({ unitId, result, matchId }) => [
    closes('data_match_waiting'),
    ...(result === 'hits' ? [opens('hits_to_explain', unitId, undefined, matchId)] : []),
  ],
  DataMatchExplained: ({ matchId }) => [closes('hits_to_explain', matchId)],
  HouseholdApproved: () => [closes('review_waiting'), closes('approval_waiting')],
  ApplicationRejected: allClose,
  HouseholdRegistered: ({ unitId, reverifyDueOn }) =>
    reverifyDueOn === undefined ? none() : [opens('reverification_due', unitId, reverifyDueOn)],
  HouseholdEntered: none,
  HouseholdClassified: () => [closes('classification_due')],
  HouseholdReclassified: () => [closes('classification_due')],
  MemberAdded: reclassify,
  MemberChanged: none,
  MemberRemoved: reclassify,
  IncomeDeclared: reclassify,
  ExpensesDeclared: reclassify,
  AssetsRecorded: propertyKnown,
  AccidentRecorded: reclassify,
  AccidentWithdrawn: reclassify,
  CausesSet: none,
  BankCardBound: none,
  MonthlyIncomeRecorded: none,
  PrincipalContactChanged: none,
  PrincipalDetailsChanged: none,
  ArchiveLevelSet: none,
  HouseholdReVerified: ({ unitId, nextDueOn }) => [opens('reverification_due', unitId, nextDueOn), closes('file_to_recheck')],
  HouseholdMadeFormal: ({ unitId, reverifyDueOn }) => [
    closes('review_waiting'),
    closes('approval_waiting'),
    opens('reverification_due', unitId, reverifyDueOn),
  ],
  HouseholdTransferred: ({ toUnitId }) => kinds.map((kind) => ({ kind, does: 'move', unitId: toUnitId })),
  HouseholdAbsorbed: none,
  HouseholdMergedInto: allClose,
  HouseholdLeftDifficulty: allClose,
  HouseholdCancelled: allClose,
  HouseholdWithdrawn: allClose,
  HouseholdReopened: ({ unitId, surveyDueOn }) => beginning(unitId, surveyDueOn),
  FactCorrected: ({ correction: { kind } }) => {
    if (kind === 'assets') return propertyKnown();
    return kind === 'incomes' || kind === 'rigidCosts' ? reclassify() : none();
  },
};

const changesFor = <Type extends keyof HouseholdEventData>({ type, data }: Readonly<{ type: Type; data: HouseholdEventData[Type] }>) =>
  changes[type](data);

/** What an event of a file changes in its duties. */
export const changesOfHousehold = (event: HouseholdSeen): readonly Change[] => changesFor(event);

export const householdOf = ({ stream }: HouseholdSeen): Subject => {
  const householdId = householdIdOf(stream);
  return subject(householdId, { householdId });
};

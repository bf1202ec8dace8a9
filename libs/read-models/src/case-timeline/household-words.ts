import type { HouseholdEventData } from '#domain/household/household.events';
import type { Classification } from '#domain/policy/classification';
import { term, type Words } from './words.js';

type ParametersOf = { readonly [Type in keyof HouseholdEventData]: (data: HouseholdEventData[Type]) => Words['parameters'] };

const total = (amounts: Readonly<Record<string, number>>): number => Object.values(amounts).reduce((sum, amount) => sum + amount, 0);

const decisionOf = ({ category, netFen, lineMonthlyFen, policyVersion, inputs: { persons } }: Classification) => ({
  category: term('category', category),
  netFen,
  lineMonthlyFen,
  policyVersion,
  persons,
});

const parametersOf: ParametersOf = {
  HouseholdApplied: ({ principal: { name }, appliedOn, archiveLevel }) => ({
    name,
    appliedOn,
    archiveLevel: term('archiveLevel', archiveLevel),
  }),
  HouseholdImported: ({ row }) => ({ row }),
  DataChecksAuthorised: ({ signedOn, scope }) => ({ signedOn, scope: term('source', ...scope) }),
  HomeSurveyRecorded: ({ surveyedOn, surveyors }) => ({ surveyedOn, surveyors: surveyors.length }),
  PublicNoticePosted: ({ postedOn, endsOn, place }) => ({ postedOn, endsOn, place }),
  ObjectionRaised: ({ raisedOn }) => ({ raisedOn }),
  ObjectionResolved: ({ resolvedOn, outcome }) => ({ resolvedOn, outcome: term('objectionOutcome', outcome) }),
  PublicNoticeClosed: ({ closedOn }) => ({ closedOn }),
  ReviewPassed: ({ reviewedOn }) => ({ reviewedOn }),
  ReturnedForCorrection: ({ returnedOn, redo }) => ({ returnedOn, redo: term('step', ...redo) }),
  ApplicationResubmitted: ({ resubmittedOn }) => ({ resubmittedOn }),
  DataMatchRecorded: ({ matchedOn, source, result }) => ({ matchedOn, source: term('source', source), result: term('result', result) }),
  DataMatchExplained: ({ explainedOn }) => ({ explainedOn }),
  HouseholdApproved: ({ approvedOn, category, policyVersion }) => ({ approvedOn, category: term('category', category), policyVersion }),
  ApplicationRejected: ({ rejectedOn, reasonKind }) => ({ rejectedOn, reasonKind: term('rejection', reasonKind) }),
  HouseholdRegistered: ({ registeredOn, fileNumber }) => ({ registeredOn, fileNumber }),
  HouseholdEntered: ({ enteredOn }) => ({ enteredOn }),
  HouseholdClassified: ({ classification }) => decisionOf(classification),
  HouseholdReclassified: ({ classification, previousCategory }) => ({
    ...decisionOf(classification),
    previousCategory: term('category', previousCategory),
  }),
  MemberAdded: ({ member: { name } }) => ({ name }),
  MemberChanged: ({ member: { name } }) => ({ name }),
  MemberRemoved: ({ removedOn, reasonKind }) => ({ removedOn, reasonKind: term('memberRemoval', reasonKind) }),
  IncomeDeclared: ({ incomes, window: { from, to } }) => ({ totalFen: total(incomes), from, to }),
  ExpensesDeclared: ({ rigidCosts, window: { from, to } }) => ({ totalFen: total(rigidCosts), from, to }),
  AssetsRecorded: ({ assets: { homes } }) => ({ homes }),
  AccidentRecorded: ({ accident: { costFen, compensationFen } }) => ({ costFen, compensationFen }),
  AccidentWithdrawn: () => ({}),
  CausesSet: ({ main, secondary }) => ({ main: term('cause', main), secondary: term('cause', ...secondary) }),
  BankCardBound: () => ({}),
  MonthlyIncomeRecorded: ({ month, incomeFen, persons, lineMonthlyFen }) => ({ month, incomeFen, persons, lineMonthlyFen }),
  PrincipalContactChanged: () => ({}),
  PrincipalDetailsChanged: ({ workStatus }) => ({ workStatus: term('workStatus', workStatus) }),
  ArchiveLevelSet: ({ archiveLevel, previous }) => ({
    archiveLevel: term('archiveLevel', archiveLevel),
    previous: term('archiveLevel', previous),
  }),
  HouseholdReVerified: ({ verifiedOn, nextDueOn, outcome }) => ({ verifiedOn, nextDueOn, outcome: term('verificationOutcome', outcome) }),
  HouseholdMadeFormal: ({ madeFormalOn }) => ({ madeFormalOn }),
  HouseholdTransferred: ({ fromUnitId, toUnitId, transferredOn, reasonKind }) => ({
    fromUnitId,
    toUnitId,
    transferredOn,
    reasonKind: term('transfer', reasonKind),
  }),
  HouseholdAbsorbed: ({ mergedOn, absorbedHouseholdId }) => ({ mergedOn, absorbedHouseholdId }),
  HouseholdMergedInto: ({ mergedOn, intoHouseholdId }) => ({ mergedOn, intoHouseholdId }),
  HouseholdLeftDifficulty: ({ leftOn, months }) => ({ leftOn, months: months.length }),
  HouseholdCancelled: ({ cancelledOn, reasonKind }) => ({ cancelledOn, reasonKind: term('cancellation', reasonKind) }),
  HouseholdWithdrawn: ({ withdrawnOn, reasonKind }) => ({ withdrawnOn, reasonKind: term('withdrawal', reasonKind) }),
  HouseholdReopened: ({ reopenedOn, relapse }) => ({ reopenedOn, relapse }),
  FactCorrected: ({ correctsRevision, correction: { kind } }) => ({ correctsRevision, kind: term('fact', kind) }),
};

/** What an event says, before it is put into a language. */
export const wordsOf = <Type extends keyof HouseholdEventData>({
  type,
  data,
}: Readonly<{ type: Type; data: HouseholdEventData[Type] }>): Words => ({ key: type, parameters: parametersOf[type](data) });

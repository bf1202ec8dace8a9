import type { HouseholdEventData } from '#domain/household/household.events';
import type { Classification } from '#domain/policy/classification';
import { terms, type Language, type TermList } from '../terms.js';
import { sentences } from './sentences.js';

/** A value as it stands, or as a term of one of the value lists. */
type Term = Readonly<{ list: TermList; values: readonly string[] }>;
export type Parameter = string | number | Term;

/** A sentence and what goes into it. Never an ID number, telephone, card, address or health value. */
export type Words = Readonly<{ key: keyof HouseholdEventData; parameters: Readonly<Record<string, Parameter>> }>;

type ParametersOf = { readonly [Type in keyof HouseholdEventData]: (data: HouseholdEventData[Type]) => Words['parameters'] };

const term = (list: TermList, ...values: readonly string[]): Term => ({ list, values });

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

/** 123456789 fen reads 1,234,567.89. */
export const yuan = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
};

const nothing: Readonly<Record<Language, string>> = { zh: '无', en: 'none' };
const separator: Readonly<Record<Language, string>> = { zh: '、', en: ', ' };

const termIn = ({ list, values }: Term, language: Language): string => {
  const words: Readonly<Record<string, Readonly<Record<Language, string>>>> = terms[list];
  return values.map((value) => words[value]?.[language] ?? value).join(separator[language]) || nothing[language];
};

const shown = (name: string, value: Parameter | undefined, language: Language): string => {
  if (typeof value === 'object') return termIn(value, language);
  return typeof value === 'number' && name.endsWith('Fen') ? yuan(value) : String(value ?? '');
};

/** The sentence in Chinese or English; amounts in yuan. */
export const render = ({ key, parameters }: Words, language: Language): string =>
  sentences[key][language].replace(/\{(\w+)\}/g, (_match, name: string) => shown(name, parameters[name], language));

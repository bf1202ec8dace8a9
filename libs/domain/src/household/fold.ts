import type { EventMeta } from '../kernel/decider.js';
import type { HouseholdEvent, HouseholdEventData } from './household.events.js';
import { evolveFacts, firstFacts } from './fold-facts.js';
import {
  noSteps,
  revisionInForce,
  type Closing,
  type ClosedHousehold,
  type FactKey,
  type FactRecord,
  type Household,
  type KnownHousehold,
  type OpenHousehold,
  type Steps,
} from './household.state.js';
import type { RequiredStep } from '../policy/rules.js';

type LaterEvent = Exclude<keyof HouseholdEventData, 'HouseholdApplied'>;
/** Where an event stands and who wrote it. */
type Place = Readonly<{ revision: number; by: string; requestId: string }>;
type Fold<Data> = (household: KnownHousehold, data: Data, place: Place) => KnownHousehold;
type Folds = { [Type in LaterEvent]: Fold<HouseholdEventData[Type]> };

const withSteps = (household: KnownHousehold, change: Partial<Steps>): KnownHousehold => ({
  ...household,
  steps: { ...household.steps, ...change },
});

/** Adds the writer to those who may not review or approve the file. */
const entering =
  <Data>(fold: Fold<Data>): Fold<Data> =>
  (household, data, place) => {
    const next = fold(household, data, place);
    return next.enteredBy.includes(place.by) ? next : { ...next, enteredBy: [...next.enteredBy, place.by] };
  };

const noting = (household: KnownHousehold, key: FactKey, revision: number): KnownHousehold => ({
  ...household,
  records: [...household.records, { key, revisions: [revision] }],
});

/** A fact that is entered and can be corrected later under `key`. */
const enteringFact = <Data>(keyOf: (data: Data) => FactKey): Fold<Data> =>
  entering((household, data, { revision }) => noting(household, keyOf(data), revision));

const entered = entering<unknown>((household) => household);

const unchanged = (household: KnownHousehold): KnownHousehold => household;

const withStatus = (household: KnownHousehold, status: OpenHousehold['status']): OpenHousehold => {
  const { closing: _closing, ...rest } = household as ClosedHousehold;
  return { ...rest, status };
};

const closed = (household: KnownHousehold, closing: Closing): ClosedHousehold => ({ ...household, status: 'closed', closing });

/** The steps left after those in `redo` are undone; a notice takes its objections with it. */
const undone = (steps: Steps, redo: readonly RequiredStep[]): Steps => {
  const { authorisation, survey, notice, objections, matches } = steps;
  const keeps = (step: RequiredStep) => !redo.includes(step);
  return {
    ...(authorisation && keeps('authorisation') && { authorisation }),
    ...(survey && keeps('survey') && { survey }),
    ...(notice && keeps('notice') && { notice }),
    objections: keeps('notice') ? objections : [],
    matches: keeps('data_match') ? matches : [],
  };
};

/** Where a correction stands in for the revision it names. */
const corrected = (records: readonly FactRecord[], key: FactKey, correctsRevision: number, revision: number): readonly FactRecord[] =>
  records.map((record) =>
    record.key === key && record.revisions.at(-1) === correctsRevision ? { key, revisions: [...record.revisions, revision] } : record,
  );

/** The kind of fact a correction is about. */
export const factKeyOf = ({ correction }: Pick<HouseholdEventData['FactCorrected'], 'correction'>): FactKey => {
  switch (correction.kind) {
    case 'member':
      return `member:${correction.member.personId}`;
    case 'date':
      return correction.date;
    case 'identity':
    case 'details':
    case 'incomes':
    case 'rigidCosts':
    case 'assets':
      return correction.kind;
  }
};

const withFactCorrected: Fold<HouseholdEventData['FactCorrected']> = (household, data, { revision }) => {
  const { correctsRevision, correction } = data;
  const { survey } = household.steps;
  const redated = survey && correction.kind === 'date' && correction.date === 'surveyedOn' && survey.revision === correctsRevision;
  return {
    ...(redated ? withSteps(household, { survey: { ...survey, on: correction.on, revision } }) : household),
    records: corrected(household.records, factKeyOf(data), correctsRevision, revision),
  };
};

const folds: Folds = {
  HouseholdImported: (household, _data, { requestId }) => ({
    ...household,
    imported: { requestId, facts: household.imported?.facts ?? household.facts },
  }),
  DataChecksAuthorised: entering((household, { scope, signedBy, signedOn: on }, { revision }) =>
    withSteps(household, { authorisation: { scope, signedBy, on, revision } }),
  ),
  HomeSurveyRecorded: entering((household, { surveyedOn: on, surveyors }, { revision }) =>
    noting(withSteps(household, { survey: { on, surveyors, revision } }), 'surveyedOn', revision),
  ),
  PublicNoticePosted: (household, { postedOn, endsOn }) => withSteps(household, { notice: { postedOn, endsOn }, objections: [] }),
  ObjectionRaised: (household, { objectionId }) =>
    withSteps(household, { objections: [...household.steps.objections, { objectionId, status: 'open' }] }),
  ObjectionResolved: (household, { objectionId, outcome: status }) =>
    withSteps(household, {
      objections: household.steps.objections.map((known) => (known.objectionId === objectionId ? { objectionId, status } : known)),
    }),
  PublicNoticeClosed: (household, { closedOn: on }, { revision }) => {
    const { notice } = household.steps;
    return notice ? withSteps(household, { notice: { ...notice, closed: { on, revision } } }) : household;
  },
  ReviewPassed: (household, { reviewedOn: on }, { revision }) => withSteps(household, { review: { on, revision } }),
  ReturnedForCorrection: (household, { redo }) => ({ ...withStatus(household, 'returned'), steps: undone(household.steps, redo) }),
  ApplicationResubmitted: entering((household) => withStatus(household, 'applied')),
  // What a department answered is entered by somebody, who then neither reviews nor approves the file.
  DataMatchRecorded: entering((household, { matchId, source, matchedOn: on, result: standing }, { revision }) =>
    withSteps(household, { matches: [...household.steps.matches, { matchId, source, on, revision, standing }] }),
  ),
  DataMatchExplained: entering((household, { matchId }) =>
    withSteps(household, {
      matches: household.steps.matches.map((match) => (match.matchId === matchId ? { ...match, standing: 'explained' } : match)),
    }),
  ),
  HouseholdApproved: unchanged,
  ApplicationRejected: (household, { rejectedOn: on, reasonKind }, { revision }) =>
    closed(household, { kind: 'rejected', on, revision, reasonKind }),
  HouseholdRegistered: (household, { registeredOn }) => ({ ...withStatus(household, 'registered'), lastVerifiedOn: registeredOn }),
  HouseholdEntered: (household, { enteredOn, nationalNumber }) => ({ ...household, enteredOn, ...(nationalNumber && { nationalNumber }) }),
  HouseholdClassified: unchanged,
  HouseholdReclassified: unchanged,
  MemberAdded: enteringFact(({ member }) => `member:${member.personId}`),
  MemberChanged: enteringFact(({ member }) => `member:${member.personId}`),
  MemberRemoved: entered,
  IncomeDeclared: enteringFact(() => 'incomes'),
  ExpensesDeclared: enteringFact(() => 'rigidCosts'),
  AssetsRecorded: enteringFact(() => 'assets'),
  AccidentRecorded: entered,
  AccidentWithdrawn: entered,
  CausesSet: entered,
  BankCardBound: entered,
  MonthlyIncomeRecorded: entering((household, income) => ({
    ...household,
    monthlyIncomes: { ...household.monthlyIncomes, [income.month]: income },
  })),
  PrincipalContactChanged: entered,
  PrincipalDetailsChanged: enteringFact(() => 'details'),
  ArchiveLevelSet: unchanged,
  HouseholdReVerified: (household, { verifiedOn: lastVerifiedOn, outcome: lastOutcome }) => ({ ...household, lastVerifiedOn, lastOutcome }),
  HouseholdMadeFormal: (household, { madeFormalOn: lastVerifiedOn }) => ({ ...household, lastVerifiedOn }),
  HouseholdTransferred: unchanged,
  HouseholdAbsorbed: (household, { absorbedHouseholdId }) => ({ ...household, absorbed: [...household.absorbed, absorbedHouseholdId] }),
  HouseholdMergedInto: (household, { mergedOn: on, intoHouseholdId }, { revision }) =>
    closed(household, { kind: 'merged', on, revision, intoHouseholdId }),
  HouseholdLeftDifficulty: (household, { leftOn: on }, { revision }) => closed(household, { kind: 'left_difficulty', on, revision }),
  HouseholdCancelled: (household, { cancelledOn: on, reasonKind }, { revision }) =>
    closed(household, { kind: 'cancelled', on, revision, reasonKind }),
  HouseholdWithdrawn: (household, { withdrawnOn: on, reasonKind }, { revision }) =>
    closed(household, { kind: 'withdrawn', on, revision, reasonKind }),
  HouseholdReopened: entering((household, { relapse, reopenedOn }) => ({
    ...withStatus(household, 'applied'),
    steps: noSteps,
    monthlyIncomes: {},
    relapses: relapse,
    reopenedOn,
  })),
  FactCorrected: entering(withFactCorrected),
};

const opened = (data: HouseholdEventData['HouseholdApplied'], by: string): OpenHousehold => ({
  status: 'applied',
  householdId: data.householdId,
  revision: 0,
  facts: firstFacts(data),
  steps: noSteps,
  enteredBy: [by],
  records: [
    { key: 'identity', revisions: [0] },
    { key: 'details', revisions: [0] },
    { key: 'appliedOn', revisions: [0] },
  ],
  monthlyIncomes: {},
  relapses: 0,
  absorbed: [],
});

/** False for a correction of a fact that a later record has replaced: it sets the history right, not what is known now. */
export const correctionCounts = ({ records }: KnownHousehold, data: HouseholdEventData['FactCorrected']): boolean =>
  revisionInForce(records, factKeyOf(data)) === data.correctsRevision;

const foldOf = <Type extends LaterEvent>(
  household: KnownHousehold,
  { type, data }: Readonly<{ type: Type; data: HouseholdEventData[Type] }>,
  place: Place,
): KnownHousehold => folds[type](household, data, place);

/** Facts as the import left them follow only the import's own events, which share its requestId. */
const importedAfter = ({ imported }: KnownHousehold, event: Exclude<HouseholdEvent, { type: 'HouseholdApplied' }>, requestId: string) =>
  imported?.requestId === requestId ? { imported: { requestId, facts: evolveFacts(imported.facts, event) } } : {};

/** Folds one event of a household's stream; history is never judged again. */
export const evolve = (household: Household, event: HouseholdEvent, { by, requestId }: EventMeta): Household => {
  if (event.type === 'HouseholdApplied') return opened(event.data, by);
  if (household.status === 'absent') return household;
  const revision = household.revision + 1;
  const counts = event.type !== 'FactCorrected' || correctionCounts(household, event.data);
  const facts = counts ? evolveFacts(household.facts, event) : household.facts;
  const next = foldOf(household, event, { revision, by, requestId });
  return { ...next, revision, facts, ...importedAfter(next, event, requestId) };
};

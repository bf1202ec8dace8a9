import type { Correction, HouseholdEventData } from './household.events.js';
import type { Contact, HouseholdFacts, Member, PersonIdentity, Principal, PrincipalDetails } from './household.facts.js';

type LaterEvent = Exclude<keyof HouseholdEventData, 'HouseholdApplied'>;
type FactFolds = { [Type in LaterEvent]: (facts: HouseholdFacts, data: HouseholdEventData[Type]) => HouseholdFacts };

export const identityOf = ({ personId, idHash, name, idNumber, sex, birthDate }: PersonIdentity): PersonIdentity => ({
  personId,
  idHash,
  name,
  idNumber,
  sex,
  birthDate,
});

export const contactOf = ({ phone, otherContact, address, postcode }: Principal): Contact => ({
  phone,
  ...(otherContact !== undefined && { otherContact }),
  ...(address !== undefined && { address }),
  ...(postcode !== undefined && { postcode }),
});

export const detailsOf = (principal: Principal): PrincipalDetails => {
  const { personId, idHash, name, idNumber, sex, birthDate, phone, otherContact, address, postcode, ...details } = principal;
  return details;
};

/** The first facts of a file: what the application itself says. */
export const firstFacts = ({ householdId, surveyDueOn, ...applied }: HouseholdEventData['HouseholdApplied']): HouseholdFacts => ({
  ...applied,
  members: [],
});

const withMember = (facts: HouseholdFacts, member: Member): HouseholdFacts => ({
  ...facts,
  members: facts.members.map((known) => (known.personId === member.personId ? member : known)),
});

const withContact = (facts: HouseholdFacts, { personId, ...contact }: HouseholdEventData['PrincipalContactChanged']): HouseholdFacts => ({
  ...facts,
  principal: { ...identityOf(facts.principal), ...contact, ...detailsOf(facts.principal) },
});

const withDetails = (facts: HouseholdFacts, { personId, ...details }: HouseholdEventData['PrincipalDetailsChanged']): HouseholdFacts => ({
  ...facts,
  principal: { ...identityOf(facts.principal), ...contactOf(facts.principal), ...details },
});

const withCorrection = (facts: HouseholdFacts, correction: Correction): HouseholdFacts => {
  switch (correction.kind) {
    case 'identity':
      return { ...facts, principal: { ...facts.principal, ...correction.identity } };
    case 'details':
      return withDetails(facts, correction.details);
    case 'member':
      return withMember(facts, correction.member);
    case 'incomes':
      return { ...facts, incomes: correction.incomes, incomeWindow: correction.window };
    case 'rigidCosts':
      return { ...facts, rigidCosts: correction.rigidCosts, expenseWindow: correction.window };
    case 'assets':
      return { ...facts, assets: correction.assets };
    case 'date':
      return correction.date === 'appliedOn' ? { ...facts, appliedOn: correction.on } : facts;
  }
};

const withoutAccident = ({ accident, ...facts }: HouseholdFacts): HouseholdFacts => facts;

const unchanged = (facts: HouseholdFacts): HouseholdFacts => facts;

const folds: FactFolds = {
  HouseholdImported: (facts, { claimedCategory }) => ({ ...facts, ...(claimedCategory && { claimedCategory }) }),
  DataChecksAuthorised: unchanged,
  HomeSurveyRecorded: unchanged,
  PublicNoticePosted: unchanged,
  ObjectionRaised: unchanged,
  ObjectionResolved: unchanged,
  PublicNoticeClosed: unchanged,
  ReviewPassed: unchanged,
  ReturnedForCorrection: unchanged,
  ApplicationResubmitted: unchanged,
  DataMatchRecorded: unchanged,
  DataMatchExplained: unchanged,
  HouseholdApproved: unchanged,
  ApplicationRejected: unchanged,
  HouseholdRegistered: (facts, { fileNumber }) => ({ ...facts, fileNumber }),
  HouseholdEntered: unchanged,
  HouseholdClassified: (facts, { classification }) => ({ ...facts, classification }),
  HouseholdReclassified: (facts, { classification }) => ({ ...facts, classification }),
  MemberAdded: (facts, { member }) => ({ ...facts, members: [...facts.members, member] }),
  MemberChanged: (facts, { member }) => withMember(facts, member),
  MemberRemoved: (facts, { personId }) => ({ ...facts, members: facts.members.filter((member) => member.personId !== personId) }),
  IncomeDeclared: (facts, { incomes, window }) => ({ ...facts, incomes, incomeWindow: window }),
  ExpensesDeclared: (facts, { rigidCosts, window }) => ({ ...facts, rigidCosts, expenseWindow: window }),
  AssetsRecorded: (facts, { assets }) => ({ ...facts, assets }),
  AccidentRecorded: (facts, { accident }) => ({ ...facts, accident }),
  AccidentWithdrawn: withoutAccident,
  CausesSet: (facts, causes) => ({ ...facts, causes }),
  BankCardBound: (facts, bankCard) => ({ ...facts, bankCard }),
  MonthlyIncomeRecorded: unchanged,
  PrincipalContactChanged: withContact,
  PrincipalDetailsChanged: withDetails,
  ArchiveLevelSet: (facts, { archiveLevel }) => ({ ...facts, archiveLevel }),
  HouseholdReVerified: unchanged,
  HouseholdMadeFormal: (facts) => ({ ...facts, temporary: false }),
  HouseholdTransferred: (facts, { toUnitId }) => ({ ...facts, unitId: toUnitId }),
  HouseholdAbsorbed: unchanged,
  HouseholdMergedInto: unchanged,
  HouseholdLeftDifficulty: unchanged,
  HouseholdCancelled: unchanged,
  HouseholdWithdrawn: unchanged,
  HouseholdReopened: unchanged,
  FactCorrected: (facts, { correction }) => withCorrection(facts, correction),
};

/** What is known after one more event. A correction is taken as said: whether it still counts, its caller knows. */
export const evolveFacts = <Type extends LaterEvent>(
  facts: HouseholdFacts,
  { type, data }: Readonly<{ type: Type; data: HouseholdEventData[Type] }>,
): HouseholdFacts => folds[type](facts, data);

import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requireAmounts, requirePast } from '../kernel/guards.js';
import { ERASED } from '../kernel/message.js';
import { require } from '../kernel/refusal.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import type { HouseholdFacts, Member } from './household.facts.js';
import { contactOf, detailsOf, evolveFacts, identityOf } from './fold-facts.js';
import { outdatedInputs } from './household.policies.js';
import { revisionInForce, type Household, type OpenHousehold } from './household.state.js';
import { causesSet, requireWindow } from './declarations.js';
import { registeredFile } from './guards.js';

type Row = HouseholdCommandData['ImportHousehold'];

/** @throws {Refusal} `invalid-date`, `date-in-future`, `invalid-window`, `invalid-amount`, `card-holder-not-principal` */
const requireSound = (
  { appliedOn, registeredOn, window, incomes, rigidCosts, assets, accident, bankCard, principal }: Row,
  context: Context,
) => {
  requirePast(appliedOn, context);
  requirePast(registeredOn, context);
  requireWindow(window, context);
  requireAmounts({ ...incomes, ...rigidCosts, homes: assets.homes });
  if (accident) requireAmounts({ costFen: accident.costFen, compensationFen: accident.compensationFen });
  require(!bankCard || bankCard.holderPersonId === principal.personId, 'card-holder-not-principal');
};

const imported = ({ importId, row, claimedCategory }: Row): HouseholdEvent => ({
  type: 'HouseholdImported',
  data: { importId, row, ...(claimedCategory && { claimedCategory }) },
});

/** A file taken over for the first time: every fact of the row, then the registration it already has. */
const takenOver = (row: Row, context: Context): HouseholdEvent[] => {
  const { householdId, unitId, fileNumber, archiveLevel, claimedCategory, appliedOn, principal, registeredOn, reverifyDueOn } = row;
  const application = { householdId, unitId, fileNumber, archiveLevel, temporary: false, origin: 'import', appliedOn, principal } as const;
  const applied = { ...application, ...(claimedCategory && { claimedCategory }) };
  const { incomes, rigidCosts, window, assets, accident, causes, bankCard, classification } = row;
  const { personId } = principal;
  const registered = { unitId, registeredOn, fileNumber, ...(reverifyDueOn !== undefined && { reverifyDueOn }) };
  return [
    { type: 'HouseholdApplied', data: applied, ...effective(appliedOn, context) },
    imported(row),
    ...row.members.map((member): HouseholdEvent => ({ type: 'MemberAdded', data: { member } })),
    { type: 'IncomeDeclared', data: { incomes, window } },
    { type: 'ExpensesDeclared', data: { rigidCosts, window } },
    { type: 'AssetsRecorded', data: { assets } },
    ...(accident ? [{ type: 'AccidentRecorded', data: { personId, accident } } as const] : []),
    ...causesSet(causes),
    ...(bankCard ? [{ type: 'BankCardBound', data: bankCard } as const] : []),
    { type: 'HouseholdClassified', data: { personId, unitId, classification } },
    { type: 'HouseholdRegistered', data: registered, ...effective(registeredOn, context) },
  ];
};

const principalChanges = ({ principal: was }: HouseholdFacts, { principal }: Row, { records }: OpenHousehold): HouseholdEvent[] => {
  const { personId } = principal;
  const correctsRevision = revisionInForce(records, 'identity') ?? 0;
  const identity = identityOf(principal);
  return [
    ...(sameValue(identityOf(was), identity)
      ? []
      : [{ type: 'FactCorrected', data: { correctsRevision, correction: { kind: 'identity', identity } } } as const]),
    ...(sameValue(contactOf(was), contactOf(principal))
      ? []
      : [{ type: 'PrincipalContactChanged', data: { personId, ...contactOf(principal) } } as const]),
    ...(sameValue(detailsOf(was), detailsOf(principal))
      ? []
      : [{ type: 'PrincipalDetailsChanged', data: { personId, ...detailsOf(principal) } } as const]),
  ];
};

/** The row's members against those of the row before; who was erased meanwhile is left alone. */
const memberChanges = (
  { members: were }: HouseholdFacts,
  row: Row,
  { facts }: OpenHousehold,
  { today: removedOn }: Context,
): HouseholdEvent[] => {
  const listed = new Map(facts.members.map((member) => [member.personId, member]));
  const before = new Map(were.map((member) => [member.personId, member]));
  const changed = (member: Member): HouseholdEvent[] => {
    const known = before.get(member.personId);
    if (known?.name === ERASED || sameValue(known, member)) return [];
    return [{ type: listed.has(member.personId) ? 'MemberChanged' : 'MemberAdded', data: { member } }];
  };
  const gone = were.filter(({ personId }) => listed.has(personId) && !row.members.some((member) => member.personId === personId));
  return [
    ...row.members.flatMap(changed),
    ...gone.map(({ personId }): HouseholdEvent => ({ type: 'MemberRemoved', data: { personId, removedOn, reasonKind: 'not_in_import' } })),
  ];
};

const accidentChanges = (was: HouseholdFacts, { accident, principal: { personId } }: Row): HouseholdEvent[] => {
  if (sameValue(was.accident, accident)) return [];
  return [accident ? { type: 'AccidentRecorded', data: { personId, accident } } : { type: 'AccidentWithdrawn', data: {} }];
};

const declarationChanges = (was: HouseholdFacts, row: Row): HouseholdEvent[] => {
  const { incomes, rigidCosts, window, assets, causes, bankCard } = row;
  return [
    ...(sameValue([was.incomes, was.incomeWindow], [incomes, window])
      ? []
      : [{ type: 'IncomeDeclared', data: { incomes, window } } as const]),
    ...(sameValue([was.rigidCosts, was.expenseWindow], [rigidCosts, window])
      ? []
      : [{ type: 'ExpensesDeclared', data: { rigidCosts, window } } as const]),
    ...(sameValue(was.assets, assets) ? [] : [{ type: 'AssetsRecorded', data: { assets } } as const]),
    ...accidentChanges(was, row),
    ...(sameValue(was.causes, causes) ? [] : causesSet(causes)),
    ...(!bankCard || sameValue(was.bankCard, bankCard) ? [] : [{ type: 'BankCardBound', data: bankCard } as const]),
  ];
};

const placeChanges = (was: HouseholdFacts, row: Row, { facts, records }: OpenHousehold, context: Context): HouseholdEvent[] => {
  const { unitId: toUnitId, archiveLevel, appliedOn } = row;
  const moved = { fromUnitId: facts.unitId, toUnitId, transferredOn: context.today, reasonKind: 'imported' } as const;
  const correctsRevision = revisionInForce(records, 'appliedOn') ?? 0;
  const redated = { correctsRevision, correction: { kind: 'date', date: 'appliedOn', on: appliedOn } } as const;
  return [
    ...(was.unitId === toUnitId || facts.unitId === toUnitId ? [] : [{ type: 'HouseholdTransferred', data: moved } as const]),
    ...(was.archiveLevel === archiveLevel || facts.archiveLevel === archiveLevel
      ? []
      : [{ type: 'ArchiveLevelSet', data: { archiveLevel, previous: facts.archiveLevel } } as const]),
    ...(was.appliedOn === appliedOn ? [] : [{ type: 'FactCorrected', data: redated } as const]),
  ];
};

/** The row's classification, where its inputs changed and are what the file now says; else the file shows as not current. */
const reclassified = ({ facts }: OpenHousehold, events: readonly HouseholdEvent[], { classification }: Row): HouseholdEvent[] => {
  const after = events.reduce((folded, event) => (event.type === 'HouseholdApplied' ? folded : evolveFacts(folded, event)), facts);
  const unchanged = sameValue(facts.classification?.inputs, classification.inputs);
  if (unchanged || outdatedInputs(after, classification).length > 0) return [];
  const previousCategory = facts.classification?.category ?? 'not_eligible';
  const { unitId, principal } = after;
  return [{ type: 'HouseholdReclassified', data: { personId: principal.personId, unitId, classification, previousCategory } }];
};

/** Only what differs from the row of the import before: facts edited since then stay as they are. */
const changesSince = (household: OpenHousehold, row: Row, context: Context): HouseholdEvent[] => {
  const was = household.imported?.facts ?? household.facts;
  const changes = [
    ...placeChanges(was, row, household, context),
    ...principalChanges(was, row, household),
    ...memberChanges(was, row, household, context),
    ...declarationChanges(was, row),
  ];
  const claimChanged = row.claimedCategory !== undefined && row.claimedCategory !== was.claimedCategory;
  return changes.length > 0 || claimChanged ? [imported(row), ...changes, ...reclassified(household, changes, row)] : [];
};

/**
 * Takes over one row of a legacy workbook. The same row again changes nothing; a changed row adds the changed facts only.
 * @throws {Refusal} dates, `invalid-window`, `invalid-amount`, `card-holder-not-principal`, `too-many-secondary-causes`,
 * `cause-duplicate`; for a file that exists also `household-closed`, `person-erased`, `household-not-registered`, `person-differs`
 */
export const importHousehold = (row: Row, state: Household, context: Context): HouseholdEvent[] => {
  requireSound(row, context);
  if (state.status === 'absent') return takenOver(row, context);
  const household = registeredFile(state);
  require(household.facts.principal.idHash === row.principal.idHash, 'person-differs');
  return changesSince(household, row, context);
};

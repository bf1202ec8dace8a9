import { isCalendarDate } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requireAmounts, requirePast } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import type { Causes, Member, MonthlyIncome, Window } from './household.facts.js';
import { contactOf, detailsOf } from './fold-facts.js';
import { beganOn, type Household, type OpenHousehold } from './household.state.js';
import { openFile, registeredFile } from './guards.js';

type Data = HouseholdCommandData;

/** The national form has room for one main cause and three more. */
const SECONDARY_CAUSES = 3;

/** @throws {Refusal} `invalid-window`, `date-in-future` */
export const requireWindow = ({ from, to }: Window, context: Context): void => {
  require(isCalendarDate(from) && isCalendarDate(to) && from <= to, 'invalid-window', { from, to });
  requirePast(to, context);
};

/** A second person with the same ID number is the same person. @throws {Refusal} `member-is-principal`, `member-duplicate` */
export const requireOtherPerson = (
  { facts: { principal, members } }: OpenHousehold,
  { personId, idHash, monthlyIncomeFen }: Member,
): void => {
  require(personId !== principal.personId && idHash !== principal.idHash, 'member-is-principal');
  const twins = members.filter((known) => known.personId !== personId && idHash !== undefined && known.idHash === idHash);
  require(twins.length === 0, 'member-duplicate');
  if (typeof monthlyIncomeFen === 'number') requireAmounts({ monthlyIncomeFen });
};

/** @throws {Refusal} `household-closed`, `member-is-principal`, `member-duplicate`, `invalid-amount`, `member-already-listed` */
export const addMember = ({ member }: Data['AddMember'], state: Household): HouseholdEvent[] => {
  const household = openFile(state);
  requireOtherPerson(household, member);
  const listed = household.facts.members.find(({ personId }) => personId === member.personId);
  if (listed && sameValue(listed, member)) return [];
  require(listed === undefined, 'member-already-listed');
  return [{ type: 'MemberAdded', data: { member } }];
};

/** @throws {Refusal} `household-closed`, `member-unknown`, `member-is-principal`, `member-duplicate`, `invalid-amount` */
export const changeMember = ({ member }: Data['ChangeMember'], state: Household): HouseholdEvent[] => {
  const household = openFile(state);
  const listed = household.facts.members.find(({ personId }) => personId === member.personId);
  require(listed !== undefined, 'member-unknown');
  requireOtherPerson(household, member);
  return sameValue(listed, member) ? [] : [{ type: 'MemberChanged', data: { member } }];
};

/** @throws {Refusal} `household-closed`, `member-unknown`, dates */
export const removeMember = (data: Data['RemoveMember'], state: Household, context: Context): HouseholdEvent[] => {
  const { facts } = openFile(state);
  require(facts.members.some(({ personId }) => personId === data.personId), 'member-unknown');
  requirePast(data.removedOn, context);
  return [{ type: 'MemberRemoved', data, ...effective(data.removedOn, context) }];
};

/** @throws {Refusal} `household-closed`, `invalid-amount`, `invalid-window`, `date-in-future` */
export const declareIncome = (data: Data['DeclareIncome'], state: Household, context: Context): HouseholdEvent[] => {
  const { facts } = openFile(state);
  requireAmounts(data.incomes);
  requireWindow(data.window, context);
  if (sameValue(data, { incomes: facts.incomes, window: facts.incomeWindow })) return [];
  return [{ type: 'IncomeDeclared', data }];
};

/** @throws {Refusal} `household-closed`, `invalid-amount`, `invalid-window`, `date-in-future` */
export const declareExpenses = (data: Data['DeclareExpenses'], state: Household, context: Context): HouseholdEvent[] => {
  const { facts } = openFile(state);
  requireAmounts(data.rigidCosts);
  requireWindow(data.window, context);
  if (sameValue(data, { rigidCosts: facts.rigidCosts, window: facts.expenseWindow })) return [];
  return [{ type: 'ExpensesDeclared', data }];
};

/** @throws {Refusal} `household-closed`, `invalid-amount` (a number of homes) */
export const recordAssets = (data: Data['RecordAssets'], state: Household): HouseholdEvent[] => {
  const { facts } = openFile(state);
  requireAmounts({ homes: data.assets.homes });
  return sameValue(data.assets, facts.assets) ? [] : [{ type: 'AssetsRecorded', data }];
};

/** @throws {Refusal} `household-closed`, `invalid-amount`, dates */
export const recordAccident = (data: Data['RecordAccident'], state: Household, context: Context): HouseholdEvent[] => {
  const { facts } = openFile(state);
  const { costFen, compensationFen } = data.accident;
  requireAmounts({ costFen, compensationFen });
  if (data.happenedOn !== undefined) requirePast(data.happenedOn, context);
  if (sameValue(data.accident, facts.accident)) return [];
  const { personId } = facts.principal;
  return [{ type: 'AccidentRecorded', data: { personId, ...data }, ...effective(data.happenedOn ?? context.today, context) }];
};

/** @throws {Refusal} `household-closed` */
export const withdrawAccident = (state: Household): HouseholdEvent[] =>
  openFile(state).facts.accident ? [{ type: 'AccidentWithdrawn', data: {} }] : [];

/** 致困原因: one main, up to three secondary. @throws {Refusal} `too-many-secondary-causes`, `cause-duplicate` */
export const causesSet = ({ main, secondary }: Causes): HouseholdEvent[] => {
  require(secondary.length <= SECONDARY_CAUSES, 'too-many-secondary-causes', { secondary: secondary.length, limit: SECONDARY_CAUSES });
  require(new Set([main, ...secondary]).size === secondary.length + 1, 'cause-duplicate');
  return [{ type: 'CausesSet', data: { main, secondary } }];
};

/** @throws {Refusal} `household-closed`, then as `causesSet` */
export const setCauses = (causes: Causes, state: Household): HouseholdEvent[] => {
  const { facts } = openFile(state);
  return sameValue(causes, facts.causes) ? [] : causesSet(causes);
};

/** 实名制: money goes to a card of the named person only. @throws {Refusal} `household-closed`, `card-holder-not-principal` */
export const bindBankCard = (card: Data['BindBankCard'], state: Household): HouseholdEvent[] => {
  const { facts } = openFile(state);
  require(card.holderPersonId === facts.principal.personId, 'card-holder-not-principal');
  return sameValue(card, facts.bankCard) ? [] : [{ type: 'BankCardBound', data: card }];
};

/**
 * One month's income of a registered household beside the line of that month: the evidence a 脱困 rests on. What it had before
 * it fell into difficulty proves nothing, so no month counts that lies before the application (or the relapse).
 * @throws {Refusal} `household-not-registered`, `invalid-date`, `date-in-future`, `date-before-application`, `invalid-amount`
 */
export const recordMonthlyIncome = (data: Data['RecordMonthlyIncome'], state: Household, context: Context): HouseholdEvent[] => {
  const household = registeredFile(state);
  const { facts, monthlyIncomes } = household;
  const { month, incomeFen, lineMonthlyFen } = data;
  requirePast(`${month}-01`, context);
  const appliedOn = beganOn(household);
  require(month >= appliedOn.slice(0, 7), 'date-before-application', { month, appliedOn });
  requireAmounts({ incomeFen, lineMonthlyFen });
  const income: MonthlyIncome = { month, incomeFen, persons: facts.members.length + 1, lineMonthlyFen };
  return sameValue(income, monthlyIncomes[month]) ? [] : [{ type: 'MonthlyIncomeRecorded', data: income }];
};

/** @throws {Refusal} `household-closed` */
export const changePrincipalContact = (contact: Data['ChangePrincipalContact'], state: Household): HouseholdEvent[] => {
  const { principal } = openFile(state).facts;
  if (sameValue(contact, contactOf(principal))) return [];
  return [{ type: 'PrincipalContactChanged', data: { personId: principal.personId, ...contact } }];
};

/** @throws {Refusal} `household-closed` */
export const changePrincipalDetails = (details: Data['ChangePrincipalDetails'], state: Household): HouseholdEvent[] => {
  const { principal } = openFile(state).facts;
  if (sameValue(details, detailsOf(principal))) return [];
  return [{ type: 'PrincipalDetailsChanged', data: { personId: principal.personId, ...details } }];
};

/** 建档标准. @throws {Refusal} `household-closed` */
export const setArchiveLevel = ({ archiveLevel }: Data['SetArchiveLevel'], state: Household): HouseholdEvent[] => {
  const { archiveLevel: previous } = openFile(state).facts;
  return archiveLevel === previous ? [] : [{ type: 'ArchiveLevelSet', data: { archiveLevel, previous } }];
};

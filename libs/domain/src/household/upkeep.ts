import type { Context } from '../kernel/decider.js';
import { effective } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import type { Household } from './household.state.js';
import { requireOtherPerson } from './declarations.js';
import { openFile, registeredFile, requireDayOfFile, requireDueAfter } from './guards.js';

type Data = HouseholdCommandData;

/** 年度复核. @throws {Refusal} `household-not-registered`, dates, `due-date-too-early`, `verification-out-of-order` */
export const reVerify = (data: Data['ReVerify'], state: Household, context: Context): HouseholdEvent[] => {
  const household = registeredFile(state);
  const { verifiedOn, nextDueOn } = data;
  if (verifiedOn === household.lastVerifiedOn && data.outcome === household.lastOutcome) return [];
  requireDayOfFile(verifiedOn, household, context);
  requireDueAfter(nextDueOn, verifiedOn);
  const { lastVerifiedOn = verifiedOn } = household;
  require(verifiedOn >= lastVerifiedOn, 'verification-out-of-order', { verifiedOn, lastVerifiedOn });
  const { unitId, principal } = household.facts;
  return [{ type: 'HouseholdReVerified', data: { personId: principal.personId, unitId, ...data }, ...effective(verifiedOn, context) }];
};

/** The whole file moves, an employer that was dissolved included. @throws {Refusal} `household-closed`, `unit-closed`, dates */
export const transferHousehold = (data: Data['TransferHousehold'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  const { toUnitOpen, ...transfer } = data;
  const { unitId: fromUnitId } = household.facts;
  if (transfer.toUnitId === fromUnitId) return [];
  require(toUnitOpen, 'unit-closed', { unitId: transfer.toUnitId });
  requireDayOfFile(transfer.transferredOn, household, context);
  return [{ type: 'HouseholdTransferred', data: { fromUnitId, ...transfer }, ...effective(transfer.transferredOn, context) }];
};

/**
 * 并档, seen from the file that goes on: both histories stay, and the people of the other file are listed here one by one.
 * @throws {Refusal} `household-closed`, `merge-with-itself`, dates, then as for adding a member
 */
export const absorbHousehold = (data: Data['AbsorbHousehold'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  const { absorbedHouseholdId, mergedOn, members } = data;
  require(absorbedHouseholdId !== household.householdId, 'merge-with-itself');
  if (household.absorbed.includes(absorbedHouseholdId)) return [];
  requireDayOfFile(mergedOn, household, context);
  const listed = [household.facts.principal, ...household.facts.members].map(({ personId }) => personId);
  const newcomers = members.filter(({ personId }) => !listed.includes(personId));
  for (const member of newcomers) requireOtherPerson(household, member);
  const since = effective(mergedOn, context);
  return [
    { type: 'HouseholdAbsorbed', data: { absorbedHouseholdId, mergedOn }, ...since },
    ...newcomers.map((member): HouseholdEvent => ({ type: 'MemberAdded', data: { member }, ...since })),
  ];
};

/** 并档, seen from the file that ends. @throws {Refusal} `household-closed`, `merge-with-itself`, `merge-target-closed`, dates */
export const mergeHouseholdInto = (data: Data['MergeHouseholdInto'], state: Household, context: Context): HouseholdEvent[] => {
  const { intoHouseholdId, intoOpen, mergedOn } = data;
  const alreadySo = state.status === 'closed' && state.closing.kind === 'merged' && state.closing.intoHouseholdId === intoHouseholdId;
  if (alreadySo) return [];
  const household = openFile(state);
  require(intoHouseholdId !== household.householdId, 'merge-with-itself');
  require(intoOpen, 'merge-target-closed');
  requireDayOfFile(mergedOn, household, context);
  return [{ type: 'HouseholdMergedInto', data: { intoHouseholdId, mergedOn }, ...effective(mergedOn, context) }];
};

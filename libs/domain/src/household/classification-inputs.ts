import { Refusal } from '../kernel/refusal.js';
import type { ClassificationInputs } from '../policy/classification.js';
import type { HouseholdFacts } from './household.facts.js';

/**
 * What the rule has to look at for this file: its facts as they are known now, in the area whose line counts on `onDate`
 * (the day of application unless the file is classified anew).
 * @throws {Refusal} `classification-facts-missing` with the facts that were not declared yet
 */
export const classificationInputsOf = (facts: HouseholdFacts, area: string, onDate: string = facts.appliedOn): ClassificationInputs => {
  const { members, incomes, rigidCosts, assets, accident } = facts;
  if (!incomes || !rigidCosts || !assets) {
    const missing = Object.entries({ incomes, rigidCosts, assets }).flatMap(([fact, value]) => (value ? [] : [fact]));
    throw new Refusal('classification-facts-missing', { missing });
  }
  return { area, onDate, persons: members.length + 1, incomes, rigidCosts, assets, ...(accident && { accident }) };
};

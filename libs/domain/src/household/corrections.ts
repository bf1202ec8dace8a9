import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { requireAmounts, requirePast, requireText } from '../kernel/guards.js';
import { ERASED } from '../kernel/message.js';
import { require } from '../kernel/refusal.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { Correction, HouseholdEvent } from './household.events.js';
import { evolveFacts, identityOf } from './fold-facts.js';
import { correctionCounts, factKeyOf } from './fold.js';
import type { Household, KnownHousehold } from './household.state.js';
import { requireWindow } from './declarations.js';
import { known } from './guards.js';

/** @throws {Refusal} `person-differs`, `invalid-amount`, `invalid-window`, `invalid-date`, `date-in-future` */
const requireSound = ({ facts }: KnownHousehold, correction: Correction, context: Context): void => {
  switch (correction.kind) {
    case 'identity':
      return require(correction.identity.personId === facts.principal.personId, 'person-differs');
    case 'details':
      return require(correction.details.personId === facts.principal.personId, 'person-differs');
    case 'member': {
      const { monthlyIncomeFen } = correction.member;
      return requireAmounts(typeof monthlyIncomeFen === 'number' ? { monthlyIncomeFen } : {});
    }
    case 'incomes':
      requireAmounts(correction.incomes);
      return requireWindow(correction.window, context);
    case 'rigidCosts':
      requireAmounts(correction.rigidCosts);
      return requireWindow(correction.window, context);
    case 'assets':
      return requireAmounts({ homes: correction.assets.homes });
    case 'date':
      return requirePast(correction.on, context);
  }
};

/** The principal's other fields are not sealed with his identity and stay out of it. */
const onlyIdentity = (correction: Correction): Correction =>
  correction.kind === 'identity' ? { kind: 'identity', identity: identityOf(correction.identity) } : correction;

/**
 * 更正: a new event that names the revision it corrects; the wrong one stays. A correction that was wrong is itself corrected.
 * Closed files can be set right too; the correction of a fact that a later one replaced changes the history, not what is known now.
 * @throws {Refusal} `household-absent`, `person-erased`, `explanation-missing`, `fact-unknown`, `fact-already-corrected`,
 * `person-differs`, `invalid-amount`, `invalid-window`, `invalid-date`, `date-in-future`
 */
export const correctFact = (data: HouseholdCommandData['CorrectFact'], state: Household, context: Context): HouseholdEvent[] => {
  const household = known(state);
  require(household.facts.principal.name !== ERASED, 'person-erased');
  const { correctsRevision, reason } = data;
  const correction = onlyIdentity(data.correction);
  requireText(reason, 'reason');
  const key = factKeyOf(data);
  const record = household.records.find((found) => found.key === key && found.revisions.includes(correctsRevision));
  require(record !== undefined, 'fact-unknown', { correctsRevision, kind: correction.kind });
  const latest = record.revisions.at(-1);
  require(latest === correctsRevision, 'fact-already-corrected', { correctsRevision, correctedBy: latest });
  requireSound(household, correction, context);
  const event = { type: 'FactCorrected', data: { correctsRevision, correction } } as const;
  const changesNothing =
    correction.kind !== 'date' && correctionCounts(household, data) && sameValue(evolveFacts(household.facts, event), household.facts);
  return changesNothing ? [] : [{ ...event, reason }];
};

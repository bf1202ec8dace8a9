import { isCalendarDate } from './calendar.js';
import type { Context } from './decider.js';
import { Refusal, require } from './refusal.js';

/** An answer of a rule: allowed (undefined), or refused with a code and its figures. */
export type Answer = Readonly<{ code: string; details: Readonly<Record<string, unknown>> }> | undefined;

/** The first refusal in the order of the list is the one that is answered. @throws {Refusal} */
export const requireAll = <Subject>(rules: readonly ((subject: Subject) => Answer)[], subject: Subject): void => {
  for (const rule of rules) {
    const answer = rule(subject);
    if (answer) throw new Refusal(answer.code, answer.details);
  }
};

/** The business date for the envelope, where it is not the day of recording. */
export const effective = (on: string, { today }: Context): { effectiveOn?: string } => (on === today ? {} : { effectiveOn: on });

/** @throws {Refusal} `invalid-date`, `date-in-future` */
export const requirePast = (on: string, { today }: Context): void => {
  require(isCalendarDate(on), 'invalid-date');
  require(on <= today, 'date-in-future', { on, today });
};

const requireFen = (amounts: Readonly<Record<string, number>>, least: number): void => {
  const fields = Object.entries(amounts).flatMap(([field, fen]) => (Number.isSafeInteger(fen) && fen >= least ? [] : [field]));
  require(fields.length === 0, 'invalid-amount', { fields });
};

/** Whole fen, not negative, exact. @throws {Refusal} `invalid-amount` with the fields at fault */
export const requireAmounts = (amounts: Readonly<Record<string, number>>): void => requireFen(amounts, 0);

/** Whole fen above zero, exact. @throws {Refusal} `invalid-amount` with the fields at fault */
export const requirePositive = (amounts: Readonly<Record<string, number>>): void => requireFen(amounts, 1);

/** @throws {Refusal} `explanation-missing` */
export const requireText = (text: string | undefined, field: string): void =>
  require(text !== undefined && text.trim() !== '', 'explanation-missing', { field });

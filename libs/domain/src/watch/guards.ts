import { isCalendarDate } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { requirePast } from '../kernel/guards.js';
import { Refusal, require } from '../kernel/refusal.js';
import { lastCase, openCase, type Watch, type WatchCase } from './watch.state.js';

/** A reaction or the keeper of days acts on what somebody decided elsewhere. */
export const isSystem = ({ by }: Context): boolean => by.startsWith('system:');

/** Nothing more is written about a person whose key is gone. @throws {Refusal} `person-erased` */
export const requireReadable = ({ erasedPersonId }: Watch, personId: string): void => require(erasedPersonId !== personId, 'person-erased');

/** The case that is open. @throws {Refusal} `watch-not-open` with the status of the last case, if there was one; `person-erased` */
export const standing = (state: Watch): WatchCase => {
  const watchCase = openCase(state);
  if (!watchCase) throw new Refusal('watch-not-open', { ...(lastCase(state) && { status: lastCase(state)?.status }) });
  requireReadable(state, watchCase.personId);
  return watchCase;
};

/** What every event of a case names. */
export const aboutOf = ({ householdId, unitId, personId, watchNumber }: WatchCase) => ({ householdId, unitId, personId, watchNumber });

/** A day since the clue, of which the future is not part. @throws {Refusal} `invalid-date`, `date-in-future`, `date-before-clue` */
export const requireSinceClue = (on: string, { raisedOn }: WatchCase, context: Context): void => {
  requirePast(on, context);
  require(on >= raisedOn, 'date-before-clue', { on, raisedOn });
};

/** A day that may lie ahead but not before `from`. @throws {Refusal} `invalid-date`, `due-date-too-early` */
export const requireDueSince = (on: string, from: string): void => {
  require(isCalendarDate(on), 'invalid-date');
  require(on >= from, 'due-date-too-early', { on, from });
};

/** A person decides, and nobody on what he entered himself. @throws {Refusal} `four-eyes` */
export const requireOtherEyes = ({ enteredBy }: WatchCase, context: Context): void =>
  require(!isSystem(context) && !enteredBy.includes(context.by), 'four-eyes', { enteredBy: enteredBy.length });

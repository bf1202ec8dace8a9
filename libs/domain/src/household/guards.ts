import { isCalendarDate } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { requirePast } from '../kernel/guards.js';
import { ERASED } from '../kernel/message.js';
import { Refusal, require } from '../kernel/refusal.js';
import { beganOn, type Household, type KnownHousehold, type OpenHousehold } from './household.state.js';

/** @throws {Refusal} `household-absent` */
export const known = (household: Household): KnownHousehold => {
  if (household.status === 'absent') throw new Refusal('household-absent');
  return household;
};

/**
 * A file that may still change. Nothing new is written about a person whose key is gone.
 * @throws {Refusal} `household-absent`, `household-closed`, `person-erased`
 */
export const openFile = (state: Household): OpenHousehold => {
  const household = known(state);
  if (household.status === 'closed') throw new Refusal('household-closed', { kind: household.closing.kind, on: household.closing.on });
  require(household.facts.principal.name !== ERASED, 'person-erased');
  return household;
};

/** @throws {Refusal} as `openFile`, then `household-not-registered` */
export const registeredFile = (state: Household): OpenHousehold => {
  const household = openFile(state);
  require(household.status === 'registered', 'household-not-registered', { status: household.status });
  return household;
};

/**
 * A file on which steps may be taken: an application, or a temporary file whose papers are still to be completed.
 * @throws {Refusal} as `openFile`, then `application-not-open`
 */
export const fileInSteps = (state: Household): OpenHousehold => {
  const household = openFile(state);
  require(household.status !== 'registered' || household.facts.temporary, 'application-not-open', { status: household.status });
  return household;
};

/**
 * A file that can be reviewed: one sent back has to be resubmitted first.
 * @throws {Refusal} as `fileInSteps`, then `application-returned`
 */
export const submittedFile = (state: Household): OpenHousehold => {
  const household = fileInSteps(state);
  require(household.status !== 'returned', 'application-returned');
  return household;
};

/** Nobody reviews or decides what he entered. @throws {Refusal} `four-eyes` */
export const requireOtherEyes = ({ enteredBy }: KnownHousehold, { by }: Context): void =>
  require(!enteredBy.includes(by), 'four-eyes', { enteredBy: enteredBy.length });

/** A day since the application, or since the relapse that stands for one. @throws {Refusal} `invalid-date`, `date-in-future`, `date-before-application` */
export const requireDayOfFile = (on: string, household: KnownHousehold, context: Context): void => {
  requirePast(on, context);
  const appliedOn = beganOn(household);
  require(on >= appliedOn, 'date-before-application', { on, appliedOn });
};

/** A day that may lie ahead but not before `from`. @throws {Refusal} `invalid-date`, `due-date-too-early` */
export const requireDueAfter = (on: string, from: string): void => {
  require(isCalendarDate(on), 'invalid-date');
  require(on >= from, 'due-date-too-early', { on, from });
};

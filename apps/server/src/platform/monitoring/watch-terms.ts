import { Refusal } from '#domain/kernel/refusal';
import type { Term } from '#domain/policy/watch-rules';
import type { WatchTerms } from '#domain/watch/watch.commands';
import type { Directory } from '../directory.js';
import { termEndsOn } from '../working-days.js';

/** The last day of a policy's term that began on `date`. */
export const lastDayOf = (date: string, { days, counts }: Term): string => termEndsOn(date, days, counts);

/**
 * The rules of monitoring in force for a unit on a day, with the days that follow from them for what is heard on that day.
 * @throws {Refusal} `no-policy-in-force`, `no-watch-rules`
 */
export const watchTermsFor = (directory: Directory, unitId: string, onDate: string): WatchTerms => {
  const { policyVersion, rules } = directory.rulesFor(unitId, onDate);
  if (!rules.watch) throw new Refusal('no-watch-rules', { policyVersion });
  const { verify, recheck } = rules.watch;
  return {
    rules: rules.watch,
    policyVersion,
    onDate,
    verifyDueOn: lastDayOf(onDate, verify),
    recheckDueOn: lastDayOf(onDate, recheck),
  };
};

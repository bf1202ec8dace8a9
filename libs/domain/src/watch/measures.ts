import { addMonths } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { effective, requirePast, requireText } from '../kernel/guards.js';
import { Refusal, require } from '../kernel/refusal.js';
import { aboutOf, isSystem, requireDueSince, requireSinceClue, standing } from './guards.js';
import type { WatchCommandData } from './watch.commands.js';
import type { Measure, WatchEvent } from './watch.events.js';
import { isWorse } from './watch.policies.js';
import { openCase, type KnownMeasure, type Watch, type WatchCase } from './watch.state.js';

type Data = WatchCommandData;

const requireMeasure = ({ measureId, kind, dueOn, department, description }: Measure, plannedOn: string): void => {
  requireDueSince(dueOn, plannedOn);
  requireText(description, 'description');
  require(kind !== 'referral' || (department !== undefined && department.trim() !== ''), 'department-missing', { measureId });
};

/** No id is used twice in the household's watch, in whichever of its cases. @throws {Refusal} `measures-missing`, `measure-already-planned` */
const requireNewMeasures = ({ cases }: Watch, measures: readonly Measure[]): void => {
  require(measures.length > 0, 'measures-missing');
  const ids = measures.map(({ measureId }) => measureId);
  const known = ids.filter((id, index) => ids.indexOf(id) !== index || [...cases.values()].some((each) => each.measures.has(id)));
  require(known.length === 0, 'measure-already-planned', { measureIds: known });
};

/** A later plan adds measures and puts no visit off. */
const followUpDueOn = ({ due, severity }: WatchCase, { plannedOn, followUpMonths }: Data['PlanMeasures']): string => {
  const standingOn = due.find(({ duty }) => duty === 'follow_up')?.dueOn;
  return standingOn ?? addMonths(plannedOn, followUpMonths[severity]);
};

/**
 * After the visit; urgent cases get help first.
 * @throws {Refusal} `watch-not-open`, `person-erased`, `watch-not-verified`, dates, `date-before-clue`, `date-before-visit`,
 * `measures-missing`, `measure-already-planned`, `due-date-too-early`, `explanation-missing`, `department-missing`
 */
export const planMeasures = (data: Data['PlanMeasures'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = standing(state);
  const { status, urgent, verifiedOn } = watchCase;
  require(status !== 'raised' || urgent, 'watch-not-verified');
  const { plannedOn, measures } = data;
  requireSinceClue(plannedOn, watchCase, context);
  require(urgent || verifiedOn === undefined || plannedOn >= verifiedOn, 'date-before-visit', { on: plannedOn, verifiedOn });
  requireNewMeasures(state, measures);
  for (const measure of measures) requireMeasure(measure, plannedOn);
  const planned = { plannedOn, measures, followUpDueOn: followUpDueOn(watchCase, data) };
  return [{ type: 'MeasuresPlanned', data: { ...aboutOf(watchCase), ...planned }, ...effective(plannedOn, context) }];
};

const isWaiting = (measure: KnownMeasure | undefined): boolean =>
  measure !== undefined && measure.deliveredOn === undefined && measure.droppedOn === undefined;

const measureOf = ({ measures }: WatchCase, measureId: string): KnownMeasure => {
  const measure = measures.get(measureId);
  if (!measure) throw new Refusal('measure-unknown', { measureId });
  return measure;
};

/**
 * Help may have come before it was planned on paper. A reaction to a payment is answered nothing where there is nothing to do.
 * @throws {Refusal} `watch-not-open`, `person-erased`, `measure-unknown`, `measure-dropped`, `measure-already-delivered`, dates,
 * `date-before-clue`
 */
export const deliverMeasure = (data: Data['DeliverMeasure'], state: Watch, context: Context): WatchEvent[] => {
  const { measureId, deliveredOn } = data;
  if (isSystem(context) && !isWaiting(openCase(state)?.measures.get(measureId))) return [];
  const watchCase = standing(state);
  const measure = measureOf(watchCase, measureId);
  const { droppedOn } = measure;
  require(droppedOn === undefined, 'measure-dropped', { measureId, droppedOn });
  const before = measure.deliveredOn;
  if (before === deliveredOn) return [];
  require(before === undefined, 'measure-already-delivered', { measureId, deliveredOn: before });
  requireSinceClue(deliveredOn, watchCase, context);
  return [{ type: 'MeasureDelivered', data: { ...aboutOf(watchCase), ...data }, ...effective(deliveredOn, context) }];
};

/**
 * Given up for a reason: it is due no more, and stands in the way of no clearing.
 * @throws {Refusal} `watch-not-open`, `person-erased`, `measure-unknown`, `measure-already-delivered`, dates, `date-before-clue`,
 * `explanation-missing`
 */
export const dropMeasure = (data: Data['DropMeasure'], state: Watch, context: Context): WatchEvent[] => {
  const { measureId, droppedOn, explanation } = data;
  const watchCase = standing(state);
  const measure = measureOf(watchCase, measureId);
  if (measure.droppedOn !== undefined) return [];
  const { deliveredOn } = measure;
  require(deliveredOn === undefined, 'measure-already-delivered', { measureId, deliveredOn });
  requireSinceClue(droppedOn, watchCase, context);
  requireText(explanation, 'explanation');
  return [{ type: 'MeasureDropped', data: { ...aboutOf(watchCase), ...data }, ...effective(droppedOn, context) }];
};

/**
 * What is found now counts, be it better or worse, and sets the day of the next look. Who is worse off than before is not stable.
 * @throws {Refusal} `watch-not-open`, `person-erased`, `watch-not-planned`, dates, `date-before-plan`, `follow-up-out-of-order`,
 * `stable-yet-worse`, `explanation-missing`
 */
export const followUp = (data: Data['FollowUp'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = standing(state);
  const { plannedOn, lastFollowUpOn, status } = watchCase;
  const { followUpMonths, ...found } = data;
  const { followedUpOn, severity, stable, findings } = found;
  require(plannedOn !== undefined, 'watch-not-planned', { status });
  requirePast(followedUpOn, context);
  require(followedUpOn >= plannedOn, 'date-before-plan', { on: followedUpOn, plannedOn });
  require(lastFollowUpOn === undefined || followedUpOn > lastFollowUpOn, 'follow-up-out-of-order', { on: followedUpOn, lastFollowUpOn });
  const { severity: previous } = watchCase;
  require(!stable || !isWorse(severity, previous), 'stable-yet-worse', { severity, previous });
  requireText(findings, 'findings');
  const nextDueOn = addMonths(followedUpOn, followUpMonths[severity]);
  return [{ type: 'FollowedUp', data: { ...aboutOf(watchCase), ...found, nextDueOn }, ...effective(followedUpOn, context) }];
};

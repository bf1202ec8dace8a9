import { addMonths } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { effective, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import { aboutOf, requireSinceClue, standing } from './guards.js';
import type { WatchCommandData } from './watch.commands.js';
import type { DutyRef, WatchEvent } from './watch.events.js';
import { openCase, type OpenDuty, type Watch, type WatchCase } from './watch.state.js';

type Data = WatchCommandData;

/**
 * Over a year under watch (the rural peer looks at such cases anew), from the day on which the review is due.
 * @throws {Refusal} `watch-not-open`, `person-erased`, dates, `date-before-clue`, `review-not-due`, `explanation-missing`
 */
export const keepUnderWatch = (data: Data['KeepUnderWatch'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = standing(state);
  const { reviewedOn, explanation, reviewMonths } = data;
  requireSinceClue(reviewedOn, watchCase, context);
  const dueOn = watchCase.due.find(({ duty }) => duty === 'yearly_review')?.dueOn;
  require(dueOn === undefined || reviewedOn >= dueOn, 'review-not-due', { on: reviewedOn, dueOn });
  requireText(explanation, 'explanation');
  const kept = { reviewedOn, explanation, nextReviewDueOn: addMonths(reviewedOn, reviewMonths) };
  return [{ type: 'KeptUnderWatch', data: { ...aboutOf(watchCase), ...kept }, ...effective(reviewedOn, context) }];
};

/** The file went to another unit, which is said there. */
export const moveWatch = ({ toUnitId, movedOn }: Data['MoveWatch'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = openCase(state);
  if (!watchCase || watchCase.unitId === toUnitId) return [];
  const { unitId: fromUnitId } = watchCase;
  return [{ type: 'WatchMoved', data: { ...aboutOf(watchCase), unitId: toUnitId, fromUnitId, movedOn }, ...effective(movedOn, context) }];
};

type Overdue = Readonly<{ watchCase: WatchCase; open: OpenDuty }>;

/** The duty where it is still to be done on that very day; undefined where it is done, has another day, or its case ended. */
const dutyOf = (state: Watch, watchNumber: number, { duty, reference, dueOn }: DutyRef): Overdue | undefined => {
  const watchCase = openCase(state);
  if (watchCase?.watchNumber !== watchNumber) return undefined;
  const open = watchCase.due.find((each) => each.duty === duty && each.reference === reference && each.dueOn === dueOn);
  return open && { watchCase, open };
};

const refOf = ({ duty, reference, dueOn }: OpenDuty): DutyRef => ({ duty, ...(reference !== undefined && { reference }), dueOn });

/** Once for each duty, day and stage. */
export const recordReminder = (data: Data['RecordReminder'], state: Watch, context: Context): WatchEvent[] => {
  const { watchNumber, due, stage, remindedOn } = data;
  const found = dutyOf(state, watchNumber, due);
  if (!found || found.open.reminded.includes(stage)) return [];
  const said = { ...refOf(found.open), stage, remindedOn };
  return [{ type: 'ReminderRecorded', data: { ...aboutOf(found.watchCase), ...said }, ...effective(remindedOn, context) }];
};

/** Level by level: once for each duty, day and unit above. @throws {Refusal} `duty-not-overdue` */
export const escalateWatch = (data: Data['EscalateWatch'], state: Watch, context: Context): WatchEvent[] => {
  const { watchNumber, due, toUnitId, escalatedOn } = data;
  const found = dutyOf(state, watchNumber, due);
  if (!found || found.open.escalatedTo.includes(toUnitId)) return [];
  require(escalatedOn > due.dueOn, 'duty-not-overdue', { dueOn: due.dueOn, escalatedOn });
  const said = { ...refOf(found.open), toUnitId, escalatedOn };
  return [{ type: 'WatchEscalated', data: { ...aboutOf(found.watchCase), ...said }, ...effective(escalatedOn, context) }];
};

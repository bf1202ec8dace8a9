import { addDays, daysBetween } from '#domain/kernel/calendar';
import { termEndsOn } from '../platform/working-days.js';

/** How a task stands to its day, whatever a policy says. `soon`: within a week, today included. */
export const urgencies = ['overdue', 'soon', 'later', 'undated'] as const;
export type Urgency = (typeof urgencies)[number];

/** How a task stands to its day by the policy of its area: `due_soon` from as many working days before as reminders come. */
export const taskStates = ['overdue', 'due_soon', 'due'] as const;
export type TaskState = (typeof taskStates)[number];

const WEEK = 7;

/** Which days a list is about: from the first up to, not including, the last, and whether tasks without a day belong to it. */
export type Days = Readonly<{ gte: string; lt: string; undated: boolean }>;

/** After every day. */
const END = '~';

export const anyDay: Days = { gte: '', lt: END, undated: true };

export const meeting = (one: Days, other: Days): Days => ({
  gte: one.gte > other.gte ? one.gte : other.gte,
  lt: one.lt < other.lt ? one.lt : other.lt,
  undated: one.undated && other.undated,
});

const dated = (gte: string, lt: string): Days => ({ gte, lt, undated: false });

export const daysOfUrgency = (urgency: Urgency, today: string): Days => {
  const later = addDays(today, WEEK + 1);
  switch (urgency) {
    case 'overdue':
      return dated('', today);
    case 'soon':
      return dated(today, later);
    case 'later':
      return dated(later, END);
    case 'undated':
      return { gte: END, lt: END, undated: true };
  }
};

export const daysOfState = (state: TaskState, today: string, remindDaysBefore: number): Days => {
  const later = addDays(termEndsOn(today, remindDaysBefore, 'working_days'), 1);
  switch (state) {
    case 'overdue':
      return dated('', today);
    case 'due_soon':
      return dated(today, later);
    case 'due':
      return { ...dated(later, END), undated: true };
  }
};

const holds = ({ gte, lt, undated }: Days, dueOn: string | null): boolean => (dueOn === null ? undated : dueOn >= gte && dueOn < lt);

/** Of a task: both of its standings, and the days that are left, fewer than none where it is overdue. */
export const standingOf = (dueOn: string | null, today: string, remindDaysBefore: number) => ({
  urgency: urgencies.find((urgency) => holds(daysOfUrgency(urgency, today), dueOn))!,
  state: taskStates.find((state) => holds(daysOfState(state, today, remindDaysBefore), dueOn))!,
  daysLeft: dueOn === null ? null : daysBetween(today, dueOn),
});

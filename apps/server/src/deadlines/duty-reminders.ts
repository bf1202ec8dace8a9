import { watch } from '#domain/watch/watch';
import type { WatchCommand } from '#domain/watch/watch.commands';
import type { DutyRef } from '#domain/watch/watch.events';
import type { ReminderStage } from '#domain/watch/watch.terms';
import type { Streams } from '#event-store/streams';
import type { TaskItem, TaskRow } from '#read-models/case-tasks/task-row';
import { dutyOf } from '#read-models/case-tasks/watch-tasks';
import type { Condition, ReadCollection } from '#read-store/port';
import type { Clock } from '../platform/clock.js';
import { systemContext, type Directory } from '../platform/directory.js';
import { inParallel } from '../platform/in-parallel.js';
import { lastDayOf } from '../platform/monitoring/watch-terms.js';
import { termEndsOn } from '../platform/working-days.js';
import { rowsOf } from './paging.js';
import type { Deed, Pass } from './pass.js';
import type { TermsByArea } from './terms-by-area.js';

const WIDTH = 8;

/** What is to be said of one item of a task; the key makes it once, however often it is asked. */
type Step = Readonly<{ deed: Deed; key: string; command: WatchCommand }>;
type Open = Readonly<{ task: TaskRow; item: TaskItem; due: DutyRef; watchNumber: number }>;

/** The items of a task that are duties of a watch case, with their day. */
const openDuties = (task: TaskRow): readonly Open[] => {
  const [duty, { watchNumber }] = [dutyOf(task.kind), task];
  if (duty === undefined || watchNumber === null) return [];
  return task.items.flatMap((item) => {
    const { reference, dueOn } = item;
    return dueOn === null ? [] : [{ task, item, watchNumber, due: { duty, ...(reference !== '' && { reference }), dueOn } }];
  });
};

/** Says of the duties of watch cases that they are due soon or overdue, once each, and takes what stays overdue to the unit above. */
export class DutyReminders {
  constructor(
    private readonly directory: Directory,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  /** What became due: an index holds what nobody was reminded of yet, and nothing else. */
  async remind(tasks: ReadCollection<TaskRow>, terms: TermsByArea, pass: Pass): Promise<void> {
    const { today } = terms;
    const soonest = remindedUpTo(today, Math.max(0, ...[...terms.all().values()].map(({ rules }) => rules.remindDaysBefore)));
    await this.follow(tasks, 'reportOn', { lt: today }, terms, pass);
    await this.follow(tasks, 'remindOn', { gte: today, lte: soonest }, terms, pass);
  }

  /** What has been overdue for long. Days alone bring it about, so that once a day is enough. */
  escalate(tasks: ReadCollection<TaskRow>, terms: TermsByArea, pass: Pass): Promise<void> {
    return this.follow(tasks, 'escalateFrom', { lt: terms.today }, terms, pass);
  }

  private async follow(tasks: ReadCollection<TaskRow>, field: string, day: Condition, terms: TermsByArea, pass: Pass): Promise<void> {
    for await (const rows of rowsOf(tasks, { where: { [field]: day }, sort: { field, direction: 'asc' } }))
      await inParallel(rows, WIDTH, async (task) => {
        for (const open of openDuties(task)) await this.say(open, terms, pass);
      });
  }

  private async say(open: Open, terms: TermsByArea, pass: Pass): Promise<void> {
    const { householdId, keptByUnitId } = open.task;
    if (householdId === null) return;
    for (const { deed, key, command } of this.stepsOf(open, terms)) {
      const context = { ...systemContext('deadlines', this.clock, `deadlines:${key}`), unit: keptByUnitId };
      await pass.attempt(deed, householdId, () => this.streams.handle(watch, householdId, command, context));
    }
  }

  private stepsOf(open: Open, terms: TermsByArea): readonly Step[] {
    const rules = terms.of(open.task.keptByUnitId)?.rules;
    if (!rules) return [];
    const stage = stageToSay(open.item, open.due.dueOn, remindedUpTo(terms.today, rules.remindDaysBefore), terms.today);
    const reminder = stage ? [reminderOf(open, stage, terms.today)] : [];
    const above = this.unitAbove(open, terms);
    return above === undefined ? reminder : [...reminder, escalationOf(open, above, terms.today)];
  }

  /** Where it goes: up by one from whoever has had it for the whole term; undefined before that, and at the root. */
  private unitAbove({ task: { keptByUnitId }, item: { escalatedTo, lateFrom } }: Open, terms: TermsByArea): string | undefined {
    const term = terms.of(keptByUnitId)?.rules.escalate;
    if (!term || lateFrom === null || terms.today <= lastDayOf(lateFrom, term)) return undefined;
    const above = this.directory.unitTree().ancestors(escalatedTo ?? keptByUnitId);
    return above.find((code) => this.directory.unit(code)?.status === 'open');
  }
}

/**
 * The last day that is near on `today`. Counted in working days, so that what is due right after a feast is announced before it, while
 * somebody is at work. With none, today itself.
 */
const remindedUpTo = (today: string, workingDays: number): string => termEndsOn(today, workingDays, 'working_days');

/** Undefined where its day is far, or that was said already. Whoever slept through the days before is told of the last stage alone. */
const stageToSay = ({ reminded }: TaskItem, dueOn: string, soonest: string, today: string): ReminderStage | undefined => {
  if (dueOn < today) return reminded === 'overdue' ? undefined : 'overdue';
  return dueOn <= soonest && reminded === null ? 'due_soon' : undefined;
};

const keyOf = ({ task: { householdId }, watchNumber, due: { duty, reference = '', dueOn } }: Open): string =>
  [householdId, watchNumber, duty, reference, dueOn].join(' ');

const reminderOf = (open: Open, stage: ReminderStage, remindedOn: string): Step => {
  const { watchNumber, due } = open;
  return {
    deed: 'reminder',
    key: `${keyOf(open)} ${stage}`,
    command: { type: 'RecordReminder', data: { watchNumber, due, stage, remindedOn } },
  };
};

/** The day since when it was late tells apart two ways up to the same unit, before and after the file moved. */
const escalationOf = (open: Open, toUnitId: string, escalatedOn: string): Step => {
  const { watchNumber, due, item } = open;
  return {
    deed: 'escalation',
    key: `${keyOf(open)} ${item.lateFrom} ${toUnitId}`,
    command: { type: 'EscalateWatch', data: { watchNumber, due, toUnitId, escalatedOn } },
  };
};

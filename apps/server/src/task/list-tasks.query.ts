import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { aidBoard } from '#read-models/aid-board/aid-board';
import { caseBoard } from '#read-models/case-board/case-board';
import { caseTasks } from '#read-models/case-tasks/case-tasks';
import { taskRoles, type TaskKind, type TaskRow } from '#read-models/case-tasks/task-row';
import { paymentBatches } from '#read-models/payment-batches/payment-batches';
import type { Collection, Row } from '#read-models/view';
import type { ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { Views } from '../platform/views.js';
import { anyDay, daysOfState, daysOfUrgency, meeting, standingOf, type Days, type TaskState } from './task-days.js';
import { dueIn, taskPage, type Selection } from './task-pages.js';
import { TaskSelections, type Chosen } from './task-selections.js';
import { ListTasksQuery, TasksAnswer, type TaskAnswer } from './task.answers.js';

const kinds = Object.keys(taskRoles) as TaskKind[];

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

export class ListTasks extends Query<TasksAnswer> {
  constructor(
    readonly query: ListTasksQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The tasks that are asked for, of any day unless the query says which; `also` narrows them further. */
const selectionOf = (
  { where, remindDaysBefore }: Chosen,
  { urgency, state }: ListTasksQuery,
  today: string,
  also?: TaskState,
): Selection => {
  const asked: readonly Days[] = [
    ...(urgency ? [daysOfUrgency(urgency, today)] : []),
    ...[state, also].flatMap((each) => (each ? [daysOfState(each, today, remindDaysBefore)] : [])),
  ];
  return { where, days: asked.reduce(meeting, anyDay) };
};

@QueryHandler(ListTasks)
export class ListTasksHandler implements IQueryHandler<ListTasks> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly selections: TaskSelections,
  ) {}

  async execute({ query, caller }: ListTasks): Promise<TasksAnswer> {
    const tasks = await this.views.of(caseTasks.collection, query.after);
    const { today } = caller.request;
    const chosen = this.selections.of(query, caller);
    const wanted = (also?: TaskState) => chosen.map((part) => selectionOf(part, query, today, also));
    const { rows, ...page } = await taskPage(tasks, wanted(), query);
    const open = await this.counted(tasks, wanted());
    const [dueSoon, overdue] = [await this.counted(tasks, wanted('due_soon')), await this.counted(tasks, wanted('overdue'))];
    return {
      rows: await this.shown(rows, today, query.after),
      ...page,
      ...{ open: total(kinds.map(open)), dueSoon: total(kinds.map(dueSoon)), overdue: total(kinds.map(overdue)) },
      counts: kinds
        .map((kind) => ({ kind, open: open(kind), dueSoon: dueSoon(kind), overdue: overdue(kind) }))
        .filter((count) => count.open > 0),
    };
  }

  private async counted(tasks: ReadCollection<TaskRow>, selections: readonly Selection[]) {
    const asked = selections.flatMap(({ where, days }) =>
      [dueIn(days, 'dated'), dueIn(days, 'undated')].flatMap((dueOn) =>
        dueOn ? [tasks.countBy('kind', { where: { ...where, dueOn } })] : [],
      ),
    );
    const counted = await Promise.all(asked);
    return (kind: TaskKind): number => total(counted.map((count) => count[kind] ?? 0));
  }

  /** With the names and sums of what they are about, which tasks do not keep. */
  private async shown(rows: readonly TaskRow[], today: string, after?: string): Promise<TaskAnswer[]> {
    const remindDays = this.selections.remindDays(today);
    const [households, aids, batches] = await Promise.all([
      this.among(caseBoard.collection, after, rows, ({ householdId }) => householdId),
      this.among(aidBoard.collection, after, rows, ({ aidId }) => aidId),
      this.among(paymentBatches.collection, after, rows, ({ batchId }) => batchId),
    ]);
    return rows.map((row) => {
      const { taskId, kind, role, householdId, aidId, batchId, leadId, watchNumber, unitId, escalated, dueOn, openedAt } = row;
      const { name = null, fileNumber = null } = households(householdId) ?? {};
      const [aid, batch] = [aids(aidId), batches(batchId)];
      const references = row.items.flatMap(({ reference }) => (reference === '' ? [] : [reference]));
      const about = { item: aid?.item ?? null, amountFen: aid?.amountFen ?? batch?.totalFen ?? null, title: batch?.title ?? null };
      const where = { unitId, unitName: this.directory.unit(unitId)?.name ?? unitId, escalated };
      const when = { dueOn, openedAt, ...standingOf(dueOn, today, remindDays(unitId)) };
      const what = { taskId, kind, role, householdId, aidId, batchId, leadId, watchNumber, references };
      return { ...what, ...about, fileNumber, name, ...where, ...when };
    });
  }

  /** What another view says of that which the tasks are about. */
  private async among<T extends Row>(
    definition: Collection<T>,
    after: string | undefined,
    tasks: readonly TaskRow[],
    keyOf: (task: TaskRow) => string | null,
  ): Promise<(key: string | null) => T | undefined> {
    const view = await this.views.of(definition, after);
    const found = await view.getMany([...new Set(tasks.map(keyOf).filter((key) => key !== null))]);
    return (key) => (key === null ? undefined : found.get(key)?.row);
  }
}

@ApiTags('tasks')
@Controller('tasks')
export class ListTasksController {
  constructor(private readonly bus: QueryBus) {}

  /** 我的待办: what the caller's roles have to do in the units where he holds them, the most urgent first. */
  @Get()
  @Can('household:read')
  @ApiOkResponse({ type: TasksAnswer })
  list(@QueryOf() query: ListTasksQuery, @From() caller: Caller): Promise<TasksAnswer> {
    return this.bus.execute(new ListTasks(query, caller));
  }
}

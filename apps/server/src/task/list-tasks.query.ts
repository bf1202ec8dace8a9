import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { aidItems, type AidItem } from '#domain/aid/aid.terms';
import { addDays } from '#domain/kernel/calendar';
import { aidBoard } from '#read-models/aid-board/aid-board';
import { caseBoard } from '#read-models/case-board/case-board';
import { caseTasks } from '#read-models/case-tasks/case-tasks';
import { taskRoles, type TaskKind, type TaskRow } from '#read-models/case-tasks/task-row';
import { paymentBatches } from '#read-models/payment-batches/payment-batches';
import type { Collection, Row } from '#read-models/view';
import type { Filter, ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf, SomeOf, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { allStretches, taskPage, type Stretch } from './task-pages.js';

const kinds = Object.keys(taskRoles) as TaskKind[];

/** How a task stands to its day. `soon`: within a week, today included. */
export const urgencies = ['overdue', 'soon', 'later', 'undated'] as const;
export type Urgency = (typeof urgencies)[number];

const SOON_DAYS = 7;

export class ListTasksQuery extends PageQuery {
  @SomeOf(kinds) readonly kind?: readonly TaskKind[];
  @OneOf(urgencies) readonly urgency?: Urgency;
  /** Only files kept in this unit or below it. */
  @UnitCode() readonly unit?: string;
  /** Only those of one file. */
  @IsOptional() @IsUUID() readonly householdId?: string;
}

export class TaskAnswer {
  @ApiProperty() readonly taskId!: string;
  @ApiProperty({ enum: kinds }) readonly kind!: TaskKind;
  @ApiProperty({ description: 'the role that does it' }) readonly role!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'none for a batch' }) readonly householdId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly aidId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly batchId!: string | null;
  @ApiProperty({ enum: aidItems, nullable: true, description: 'of the aid' }) readonly item!: AidItem | null;
  @ApiProperty({ type: Number, nullable: true, description: 'of the aid, or of all lines of the batch' }) readonly amountFen!:
    number | null;
  @ApiProperty({ type: String, nullable: true, description: 'of the batch' }) readonly title!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly fileNumber!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly name!: string | null;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly dueOn!: string | null;
  @ApiProperty({ enum: urgencies }) readonly urgency!: Urgency;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly openedAt!: string | null;
}

export class TaskCountAnswer {
  @ApiProperty({ enum: kinds }) readonly kind!: TaskKind;
  @ApiProperty() readonly open!: number;
  @ApiProperty() readonly overdue!: number;
}

export class TasksAnswer {
  @ApiProperty({ type: [TaskAnswer] }) readonly rows!: readonly TaskAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
  /** Of all tasks that the filters leave, whatever the page. */
  @ApiProperty() readonly open!: number;
  @ApiProperty() readonly overdue!: number;
  @ApiProperty({ type: [TaskCountAnswer] }) readonly counts!: readonly TaskCountAnswer[];
}

const urgencyOf = (dueOn: string | null, today: string): Urgency => {
  if (dueOn === null) return 'undated';
  if (dueOn < today) return 'overdue';
  return dueOn <= addDays(today, SOON_DAYS) ? 'soon' : 'later';
};

const stretchesOf = (urgency: Urgency | undefined, today: string): readonly Stretch[] => {
  switch (urgency) {
    case undefined:
      return allStretches;
    case 'overdue':
      return [{ dated: true, dueOn: { lt: today } }];
    case 'soon':
      return [{ dated: true, dueOn: { gte: today, lte: addDays(today, SOON_DAYS) } }];
    case 'later':
      return [{ dated: true, dueOn: { gt: addDays(today, SOON_DAYS) } }];
    case 'undated':
      return [{ dated: false, dueOn: { eq: null } }];
  }
};

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

export class ListTasks extends Query<TasksAnswer> {
  constructor(
    readonly query: ListTasksQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListTasks)
export class ListTasksHandler implements IQueryHandler<ListTasks> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: ListTasks): Promise<TasksAnswer> {
    const tasks = await this.views.of(caseTasks.collection, query.after);
    const { today } = caller.request;
    const selections = this.selectionsOf(query, caller);
    const stretches = stretchesOf(query.urgency, today);
    const { rows, ...page } = await taskPage(tasks, selections, { limit: query.limit, cursor: query.cursor, stretches });
    const overdue = query.urgency === undefined ? stretchesOf('overdue', today) : stretches.filter(() => query.urgency === 'overdue');
    const [open, late] = [await this.counted(tasks, selections, stretches), await this.counted(tasks, selections, overdue)];
    const counts = kinds.map((kind) => ({ kind, open: open(kind), overdue: late(kind) }));
    return {
      rows: await this.shown(rows, today, query.after),
      ...page,
      open: total(kinds.map(open)),
      overdue: total(kinds.map(late)),
      counts: counts.filter((count) => count.open > 0),
    };
  }

  /** One selection for each role the caller holds: what a role does, in the units where he holds it. */
  private selectionsOf({ kind, unit, householdId }: ListTasksQuery, caller: Caller): readonly Filter[] {
    const wanted = unitsReached(this.directory, { caller, permission: 'household:read', unit });
    const within = wanted && new Set(wanted);
    const tree = this.directory.unitTree();
    return [...new Set(caller.roles.map(({ role }) => role))].map((role) => {
      const held = caller.roles.filter((each) => each.role === role).flatMap((each) => tree.subtree(each.unit));
      return {
        open: { eq: true },
        role: { eq: role },
        unitId: { in: [...new Set(held)].filter((code) => within?.has(code) ?? true) },
        ...(kind && { kind: { in: kind } }),
        ...(householdId !== undefined && { householdId: { eq: householdId } }),
      };
    });
  }

  private async counted(tasks: ReadCollection<TaskRow>, selections: readonly Filter[], stretches: readonly Stretch[]) {
    const each = selections.flatMap((where) => stretches.map(({ dueOn }) => tasks.countBy('kind', { where: { ...where, dueOn } })));
    const counted = await Promise.all(each);
    return (kind: TaskKind): number => total(counted.map((count) => count[kind] ?? 0));
  }

  /** With the names and sums of what they are about, which tasks do not keep. */
  private async shown(rows: readonly TaskRow[], today: string, after?: string): Promise<TaskAnswer[]> {
    const [households, aids, batches] = await Promise.all([
      this.among(caseBoard.collection, after, rows, ({ householdId }) => householdId),
      this.among(aidBoard.collection, after, rows, ({ aidId }) => aidId),
      this.among(paymentBatches.collection, after, rows, ({ batchId }) => batchId),
    ]);
    return rows.map(({ taskId, kind, role, householdId, aidId, batchId, unitId, dueOn, openedAt }) => {
      const { name = null, fileNumber = null } = households(householdId) ?? {};
      const [aid, batch] = [aids(aidId), batches(batchId)];
      const about = { item: aid?.item ?? null, amountFen: aid?.amountFen ?? batch?.totalFen ?? null, title: batch?.title ?? null };
      const where = { unitId, unitName: this.directory.unit(unitId)?.name ?? unitId };
      const when = { dueOn, urgency: urgencyOf(dueOn, today), openedAt };
      return { taskId, kind, role, householdId, aidId, batchId, ...about, fileNumber, name, ...where, ...when };
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

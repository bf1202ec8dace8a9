import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { addDays } from '#domain/kernel/calendar';
import { caseBoard } from '#read-models/case-board/case-board';
import { caseTasks, taskRoles, type TaskKind, type TaskRow } from '#read-models/case-tasks/case-tasks';
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
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
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
      rows: await this.shown(rows, today),
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

  /** With the names of the households, which their tasks do not keep. */
  private async shown(rows: readonly TaskRow[], today: string): Promise<TaskAnswer[]> {
    const board = await this.views.of(caseBoard.collection);
    const households = await board.getMany([...new Set(rows.map(({ householdId }) => householdId))]);
    return rows.map(({ taskId, kind, role, householdId, unitId, dueOn, openedAt }) => {
      const { name = null, fileNumber = null } = households.get(householdId)?.row ?? {};
      const unitName = this.directory.unit(unitId)?.name ?? unitId;
      return { taskId, kind, role, householdId, fileNumber, name, unitId, unitName, dueOn, urgency: urgencyOf(dueOn, today), openedAt };
    });
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

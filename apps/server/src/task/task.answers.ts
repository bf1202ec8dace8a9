import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { Role } from '#domain/account/account.events';
import { aidItems, type AidItem } from '#domain/aid/aid.terms';
import { taskRoles, type TaskKind } from '#read-models/case-tasks/task-row';
import { PageQuery } from '../platform/page.js';
import { OneOf, SomeOf, UnitCode } from '../platform/query-fields.js';
import { taskStates, urgencies, type TaskState, type Urgency } from './task-days.js';

const kinds = Object.keys(taskRoles) as TaskKind[];
const doers = [...new Set(Object.values<Role>(taskRoles))];

export class ListTasksQuery extends PageQuery {
  @SomeOf(kinds) readonly kind?: readonly TaskKind[];
  /** Only what one of these roles does. */
  @SomeOf(doers) readonly role?: readonly Role[];
  @OneOf(urgencies) readonly urgency?: Urgency;
  @OneOf(taskStates) readonly state?: TaskState;
  /** Only what this unit or one below it has to do. */
  @UnitCode() readonly unit?: string;
  /** Only those of one file. */
  @IsOptional() @IsUUID() readonly householdId?: string;
  /** With householdId: only those of one of its watch cases. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) readonly watchNumber?: number;
  /** Only those of one lead. */
  @IsOptional() @IsUUID() readonly leadId?: string;
}

export class TaskAnswer {
  @ApiProperty() readonly taskId!: string;
  @ApiProperty({ enum: kinds }) readonly kind!: TaskKind;
  @ApiProperty({ enum: doers, description: 'the role that does it' }) readonly role!: Role;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'none for a batch or lead' }) readonly householdId!:
    string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly aidId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly batchId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly leadId!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'the watch case of the household' }) readonly watchNumber!: number | null;
  @ApiProperty({ type: [String], description: 'of several things to do, each: measures, objections, matches, flags; the first due first' })
  readonly references!: readonly string[];
  @ApiProperty({ enum: aidItems, nullable: true, description: 'of the aid' }) readonly item!: AidItem | null;
  @ApiProperty({ type: Number, nullable: true, description: 'of the aid, or of all lines of the batch' }) readonly amountFen!:
    number | null;
  @ApiProperty({ type: String, nullable: true, description: 'of the batch' }) readonly title!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly fileNumber!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly name!: string | null;
  @ApiProperty({ description: 'the unit that has it now' }) readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ description: 'it was overdue for so long that it went up to the unit' }) readonly escalated!: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly dueOn!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'below 0 where it is overdue' }) readonly daysLeft!: number | null;
  @ApiProperty({ enum: taskStates }) readonly state!: TaskState;
  @ApiProperty({ enum: urgencies }) readonly urgency!: Urgency;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly openedAt!: string | null;
}

export class TaskCountAnswer {
  @ApiProperty({ enum: kinds }) readonly kind!: TaskKind;
  @ApiProperty() readonly open!: number;
  @ApiProperty() readonly dueSoon!: number;
  @ApiProperty() readonly overdue!: number;
}

export class TasksAnswer {
  @ApiProperty({ type: [TaskAnswer] }) readonly rows!: readonly TaskAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
  /** Of all tasks that the filters leave, whatever the page. */
  @ApiProperty() readonly open!: number;
  @ApiProperty() readonly dueSoon!: number;
  @ApiProperty() readonly overdue!: number;
  @ApiProperty({ type: [TaskCountAnswer] }) readonly counts!: readonly TaskCountAnswer[];
}

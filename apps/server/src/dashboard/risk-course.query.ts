import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { AsOfQuery, dayAsked, daysOfMonth, monthsUpTo } from './as-of.js';
import { courseOf, type MonthFigures } from './month-figures.js';
import { selected, WatchDays } from './watch-days.js';

export class RiskCourseQuery extends AsOfQuery {
  /** So many months, the last one that of `asOf`. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(60) readonly months: number = 24;
}

/** What became of watch cases in a month. What was open before, with what came, less what went, is what is open at its end. */
export class MonthAnswer implements MonthFigures {
  @ApiProperty({ example: '2022-03' }) readonly month!: string;
  @ApiProperty() readonly raised!: number;
  @ApiProperty() readonly cleared!: number;
  @ApiProperty({ description: 'cases that ended so; a file reopened without a case under watch is counted by dashboards/relapse' })
  readonly relapsed!: number;
  @ApiProperty() readonly rejected!: number;
  @ApiProperty() readonly turnedIntoCase!: number;
  @ApiProperty({ description: 'with its file, without anybody’s judgement of the risk' }) readonly ended!: number;
  @ApiProperty({ description: 'from units that were not asked for' }) readonly movedIn!: number;
  @ApiProperty() readonly movedOut!: number;
  @ApiProperty({ description: 'at the end of the month; of the last one, at the end of the day asked for' }) readonly open!: number;
}

export class RiskCourseAnswer {
  @ApiProperty({ format: 'date' }) readonly asOf!: string;
  @ApiProperty({ description: 'open before the first month' }) readonly openBefore!: number;
  @ApiProperty({ type: [MonthAnswer] }) readonly months!: readonly MonthAnswer[];
}

export class RiskCourse extends Query<RiskCourseAnswer> {
  constructor(
    readonly query: RiskCourseQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(RiskCourse)
export class RiskCourseHandler implements IQueryHandler<RiskCourse> {
  constructor(
    private readonly days: WatchDays,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: RiskCourse): Promise<RiskCourseAnswer> {
    const asOf = dayAsked(query.asOf, caller);
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: query.unit });
    const months = monthsUpTo(asOf, query.months);
    const watchedFrom = daysOfMonth(months[0]!).first;
    const course = courseOf(months, asOf, units);
    for await (const row of this.days.every(selected({ day: asOf, units, watchedFrom }), query.after)) course.add(row);
    return { asOf, ...course.figures() };
  }
}

@ApiTags('dashboards')
@Controller('dashboards/risk/course')
export class RiskCourseController {
  constructor(private readonly bus: QueryBus) {}

  /** 监测走势: month by month, how many cases were raised, how they ended, and how many were open at its end. */
  @Get()
  @Can('dashboard:read')
  @ApiOkResponse({ type: RiskCourseAnswer })
  show(@QueryOf() query: RiskCourseQuery, @From() caller: Caller): Promise<RiskCourseAnswer> {
    return this.bus.execute(new RiskCourse(query, caller));
  }
}

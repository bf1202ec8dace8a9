import { Controller, Get, Headers, Query as QueryOf, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { signalKinds, type SignalKind } from '#domain/watch/watch.terms';
import { readSlot, signalList } from '#read-models/signal-list/signal-list';
import type { Language } from '#read-models/terms';
import type { Filter } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { languageOf } from '../platform/messages.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { AsOfQuery, dayAsked, daysOfMonth, monthsUpTo } from './as-of.js';
import { ApiLanguage, inWords } from './words.js';

export class SignalsQuery extends AsOfQuery {
  /** So many months, the last one that of `asOf`. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(60) readonly months: number = 12;
}

/** What a department told of in a month. */
export class SignalFiguresAnswer {
  @ApiProperty({ example: '2022-03', description: 'of recording' }) readonly month!: string;
  @ApiProperty() readonly department!: string;
  @ApiProperty({ enum: signalKinds }) readonly kind!: SignalKind;
  @ApiProperty() readonly kindText!: string;
  @ApiProperty() readonly received!: number;
  @ApiProperty({ description: 'those that a flag looked at by the end of the day asked for' }) readonly flagged!: number;
}

export class SignalsAnswer {
  @ApiProperty({ format: 'date' }) readonly asOf!: string;
  @ApiProperty() readonly received!: number;
  @ApiProperty() readonly flagged!: number;
  @ApiProperty({ type: [SignalFiguresAnswer] }) readonly rows!: readonly SignalFiguresAnswer[];
}

export class Signals extends Query<SignalsAnswer> {
  constructor(
    readonly query: SignalsQuery,
    readonly language: Language,
    readonly caller: Caller,
  ) {
    super();
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

@QueryHandler(Signals)
export class SignalsHandler implements IQueryHandler<Signals> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  /** The store counts; no signal is read for it. */
  async execute({ query, language, caller }: Signals): Promise<SignalsAnswer> {
    const asOf = dayAsked(query.asOf, caller);
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: query.unit });
    const signals = await this.views.of(signalList.collection, query.after);
    const first = daysOfMonth(monthsUpTo(asOf, query.months)[0]!).first;
    const where: Filter = { ...(units && { unitId: { in: units } }), recordedOn: { gte: first, lte: asOf } };
    const received = await signals.countBy('slot', { where });
    const flagged = await signals.countBy('slot', { where: { ...where, flaggedOn: { lte: asOf } } });
    const rows = Object.keys(received)
      .sort()
      .map((slot) => {
        const { month, kind, department } = readSlot(slot);
        const counts = { received: received[slot] ?? 0, flagged: flagged[slot] ?? 0 };
        return { month, department, kind, kindText: inWords('signalKind', kind, language), ...counts };
      });
    return { asOf, received: sum(rows.map((row) => row.received)), flagged: sum(rows.map((row) => row.flagged)), rows };
  }
}

@ApiTags('dashboards')
@Controller('dashboards/signals')
export class SignalsController {
  constructor(private readonly bus: QueryBus) {}

  /** 预警信号: how many signals came from which department of what kind, month by month, and how many led to a flag. */
  @Get()
  @Can('dashboard:read')
  @ApiLanguage()
  @ApiOkResponse({ type: SignalsAnswer })
  show(
    @QueryOf() query: SignalsQuery,
    @From() caller: Caller,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignalsAnswer> {
    const language = languageOf(acceptLanguage);
    void reply.header('content-language', language).header('vary', 'accept-language');
    return this.bus.execute(new Signals(query, language, caller));
  }
}

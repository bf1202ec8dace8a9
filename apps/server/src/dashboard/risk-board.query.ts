import { Controller, Get, Headers, Query as QueryOf, Res, type StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Language } from '#read-models/terms';
import { From, type Caller } from '../platform/caller.js';
import { languageOf } from '../platform/messages.js';
import { Can } from '../platform/permissions.js';
import { ApiSheet, onePage, xlsxAttachment } from '../platform/sheets/attachment.js';
import { CountyAnswer, FigureAnswer, PlaceAnswer } from './dashboard.answers.js';
import { CountyRelapseAnswer } from './relapse-rates.js';
import { RiskCount } from './risk-count.js';
import { RiskFilter } from './risk-filter.js';
import { riskSheet } from './risk-sheet.js';
import { ApiLanguage } from './words.js';

/** Households at risk of one unit. */
export class PlaceRiskAnswer extends PlaceAnswer {
  @ApiProperty() readonly households!: number;
  @ApiProperty() readonly overdue!: number;
  @ApiProperty() readonly red!: number;
  @ApiProperty() readonly yellow!: number;
  @ApiProperty() readonly green!: number;
  @ApiProperty({ description: 'files there were on that day' }) readonly files!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'households at risk for each thousand files' })
  readonly perThousand!: number | null;
}

/** Heat of a county. */
export class CountyRiskAnswer extends CountyAnswer {
  @ApiProperty() readonly households!: number;
  @ApiProperty() readonly files!: number;
  @ApiProperty({ type: Number, nullable: true }) readonly perThousand!: number | null;
}

export class RiskBoardAnswer {
  @ApiProperty({ format: 'date' }) readonly asOf!: string;
  /** 户. */
  @ApiProperty() readonly households!: number;
  @ApiProperty({ description: 'watch cases; a household has at most one at a time' }) readonly cases!: number;
  @ApiProperty({ description: 'cases in which something should have been done before that day' }) readonly overdue!: number;
  @ApiProperty() readonly files!: number;
  @ApiProperty({ type: [PlaceRiskAnswer] }) readonly units!: readonly PlaceRiskAnswer[];
  @ApiProperty({ type: [CountyRiskAnswer] }) readonly counties!: readonly CountyRiskAnswer[];
  @ApiProperty({ type: [FigureAnswer] }) readonly kind!: readonly FigureAnswer[];
  @ApiProperty({ type: [FigureAnswer] }) readonly severity!: readonly FigureAnswer[];
  @ApiProperty({ type: [FigureAnswer] }) readonly cause!: readonly FigureAnswer[];
  @ApiProperty({ type: [FigureAnswer] }) readonly status!: readonly FigureAnswer[];
  /** Counties in which so many closed files fell back that the policy alarms. */
  @ApiProperty({ type: [CountyRelapseAnswer] }) readonly alarms!: readonly CountyRelapseAnswer[];
}

export class RiskBoard extends Query<RiskBoardAnswer> {
  constructor(
    readonly filter: RiskFilter,
    readonly language: Language,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(RiskBoard)
export class RiskBoardHandler implements IQueryHandler<RiskBoard> {
  constructor(private readonly count: RiskCount) {}

  execute({ filter, language, caller }: RiskBoard): Promise<RiskBoardAnswer> {
    return this.count.board(filter, language, caller);
  }
}

@ApiTags('dashboards')
@Controller('dashboards/risk')
export class RiskBoardController {
  constructor(private readonly bus: QueryBus) {}

  /** 监测总览: households at risk at the end of a day, by unit, county, kind, severity, cause and status. */
  @Get()
  @Can('dashboard:read')
  @ApiLanguage()
  @ApiOkResponse({ type: RiskBoardAnswer })
  show(
    @QueryOf() filter: RiskFilter,
    @From() caller: Caller,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskBoardAnswer> {
    const language = languageOf(acceptLanguage);
    void reply.header('content-language', language).header('vary', 'accept-language');
    return this.bus.execute(new RiskBoard(filter, language, caller));
  }

  /** The table by unit as a workbook, each figure a number. */
  @Get('export.xlsx')
  @Can('dashboard:read')
  @ApiSheet('xlsx', 'a row for each unit')
  async xlsx(@QueryOf() filter: RiskFilter, @From() caller: Caller): Promise<StreamableFile> {
    const { asOf, units } = await this.bus.execute(new RiskBoard(filter, 'zh', caller));
    return xlsxAttachment(riskSheet, onePage(units), `risk-${asOf}`);
  }
}

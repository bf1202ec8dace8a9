import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { aidForms, aidItems, type AidForm, type AidItem } from '#domain/aid/aid.terms';
import { difficultyCategories, type DifficultyCategory } from '#domain/policy/rules';
import { aidBoard, type AidRow } from '#read-models/aid-board/aid-board';
import { terms } from '#read-models/terms';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { maskName } from '../platform/masking.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Day, SomeOf, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { aidConditions } from './aid-filter.js';
import { pageOf } from './aid-rows.js';

export class PublicityQuery extends PageQuery {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(aidItems) readonly item?: readonly string[];
  /** Paid (or handed over) on this day or later. */
  @Day() readonly paidFrom?: string;
  /** Paid (or handed over) on this day or earlier. */
  @Day() readonly paidTo?: string;
}

/** 公示: what the public is told of an aid that was given, and nothing else. The document is made of these fields alone. */
export class PublishedAidAnswer {
  @ApiProperty({ example: '高*' }) readonly name!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: difficultyCategories, nullable: true }) readonly category!: DifficultyCategory | null;
  @ApiProperty({ example: '深度困难' }) readonly categoryText!: string;
  @ApiProperty({ enum: aidItems }) readonly item!: AidItem;
  @ApiProperty({ example: '生活救助' }) readonly itemText!: string;
  @ApiProperty({ enum: aidForms }) readonly form!: AidForm;
  @ApiProperty() readonly amountFen!: number;
  @ApiProperty({ format: 'date' }) readonly paidOn!: string;
}

export class PublicityAnswer {
  @ApiProperty({ type: [PublishedAidAnswer] }) readonly rows!: readonly PublishedAidAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class PublicityOfAids extends Query<PublicityAnswer> {
  constructor(
    readonly query: PublicityQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(PublicityOfAids)
export class PublicityOfAidsHandler implements IQueryHandler<PublicityOfAids> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  /** Only what reached a household is published, by the day on which it did. */
  async execute({ query, caller }: PublicityOfAids): Promise<PublicityAnswer> {
    const { paidFrom = '', ...asked } = query;
    const units = unitsReached(this.directory, { caller, permission: 'aid:read', unit: query.unit });
    const board = await this.views.of(aidBoard.collection, query.after);
    const where = aidConditions({ ...asked, paidFrom }, units);
    const sort = { field: 'paidOn', direction: 'asc' } as const;
    const { rows, ...rest } = await board.find({ where, sort, ...pageOf(query) });
    return { rows: rows.map((row) => this.published(row)), ...rest };
  }

  private published({ payeeName, unitId, category, item, form, paidFen, paidOn }: AidRow): PublishedAidAnswer {
    return {
      name: maskName(payeeName),
      unitId,
      unitName: this.directory.unit(unitId)?.name ?? unitId,
      category,
      categoryText: category ? terms.category[category].zh : '未认定',
      item,
      itemText: terms.aidItem[item].zh,
      form,
      amountFen: paidFen,
      paidOn: paidOn ?? '',
    };
  }
}

@ApiTags('publicity')
@Controller('publicity/aids')
export class PublicityOfAidsController {
  constructor(private readonly bus: QueryBus) {}

  /** 帮扶公示: the aid given in a period, to be posted: names masked; no ID number, telephone, card or health value. */
  @Get()
  @Can('aid:read')
  @ApiOkResponse({ type: PublicityAnswer })
  list(@QueryOf() query: PublicityQuery, @From() caller: Caller): Promise<PublicityAnswer> {
    return this.bus.execute(new PublicityOfAids(query, caller));
  }
}

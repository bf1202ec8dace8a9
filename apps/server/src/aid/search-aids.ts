import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { aidBoard } from '#read-models/aid-board/aid-board';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { IsText } from '../platform/text.js';
import { Views } from '../platform/views.js';
import { AidPageAnswer, AidRows, pageOf } from './aid-rows.js';

/** Whose aids to look for. A name travels in the body and never in an address, which is logged on its way. */
export class SearchAidsBody {
  /** Part of the payee's name. */
  @IsText(50) readonly name!: string;
  /** Rows of a page. */
  @IsOptional() @IsInt() @Min(1) @Max(200) readonly limit: number = 50;
  /** The `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1000) readonly cursor?: string;
}

export class SearchAids extends Query<AidPageAnswer> {
  constructor(
    readonly body: SearchAidsBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(SearchAids)
export class SearchAidsHandler implements IQueryHandler<SearchAids> {
  constructor(
    private readonly views: Views,
    private readonly rows: AidRows,
  ) {}

  async execute({ body, caller }: SearchAids): Promise<AidPageAnswer> {
    const units = caller.unitsWith('aid:read');
    const board = await this.views.of(aidBoard.collection);
    const where = units ? { unitId: { in: units } } : {};
    const sort = { field: 'proposedOn', direction: 'desc' } as const;
    return this.rows.page(await board.find({ where, text: body.name.trim(), sort, ...pageOf(body) }));
  }
}

@ApiTags('aids')
@Controller('aids/search')
export class SearchAidsController {
  constructor(private readonly bus: QueryBus) {}

  /** 按姓名查询: the aids of payees so named, within the caller's reach, the latest first. */
  @Post()
  @HttpCode(200)
  @Can('aid:read')
  @ApiOkResponse({ type: AidPageAnswer })
  search(@Body() body: SearchAidsBody, @From() caller: Caller): Promise<AidPageAnswer> {
    return this.bus.execute(new SearchAids(body, caller));
  }
}

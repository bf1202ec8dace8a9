import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { identity } from '#domain/identity/identity';
import { normaliseIdNumber } from '#domain/person/id-number';
import { boardSorts, caseBoard, type BoardRow } from '#read-models/case-board/case-board';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import type { Filter, ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { IsIdNumber } from '../platform/person-fields.js';
import { Problem } from '../platform/problem.js';
import { IsText } from '../platform/text.js';
import { Views } from '../platform/views.js';
import { BoardPageAnswer, BoardRows, pageOf } from './board-page.js';

/** Whom to look for. What names a person travels in the body and never in an address, which is logged on its way. */
export class SearchHouseholdsBody {
  /** Part of the principal's name. */
  @IsOptional() @IsText(50) readonly name?: string;
  /** The whole ID number of the principal or of a member. */
  @IsOptional() @IsIdNumber() readonly idNumber?: string;
  /** Beginning of the file number. */
  @IsOptional() @IsString() @Matches(/^[A-Za-z0-9-]{1,40}$/) readonly fileNumber?: string;
  @IsOptional() @IsIn(boardSorts) readonly sort: (typeof boardSorts)[number] = 'name';
  @IsOptional() @IsIn(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'asc';
  /** Rows of a page. */
  @IsOptional() @IsInt() @Min(1) @Max(200) readonly limit: number = 50;
  /** The `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1000) readonly cursor?: string;
}

export class SearchHouseholds extends Query<BoardPageAnswer> {
  constructor(
    readonly body: SearchHouseholdsBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(SearchHouseholds)
export class SearchHouseholdsHandler implements IQueryHandler<SearchHouseholds> {
  constructor(
    private readonly views: Views,
    private readonly streams: Streams,
    private readonly events: EventStore,
    private readonly rows: BoardRows,
  ) {}

  async execute({ body, caller }: SearchHouseholds): Promise<BoardPageAnswer> {
    const { name, idNumber, fileNumber, sort: field, order: direction } = body;
    if (name === undefined && idNumber === undefined && fileNumber === undefined) throw new Problem(400, 'search-empty');
    const board = await this.views.of(caseBoard.collection);
    const units = caller.unitsWith('household:read');
    const where: Filter = {
      ...(units && { unitId: { in: units } }),
      ...(fileNumber !== undefined && { fileNumber: { prefix: fileNumber } }),
      ...(idNumber !== undefined && { householdId: { in: await this.householdsOf(idNumber, board) } }),
    };
    return this.rows.page(await board.find({ where, text: name?.trim() ?? '', sort: { field, direction }, ...pageOf(body) }));
  }

  /** Files that the person stands in: those in his name, and the one that has, or last had, him as a member. */
  private async householdsOf(idNumber: string, board: ReadCollection<BoardRow>): Promise<readonly string[]> {
    const idHash = this.events.keyring.identityHash(normaliseIdNumber(idNumber));
    const { rows } = await board.find({ where: { idHash: { eq: idHash } }, limit: 100 });
    const { open, lastHouseholdId } = (await this.streams.load(identity, idHash)).state;
    const asMember = [open?.householdId, lastHouseholdId].filter((id) => typeof id === 'string');
    return [...rows.map(({ householdId }) => householdId), ...asMember];
  }
}

@ApiTags('households')
@Controller('households/search')
export class SearchHouseholdsController {
  constructor(private readonly bus: QueryBus) {}

  /** 按姓名、按身份证查询: the board's rows of whoever is looked for, within the caller's reach. */
  @Post()
  @HttpCode(200)
  @Can('household:read')
  @ApiOkResponse({ type: BoardPageAnswer })
  search(@Body() body: SearchHouseholdsBody, @From() caller: Caller): Promise<BoardPageAnswer> {
    return this.bus.execute(new SearchHouseholds(body, caller));
  }
}

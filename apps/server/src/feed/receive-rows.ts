import { Body, Controller, HttpCode, Param, Post, Query as QueryOf } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateBy } from 'class-validator';
import { feedKinds } from '#domain/watch/watch.terms';
import { canonicalJson } from '#event-store/envelope';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { FeedDesk } from './feed-desk.js';
import { FeedFolder } from './feed-folder.js';
import { FeedJobs } from './feed-jobs.js';
import { FeedProgressAnswer } from './feed.answers.js';
import { FeedQuery, ReceiveFeed } from './receive-feed.js';

const ROWS_MAX = 1000;
const COLUMNS_MAX = 50;
const COLUMN_LENGTH_MAX = 100;
const CELL_LENGTH_MAX = 500;

const isText = (value: unknown, lengthMax: number): boolean => typeof value === 'string' && value.length <= lengthMax;

/** Column headings with what stands under them, nothing else: numbers are written as the department writes them. */
const isRow = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const cells = Object.entries(value);
  return cells.length <= COLUMNS_MAX && cells.every(([column, cell]) => isText(column, COLUMN_LENGTH_MAX) && isText(cell, CELL_LENGTH_MAX));
};

const IsRow = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isRow',
      validator: { validate: isRow, defaultMessage: () => '$property must be objects of column headings with texts' },
    },
    { each: true },
  );

export class FeedRowsBody {
  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: ROWS_MAX,
    items: { type: 'object', additionalProperties: { type: 'string', maxLength: CELL_LENGTH_MAX }, maxProperties: COLUMNS_MAX },
    description: 'column headings with what stands under them, as texts',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROWS_MAX)
  @IsRow()
  readonly rows!: Readonly<Record<string, string>>[];
}

@ApiTags('feeds')
@Controller('feeds')
export class ReceiveRowsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: FeedDesk,
    private readonly jobs: FeedJobs,
    private readonly folder: FeedFolder,
  ) {}

  /** The same as a file, of at most a thousand rows that a department's own system sends. */
  @Post(':kind/rows')
  @HttpCode(202)
  @Can('feed:run')
  @ApiParam({ name: 'kind', enum: feedKinds })
  @ApiAcceptedResponse({ type: FeedProgressAnswer })
  async receive(
    @Param('kind') kind: string,
    @QueryOf() { unit, dryRun }: FeedQuery,
    @Body() { rows }: FeedRowsBody,
    @From() caller: Caller,
  ): Promise<FeedProgressAnswer> {
    const place = this.desk.placeFor(kind, unit, caller);
    this.jobs.requireRoom();
    const upload = await this.folder.spool(onePiece(canonicalJson(rows)));
    return this.bus.execute(new ReceiveFeed({ ...place, upload, format: 'json', dryRun }, caller));
  }
}

async function* onePiece(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

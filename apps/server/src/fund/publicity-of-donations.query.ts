import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { fundPurposes, type FundPurpose } from '#domain/fund/fund.terms';
import type { FundRow } from '#read-models/fund-board/fund-board';
import type { LedgerRow } from '#read-models/fund-ledger/fund-ledger';
import type { Filter } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Day, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { pagesOf } from '../platform/sheets/attachment.js';
import { FundBooks } from './fund-books.js';
import { fundConditions } from './fund-filter.js';
import { donorNameOf, LedgerBooks } from './ledger-books.js';

export class PublicityOfDonationsQuery extends PageQuery {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  /** Received on this day or later. */
  @Day() readonly from?: string;
  /** Received on this day or earlier. */
  @Day() readonly until?: string;
}

/** 捐赠公示: what the public is told of a gift, and nothing else. The document is made of these fields alone. */
export class PublishedDonationAnswer {
  /** Organisations in full, persons masked; null for who does not want to be named. */
  @ApiProperty({ type: String, nullable: true, example: '演示慈善会' }) readonly donorName!: string | null;
  @ApiProperty({ enum: ['organisation', 'person', 'anonymous'] }) readonly donorKind!: 'organisation' | 'person' | 'anonymous';
  @ApiProperty() readonly amountFen!: number;
  @ApiProperty({ format: 'date' }) readonly receivedOn!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ enum: fundPurposes }) readonly purpose!: FundPurpose;
}

export class PublicityOfDonationsAnswer {
  @ApiProperty({ type: [PublishedDonationAnswer] }) readonly rows!: readonly PublishedDonationAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class PublicityOfDonations extends Query<PublicityOfDonationsAnswer> {
  constructor(
    readonly query: PublicityOfDonationsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

const received = (funds: readonly string[], { from = '', until }: PublicityOfDonationsQuery): Filter => ({
  kind: { eq: 'AmountReceived' },
  occurredOn: { gte: from, ...(until !== undefined && { lte: until }) },
  fundId: { in: funds },
});

@QueryHandler(PublicityOfDonations)
export class PublicityOfDonationsHandler implements IQueryHandler<PublicityOfDonations> {
  constructor(
    private readonly books: FundBooks,
    private readonly ledger: LedgerBooks,
    private readonly directory: Directory,
  ) {}

  /** All that a fund of donations receives is a donation, and no other fund can receive one. */
  async execute({ query, caller }: PublicityOfDonations): Promise<PublicityOfDonationsAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: query.unit });
    const funds = await this.fundsOfDonations(fundConditions({ source: ['social_donation'] }, units), query.after);
    const entries = await this.ledger.entries(query.after);
    const sort = { field: 'occurredOn', direction: 'asc' } as const;
    const where = received([...funds.keys()], query);
    const { rows, ...page } = await entries.find({ where, sort, limit: query.limit, ...query.cursorPart() });
    return { rows: rows.map((row) => this.published(row, funds.get(row.fundId)!)), ...page };
  }

  private async fundsOfDonations(where: Filter, after: string | undefined): Promise<ReadonlyMap<string, FundRow>> {
    const funds = new Map<string, FundRow>();
    for await (const rows of pagesOf(await this.books.board(after), { where })) for (const row of rows) funds.set(row.fundId, row);
    return funds;
  }

  private published(entry: LedgerRow, { unitId, purpose }: FundRow): PublishedDonationAnswer {
    const { donorKind, amountFen, occurredOn: receivedOn } = entry;
    const donor = { donorName: donorNameOf(entry), donorKind: donorKind ?? 'anonymous' } as const;
    return { ...donor, amountFen, receivedOn, unitId, unitName: this.books.unitName(unitId), purpose };
  }
}

@ApiTags('publicity')
@Controller('publicity/donations')
export class PublicityOfDonationsController {
  constructor(private readonly bus: QueryBus) {}

  /** 捐赠公示: the donations of a period, to be posted: organisations by name, persons masked, nothing else of them. */
  @Get()
  @Can('dashboard:read')
  @ApiOkResponse({ type: PublicityOfDonationsAnswer })
  list(@QueryOf() query: PublicityOfDonationsQuery, @From() caller: Caller): Promise<PublicityOfDonationsAnswer> {
    return this.bus.execute(new PublicityOfDonations(query, caller));
  }
}

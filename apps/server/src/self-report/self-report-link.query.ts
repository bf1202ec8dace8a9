import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import encodeQR from 'qr';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { SETTINGS, type Settings } from '../platform/settings.js';

export class SelfReportLinkAnswer {
  @ApiProperty({ example: 'http://localhost:3000/report?unit=410481' }) readonly url!: string;
  @ApiProperty() readonly unitCode!: string;
}

export class SelfReportLink extends Query<SelfReportLinkAnswer> {
  constructor(
    readonly unitCode: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(SelfReportLink)
export class SelfReportLinkHandler implements IQueryHandler<SelfReportLink> {
  constructor(
    private readonly directory: Directory,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async execute({ unitCode, caller }: SelfReportLink): Promise<SelfReportLinkAnswer> {
    if (!this.directory.unit(unitCode) || !caller.roleIn('lead:read', unitCode)) throw notFound();
    return { url: `${this.settings.publicUrl}/report?unit=${encodeURIComponent(unitCode)}`, unitCode };
  }
}

/** Read off a poster under glass: a quarter of it may be lost, and the quiet zone is that of ISO/IEC 18004. */
const POSTER = { ecc: 'quartile', border: 4 } as const;

@ApiTags('self-reports')
@Controller('units/:unitId')
export class SelfReportLinkController {
  constructor(private readonly bus: QueryBus) {}

  /** The address at which households of a union report what has changed for them. */
  @Get('self-report-link')
  @Can('lead:read')
  @ApiOkResponse({ type: SelfReportLinkAnswer })
  link(@Param('unitId') unitId: string, @From() caller: Caller): Promise<SelfReportLinkAnswer> {
    return this.bus.execute(new SelfReportLink(unitId, caller));
  }

  /** The same address as a QR code, to be printed. */
  @Get('self-report-link.svg')
  @Can('lead:read')
  @Header('content-type', 'image/svg+xml; charset=utf-8')
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  async code(@Param('unitId') unitId: string, @From() caller: Caller): Promise<string> {
    const { url } = await this.bus.execute(new SelfReportLink(unitId, caller));
    return encodeQR(url, 'svg', POSTER);
  }
}

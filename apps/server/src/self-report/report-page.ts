import { Controller, Get, Header, Headers, HttpStatus, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Directory } from '../platform/directory.js';
import { languageOf } from '../platform/messages.js';
import { Open } from '../platform/permissions.js';
import { reportScript, reportStyle } from './report-page.assets.js';
import { reportPage, type ReportTo } from './report-page.html.js';

/** Where it is served, outside the API: a link on a poster is to be short. */
export const REPORT_PATHS = ['report', 'report/form.css', 'report/form.js'];

/** Nothing from elsewhere and nothing inline; the form goes nowhere but through its script. */
const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

@ApiExcludeController()
@Controller('report')
export class ReportPageController {
  constructor(private readonly directory: Directory) {}

  /** The page that the link and the QR code of a union lead to. 404, as a page, where there is no such union or it was closed. */
  @Get()
  @Open()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CONTENT_POLICY)
  @Header('vary', 'accept-language')
  page(
    @Req() { query }: FastifyRequest,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    // Whatever stands in a link is answered with a page, never with a problem document.
    const { unit, lang: asked } = query as Readonly<Record<string, unknown>>;
    const to = this.unitOf(unit);
    if (!to) void reply.status(HttpStatus.NOT_FOUND);
    return reportPage(to, asked === 'zh' || asked === 'en' ? asked : languageOf(accepted));
  }

  @Get('form.css')
  @Open()
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return reportStyle;
  }

  @Get('form.js')
  @Open()
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return reportScript;
  }

  private unitOf(unitCode: unknown): ReportTo | undefined {
    const unit = typeof unitCode === 'string' ? this.directory.unit(unitCode) : undefined;
    return unit?.status === 'open' ? { unitCode: String(unitCode), unitName: unit.name } : undefined;
  }
}

import { Module } from '@nestjs/common';
import { ReportPageController } from './report-page.js';
import { ReportChangeController, ReportChangeHandler } from './report-change.js';
import { SelfReportLinkController, SelfReportLinkHandler } from './self-report-link.query.js';
import { SelfReportThrottle } from './self-report-throttle.js';

/** What a household tells of itself, and where it finds the place to tell it. */
@Module({
  controllers: [ReportChangeController, ReportPageController, SelfReportLinkController],
  providers: [ReportChangeHandler, SelfReportLinkHandler, SelfReportThrottle],
})
export class SelfReportModule {}

import multipart from '@fastify/multipart';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { AccountModule } from './account/account.module.js';
import { AidViewsModule } from './aid/aid-views.module.js';
import { AidModule } from './aid/aid.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { announceOnTerminal, firstStart, type Announce } from './first-start.js';
import { DeadlinesModule } from './deadlines/deadlines.module.js';
import { FeedModule } from './feed/feed.module.js';
import { FundModule } from './fund/fund.module.js';
import { FundViewsModule } from './fund/fund-views.module.js';
import { GoodsLotModule } from './goods-lot/goods-lot.module.js';
import { CaseViewsModule } from './household/case-views.module.js';
import { HouseholdModule } from './household/household.module.js';
import { ImportModule } from './import/import.module.js';
import { LiveModule } from './live/live.module.js';
import { LeadModule } from './lead/lead.module.js';
import { SystemClock, type Clock } from './platform/clock.js';
import { serveOpenApi } from './platform/openapi.js';
import { HealthController } from './platform/health.js';
import { ServerLogger, loggerModule } from './platform/logging.js';
import { MetricsController } from './platform/metrics.js';
import { PaymentBatchModule } from './payment-batch/payment-batch.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { Directory } from './platform/directory.js';
import type { Settings } from './platform/settings.js';
import { fastifyAdapter, watchTraffic } from './platform/traffic.js';
import { ViewMetrics } from './platform/view-metrics.js';
import { PolicyModule } from './policy/policy.module.js';
import { ProjectorModule } from './projector/projector.module.js';
import { ReactionsModule } from './reactions/reactions.module.js';
import { RefusalModule } from './refusal/refusal.module.js';
import { REPORT_PATHS } from './self-report/report-page.js';
import { SelfReportModule } from './self-report/self-report.module.js';
import { SessionModule } from './session/session.module.js';
import { Shutdown } from './shutdown.js';
import { TaskModule } from './task/task.module.js';
import { UnitModule } from './unit/unit.module.js';
import { WatchViewsModule } from './watch/watch-views.module.js';
import { WatchModule } from './watch/watch.module.js';

const slices = [
  AccountModule,
  AidModule,
  AidViewsModule,
  CaseViewsModule,
  DashboardModule,
  DeadlinesModule,
  FeedModule,
  FundModule,
  FundViewsModule,
  GoodsLotModule,
  HouseholdModule,
  ImportModule,
  LeadModule,
  LiveModule,
  PaymentBatchModule,
  PolicyModule,
  ProjectorModule,
  ReactionsModule,
  RefusalModule,
  SelfReportModule,
  SessionModule,
  TaskModule,
  UnitModule,
  WatchModule,
  WatchViewsModule,
];

@Module({})
class AppModule {
  static with(settings: Settings, clock: Clock, modules: readonly Type[], logTo?: DestinationStream): DynamicModule {
    return {
      module: AppModule,
      imports: [loggerModule(settings, logTo), PlatformModule.with(settings, clock), ...slices, ...modules],
      controllers: [HealthController, MetricsController],
      providers: [ServerLogger, Shutdown, ViewMetrics],
    };
  }
}

/** Hears of every route that is served. */
type OnRoute = (route: Readonly<{ method: string | string[]; url: string }>) => void;

/** What a test replaces or adds: the time, where the one-time password and the log lines go, routes to compare with; and which routes there are. */
type Surroundings = Readonly<{
  clock?: Clock;
  announce?: Announce;
  logTo?: DestinationStream;
  modules?: readonly Type[];
  onRoute?: OnRoute;
}>;

/** The whole server, not yet listening: stores open, directory current, first administrator made where there is none. */
export const createApp = async (
  settings: Settings,
  { clock = new SystemClock(), announce = announceOnTerminal, logTo, modules = [], onRoute }: Surroundings = {},
): Promise<NestFastifyApplication> => {
  const root = AppModule.with(settings, clock, modules, logTo);
  const app = await NestFactory.create<NestFastifyApplication>(root, fastifyAdapter(settings), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(ServerLogger));
  if (onRoute) app.getHttpAdapter().getInstance().addHook('onRoute', onRoute);
  await watchTraffic(app);
  // What is too large is thrown away to its end and then refused; an answer in the middle of a body would not be read.
  await app.register(multipart, { throwFileSizeLimit: false });
  app.setGlobalPrefix('api', { exclude: REPORT_PATHS });
  await app.get(Directory).start();
  await firstStart(app, announce);
  serveOpenApi(app);
  await app.init();
  return app;
};

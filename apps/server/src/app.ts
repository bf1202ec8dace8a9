import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { AccountModule } from './account/account.module.js';
import { announceOnTerminal, firstStart, type Announce } from './first-start.js';
import { CaseViewsModule } from './household/case-views.module.js';
import { HouseholdModule } from './household/household.module.js';
import { SystemClock, type Clock } from './platform/clock.js';
import { serveOpenApi } from './platform/openapi.js';
import { HealthController } from './platform/health.js';
import { PlatformModule } from './platform/platform.module.js';
import { Directory } from './platform/directory.js';
import type { Settings } from './platform/settings.js';
import { PolicyModule } from './policy/policy.module.js';
import { ProjectorModule } from './projector/projector.module.js';
import { ReactionsModule } from './reactions/reactions.module.js';
import { SessionModule } from './session/session.module.js';
import { Shutdown } from './shutdown.js';
import { UnitModule } from './unit/unit.module.js';

const BODY_LIMIT_BYTES = 1024 * 1024;

const slices = [AccountModule, CaseViewsModule, HouseholdModule, PolicyModule, ProjectorModule, ReactionsModule, SessionModule, UnitModule];

@Module({})
class AppModule {
  static with(settings: Settings, clock: Clock, modules: readonly Type[]): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(settings, clock), ...slices, ...modules],
      controllers: [HealthController],
      providers: [Shutdown],
    };
  }
}

/** What a test replaces or adds: the time, where the one-time password is told, routes to compare with. */
type Surroundings = Readonly<{ clock?: Clock; announce?: Announce; modules?: readonly Type[] }>;

/** The whole server, not yet listening: stores open, directory current, first administrator made where there is none. */
export const createApp = async (
  settings: Settings,
  { clock = new SystemClock(), announce = announceOnTerminal, modules = [] }: Surroundings = {},
): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, genReqId: () => randomUUID(), trustProxy: false });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, clock, modules), adapter, {
    logger: settings.logLevel === 'silent' ? false : ['fatal', 'error', 'warn', 'log'],
    abortOnError: false,
  });
  app.setGlobalPrefix('api');
  await app.get(Directory).start();
  await firstStart(app, announce);
  serveOpenApi(app);
  await app.init();
  return app;
};

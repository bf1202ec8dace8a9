import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { Clock } from './clock.js';
import { DeadlineNotes } from './deadline-notes.js';
import { Directory } from './directory.js';
import { DirectoryStreams } from './directory-streams.js';
import { Draining } from './draining.js';
import { Guard } from './guard.js';
import { IdentityClaims } from './identity-claims.js';
import { LeadLinks } from './monitoring/lead-links.js';
import { Standings } from './monitoring/standings.js';
import { OneTimePasswords } from './passwords.js';
import { Metrics } from './metrics.js';
import { ProblemFilter } from './problem-filter.js';
import { Progress } from './progress.js';
import { Sessions } from './sessions.js';
import { SETTINGS, type Settings } from './settings.js';
import { READ_STORE, masterKeyOf, openEventStore, openReadStore } from './stores.js';
import { Tokens } from './tokens.js';
import { validation } from './validation.js';
import { Views } from './views.js';
import { StoreFailure } from './store-failure.js';
import { StuckItems } from './stuck-items.js';

const stores = (settings: Settings): Provider[] => [
  {
    provide: EventStore,
    inject: [StoreFailure, Metrics],
    useFactory: (failure: StoreFailure, metrics: Metrics) =>
      openEventStore(
        settings,
        (error) => failure.report(error),
        (log) => metrics.timed(log),
      ),
  },
  { provide: Streams, inject: [EventStore], useFactory: (events: EventStore) => new Streams(events) },
  { provide: READ_STORE, useFactory: () => openReadStore(settings) },
];

const exported = [
  SETTINGS,
  Clock,
  DeadlineNotes,
  Directory,
  DirectoryStreams,
  EventStore,
  IdentityClaims,
  LeadLinks,
  OneTimePasswords,
  Progress,
  READ_STORE,
  Sessions,
  Standings,
  StoreFailure,
  StuckItems,
  Draining,
  Metrics,
  Streams,
  Tokens,
  Views,
];

/** What every slice stands on: stores, directory, sessions, permissions, errors. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings, clock: Clock): DynamicModule {
    return {
      module: PlatformModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: Clock, useValue: clock },
        { provide: Tokens, useFactory: () => new Tokens(masterKeyOf(settings), settings.sessionHours, clock) },
        { provide: OneTimePasswords, useFactory: () => new OneTimePasswords(masterKeyOf(settings)) },
        DirectoryStreams,
        ...stores(settings),
        StoreFailure,
        StuckItems,
        DeadlineNotes,
        Draining,
        Metrics,
        Directory,
        Sessions,
        IdentityClaims,
        LeadLinks,
        Progress,
        Views,
        Standings,
        { provide: APP_GUARD, useClass: Guard },
        { provide: APP_PIPE, useFactory: validation },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [...exported, CqrsModule],
    };
  }
}

import { Controller, Get, HttpCode, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { EventStore } from '#event-store/event-store';
import { views, type AnyView } from '#read-models/registry';
import { UnknownBuild, type ReadStore } from '#read-store/port';
import { DeadlineNotes } from './deadline-notes.js';
import { Draining } from './draining.js';
import { Directory } from './directory.js';
import { Can, Open, OrMachine } from './permissions.js';
import { Problem } from './problem.js';
import { Progress } from './progress.js';
import { StoreFailure } from './store-failure.js';
import { StuckCountsAnswer, StuckItemsAnswer, stuckItemsAnswer } from './stuck.answers.js';
import { StuckItems } from './stuck-items.js';
import { READ_STORE } from './stores.js';

export class HealthAnswer {
  @ApiProperty() readonly status!: 'ok';
}

export class ReadyAnswer extends HealthAnswer {
  @ApiProperty({ type: StuckCountsAnswer, description: 'what is stuck; that keeps no request from being answered' })
  readonly stuck!: StuckCountsAnswer;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when a pass over what is due ended last; null before the first',
  })
  readonly deadlinesKeptAt!: string | null;
}

/** For the machine that watches the machine: nothing here says anything of people. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  private headAtStart: string | undefined;
  private shown: readonly string[] | undefined;

  constructor(
    private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly progress: Progress,
    private readonly failure: StoreFailure,
    private readonly draining: Draining,
    private readonly directory: Directory,
    private readonly stuck: StuckItems,
    private readonly deadlines: DeadlineNotes,
  ) {}

  /** 200 while the process answers. */
  @Get('live')
  @Open()
  @HttpCode(200)
  @ApiOkResponse({ type: HealthAnswer })
  live(): HealthAnswer {
    return { status: 'ok' };
  }

  /** 200 once every view shows what was in the log at the start, and while both stores can be used. */
  @Get('ready')
  @Open()
  @HttpCode(200)
  @ApiOkResponse({ type: ReadyAnswer })
  async ready(): Promise<ReadyAnswer> {
    if (this.draining.isUnderWay) throw new Problem(503, 'stopping');
    if (this.failure.cause) throw new Problem(503, 'store-unavailable');
    this.directory.requireSound();
    if (!this.directory.isFollowing) throw new Problem(503, 'store-unavailable');
    if (this.progress.stopped.size > 0) throw new Problem(503, 'view-stopped', { views: [...this.progress.stopped.keys()] });
    this.shown ??= await this.caughtUp();
    if (!this.shown) throw new Problem(503, 'views-catching-up');
    await this.store.checkpoint(this.shown[0]!).catch((error: unknown) => this.forgetDropped(error));
    return { status: 'ok', stuck: await this.stuck.count(), deadlinesKeptAt: (await this.deadlines.last())?.endedAt ?? null };
  }

  /** What should have followed by now and has not, oldest first, with its cause. For overseers, or a machine that shows METRICS_TOKEN. */
  @Get('reactions')
  @Can('operations:read')
  @OrMachine()
  @ApiBearerAuth()
  @ApiOkResponse({ type: StuckItemsAnswer })
  async reactions(): Promise<StuckItemsAnswer> {
    return stuckItemsAnswer(await this.stuck.list());
  }

  /** The builds that queries see, once each shows what the log held when this was first asked. */
  private async caughtUp(): Promise<readonly string[] | undefined> {
    this.headAtStart ??= await this.events.head();
    const shown = (await this.store.builds()).filter(({ active }) => active);
    const isCurrent = ({ collection: { name }, version }: AnyView): boolean =>
      shown.some((build) => build.view === name && build.version === version && build.checkpoint >= this.headAtStart!);
    return views.every(isCurrent) ? shown.map(({ build }) => build) : undefined;
  }

  /** The build was switched and dropped since; that the store answers is all that was asked. */
  private forgetDropped(error: unknown): void {
    if (!(error instanceof UnknownBuild)) throw error;
    this.shown = undefined;
  }
}

import { Controller, Get, HttpCode, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { EventStore } from '#event-store/event-store';
import type { ReadStore } from '#read-store/port';
import { Open } from './permissions.js';
import { Problem } from './problem.js';
import { Progress } from './progress.js';
import { StoreFailure } from './store-failure.js';
import { READ_STORE } from './stores.js';

export class HealthAnswer {
  @ApiProperty() readonly status!: 'ok';
}

/** For the machine that watches the machine: nothing here says anything of people. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  private headAtStart: string | undefined;
  private isLive = false;

  constructor(
    private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly progress: Progress,
    private readonly failure: StoreFailure,
  ) {}

  /** 200 while the process answers. */
  @Get('live')
  @Open()
  @HttpCode(200)
  @ApiOkResponse({ type: HealthAnswer })
  live(): HealthAnswer {
    return { status: 'ok' };
  }

  /** 200 once every projection is live and the log can be written. */
  @Get('ready')
  @Open()
  @HttpCode(200)
  @ApiOkResponse({ type: HealthAnswer })
  async ready(): Promise<HealthAnswer> {
    if (this.failure.cause) throw new Problem(503, 'store-unavailable');
    if (this.progress.stopped.size > 0) throw new Problem(503, 'view-stopped', { views: [...this.progress.stopped.keys()] });
    this.isLive ||= await this.hasCaughtUp();
    if (!this.isLive) throw new Problem(503, 'views-catching-up');
    return { status: 'ok' };
  }

  private async hasCaughtUp(): Promise<boolean> {
    this.headAtStart ??= await this.events.head();
    const active = (await this.store.builds()).filter((build) => build.active);
    return active.length > 0 && active.every(({ checkpoint }) => checkpoint >= this.headAtStart!);
  }
}

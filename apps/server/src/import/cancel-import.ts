import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { From, type Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { Problem } from '../platform/problem.js';
import { personActor } from './actor.js';
import { ImportProgressAnswer } from './get-import.query.js';
import { ImportDesk, type ImportProgress } from './import-desk.js';
import { ImportJobs } from './import-jobs.js';

export class CancelImport extends Command<ImportProgress> {
  constructor(
    readonly importId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

const RUNNERS = ['import:run', 'unit:write'] as const satisfies readonly Permission[];

@CommandHandler(CancelImport)
export class CancelImportHandler implements ICommandHandler<CancelImport> {
  constructor(
    private readonly desk: ImportDesk,
    private readonly jobs: ImportJobs,
  ) {}

  async execute({ importId, caller }: CancelImport): Promise<ImportProgress> {
    await this.desk.progress(importId, caller, RUNNERS);
    const actor = personActor(caller);
    if (!actor) throw new Problem(403, 'permission-denied', { permission: 'import:run' });
    await this.jobs.cancel(importId, actor);
    return this.desk.progress(importId, caller, RUNNERS);
  }
}

@ApiTags('imports')
@Controller('imports')
export class CancelImportController {
  constructor(private readonly bus: CommandBus) {}

  /** Ends an import between two rows. What was taken over by then stays. */
  @Post(':importId/cancel')
  @Can(...RUNNERS)
  @HttpCode(200)
  @ApiOkResponse({ type: ImportProgressAnswer })
  cancel(@Param('importId') importId: string, @From() caller: Caller): Promise<ImportProgress> {
    return this.bus.execute(new CancelImport(importId, caller));
  }
}

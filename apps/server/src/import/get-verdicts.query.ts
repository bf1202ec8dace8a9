import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { verdictsCsv } from '#domain/import/verdict';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { Problem } from '../platform/problem.js';
import { ImportDesk } from './import-desk.js';
import { ImportFolder } from './import-folder.js';
import { ImportJobs } from './import-jobs.js';

/** The table of verdicts as text. */
export class GetVerdicts extends Query<string> {
  constructor(
    readonly importId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetVerdicts)
export class GetVerdictsHandler implements IQueryHandler<GetVerdicts> {
  constructor(
    private readonly desk: ImportDesk,
    private readonly jobs: ImportJobs,
    private readonly folder: ImportFolder,
  ) {}

  /** @throws {Problem} 404, 409 `import-not-completed`, 410 `verdicts-gone` where another machine has them */
  async execute({ importId, caller }: GetVerdicts): Promise<string> {
    const { state, dryRun } = await this.desk.progress(importId, caller, ['household:read']);
    if (state !== 'completed') throw new Problem(409, 'import-not-completed', { state });
    const verdicts = dryRun ? this.jobs.job(importId)?.tally.verdicts : await this.folder.verdicts(importId);
    if (!verdicts) throw new Problem(410, 'verdicts-gone');
    return verdictsCsv(verdicts);
  }
}

@ApiTags('imports')
@Controller('imports')
export class GetVerdictsController {
  constructor(private readonly bus: QueryBus) {}

  /** The verdict of every row, as CSV in UTF-8. */
  @Get(':importId/verdicts.csv')
  @Can('household:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async get(@Param('importId') importId: string, @From() caller: Caller): Promise<StreamableFile> {
    const csv: string = await this.bus.execute(new GetVerdicts(importId, caller));
    return new StreamableFile(Buffer.from(csv), { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="verdicts.csv"' });
  }
}

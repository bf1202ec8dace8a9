import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiProperty, ApiTags, type ApiBodyOptions } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { From, type Caller } from '../platform/caller.js';
import { TAKES_FORM } from '../platform/front-door.js';
import { Can, type Permission } from '../platform/permissions.js';
import { Problem } from '../platform/problem.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { personActor } from './actor.js';
import { ImportJobs } from './import-jobs.js';
import { readForm, type ImportForm } from './uploads.js';

const FILE = { type: 'string', format: 'binary' } as const;

/** The form, for the API's document. */
const FORM: ApiBodyOptions = {
  schema: {
    type: 'object',
    properties: {
      households: { ...FILE, description: 'XLSX with the sheets 职工档案 and 家庭成员, or CSV (UTF-8 or GBK)' },
      members: { ...FILE, description: 'members, where they are not in the workbook of households' },
      units: { ...FILE, description: 'CSV: code, parent, kind, name' },
      dryRun: { type: 'string', enum: ['true', 'false'], description: 'gives the verdicts and writes nothing' },
    },
  },
};

export class ImportAccepted {
  @ApiProperty({ description: 'the same files sent again by the same person are the same import' }) readonly importId!: string;
}

export class StartImport extends Command<ImportAccepted> {
  constructor(
    readonly form: ImportForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

const requirePermission = (caller: Caller, permission: Permission): void => {
  if (caller.rolesWith(permission).length === 0) throw new Problem(403, 'permission-denied', { permission });
};

@CommandHandler(StartImport)
export class StartImportHandler implements ICommandHandler<StartImport> {
  constructor(private readonly jobs: ImportJobs) {}

  async execute({ form: { uploads, dryRun }, caller }: StartImport): Promise<ImportAccepted> {
    if (uploads.units) requirePermission(caller, 'unit:write');
    if (uploads.households || uploads.members) requirePermission(caller, 'import:run');
    const actor = personActor(caller);
    if (!actor) throw new Problem(403, 'permission-denied', { permission: 'import:run' });
    return { importId: await this.jobs.begin(uploads, actor, dryRun) };
  }
}

@ApiTags('imports')
@Controller('imports')
export class StartImportController {
  constructor(
    private readonly bus: CommandBus,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Takes files in; the rows are taken over afterwards. A file that cannot be read is refused, and nothing is written. */
  @Post()
  @Can('import:run', 'unit:write')
  @RouteConfig(TAKES_FORM)
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM)
  @ApiAcceptedResponse({ type: ImportAccepted })
  async start(@Req() request: FastifyRequest, @From() caller: Caller): Promise<ImportAccepted> {
    return this.bus.execute(new StartImport(await readForm(request, this.settings.importMaxBytes), caller));
  }
}

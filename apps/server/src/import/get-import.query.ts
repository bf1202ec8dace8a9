import { Controller, Get, Param } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { From, type Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { ImportDesk, type ImportProgress } from './import-desk.js';

export class ImportProgressAnswer implements ImportProgress {
  @ApiProperty() readonly importId!: string;
  @ApiProperty({ enum: ['queued', 'running', 'completed', 'cancelled', 'failed', 'interrupted'] }) readonly state!: ImportProgress['state'];
  @ApiProperty() readonly dryRun!: boolean;
  @ApiProperty({ description: 'account that sent the files' }) readonly by!: string;
  @ApiProperty({ format: 'date-time' }) readonly startedAt!: string;
  @ApiProperty() readonly rowsTotal!: number;
  @ApiProperty() readonly rowsDone!: number;
  @ApiProperty() readonly accepted!: number;
  @ApiProperty() readonly rejected!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'rejected rows by code' })
  readonly byCode!: Readonly<Record<string, number>>;
  @ApiProperty({ description: 'households of which anything was written' }) readonly changed!: number;
  @ApiProperty() readonly unitsChanged!: number;
  @ApiPropertyOptional({ description: 'why it failed' }) readonly failure?: string;
}

export class GetImport extends Query<ImportProgress> {
  constructor(
    readonly importId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Counts say nothing of anybody, so whoever runs the machine may watch. */
const WATCHERS = ['import:run', 'operations:read'] as const satisfies readonly Permission[];

@QueryHandler(GetImport)
export class GetImportHandler implements IQueryHandler<GetImport> {
  constructor(private readonly desk: ImportDesk) {}

  execute({ importId, caller }: GetImport): Promise<ImportProgress> {
    return this.desk.progress(importId, caller, WATCHERS);
  }
}

@ApiTags('imports')
@Controller('imports')
export class GetImportController {
  constructor(private readonly bus: QueryBus) {}

  /** How far an import is. */
  @Get(':importId')
  @Can(...WATCHERS)
  @ApiOkResponse({ type: ImportProgressAnswer })
  get(@Param('importId') importId: string, @From() caller: Caller): Promise<ImportProgress> {
    return this.bus.execute(new GetImport(importId, caller));
  }
}

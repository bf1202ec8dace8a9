import { Controller, Get, Param, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { DifficultyCategory, NotEligibleReason } from '#domain/policy/rules';
import { caseFile } from '#read-models/case-file/case-file';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsRuledBy, versionNamed } from '../platform/policy-versions.js';
import { notFound } from '../platform/problem.js';
import { Day, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { NONE, categories, notEligibleReasons } from './board-filter.js';
import { CaseFiles } from './case-files.js';
import { nextMovers, type Mover } from './policy-effects.js';

const named = (values: readonly string[]): string[] => values.filter((value) => value !== NONE);

export class PolicyEffectsQuery extends PageQuery {
  /** The day whose line counts; where it is left out, the first day of the version or today, whichever is later. */
  @Day() readonly on?: string;
  /** Only files kept in this unit or below it. */
  @UnitCode() readonly unit?: string;
}

/** What is found under one set of rules. */
export class StandingAnswer {
  @ApiProperty({ example: 'pingdingshan@1' }) readonly policyVersion!: string;
  @ApiProperty({ enum: named(categories) }) readonly category!: DifficultyCategory;
  @ApiPropertyOptional({ enum: named(notEligibleReasons) }) readonly reason?: NotEligibleReason;
  @ApiProperty() readonly lineMonthlyFen!: number;
}

export class MoverAnswer {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiPropertyOptional() readonly fileNumber?: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ description: 'of the months the policy looks at' }) readonly netFen!: number;
  @ApiProperty() readonly persons!: number;
  @ApiProperty() readonly from!: StandingAnswer;
  @ApiProperty() readonly to!: StandingAnswer;
}

export class PolicyEffectsAnswer {
  @ApiProperty({ format: 'date' }) readonly on!: string;
  @ApiProperty({ type: [MoverAnswer] }) readonly rows!: readonly MoverAnswer[];
  /** Files looked at for this page. */
  @ApiProperty() readonly examined!: number;
  @ApiPropertyOptional({ description: 'cursor of the next page, which may follow even a short or empty one; absent on the last' })
  readonly next?: string;
}

export class PolicyEffects extends Query<PolicyEffectsAnswer> {
  constructor(
    readonly policyVersion: string,
    readonly query: PolicyEffectsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

const later = (one: string, other: string): string => (one > other ? one : other);

const standing = ({ policyVersion, category, reason, lineMonthlyFen }: Mover['from']): StandingAnswer => ({
  policyVersion,
  category,
  ...(reason && { reason }),
  lineMonthlyFen,
});

@QueryHandler(PolicyEffects)
export class PolicyEffectsHandler implements IQueryHandler<PolicyEffects> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly files: CaseFiles,
  ) {}

  async execute({ policyVersion, query, caller }: PolicyEffects): Promise<PolicyEffectsAnswer> {
    const version = versionNamed(this.directory, policyVersion);
    if (!version) throw notFound();
    const onDate = query.on ?? later(version.effectiveFrom, caller.request.today);
    const reached = unitsReached(this.directory, { caller, permission: 'household:read', unit: query.unit });
    const units = unitsRuledBy(this.directory, version, { reached, onDate });
    const trial = { rules: version.rules, policyVersion, onDate, areaOf: (unitId: string) => this.areaOf(unitId) };
    const files = await this.views.of(caseFile.collection, query.after);
    const { movers, ...page } = await nextMovers(files, trial, { units, limit: query.limit, cursor: query.cursor });
    return { on: onDate, rows: movers.map((mover) => this.shown(mover)), ...page };
  }

  private areaOf(unitId: string): string {
    return this.directory.unitTree().areaOf(unitId) ?? '';
  }

  private shown({ file, from, to }: Mover): MoverAnswer {
    const { householdId, unitId } = file;
    const { fileNumber, principal } = file.file.facts;
    return {
      householdId,
      ...(fileNumber !== undefined && { fileNumber }),
      name: principal.name,
      unitId,
      unitName: this.files.unitName(unitId),
      netFen: to.netFen,
      persons: to.inputs.persons,
      from: standing(from),
      to: standing(to),
    };
  }
}

@ApiTags('policies')
@Controller('policies/:policyId/versions/:version/effects')
export class PolicyEffectsController {
  constructor(private readonly bus: QueryBus) {}

  /**
   * Who would move to another category under this version or draft, from the figures each was last classified by. Nothing is
   * written: every decision stays what it was until somebody classifies the household anew.
   */
  @Get()
  @Can('policy:read')
  @ApiOkResponse({ type: PolicyEffectsAnswer })
  list(
    @Param('policyId') policyId: string,
    @Param('version') version: string,
    @QueryOf() query: PolicyEffectsQuery,
    @From() caller: Caller,
  ): Promise<PolicyEffectsAnswer> {
    return this.bus.execute(new PolicyEffects(`${policyId}@${version}`, query, caller));
  }
}

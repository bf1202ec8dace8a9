import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags, IntersectionType } from '@nestjs/swagger';
import { exitSpans, type ExitSpansRow } from '#read-models/exit-spans/exit-spans';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Flag, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { AsOfQuery, dayAsked } from './as-of.js';
import { EventPlaceAnswer, HouseholdAnswer } from './dashboard.answers.js';
import { EvidenceOf } from './evidence.js';
import { exitConditions, exitIn, FileDays, type ExitSeen } from './file-days.js';
import { Households } from './households.js';
import { pickedPage } from './picked-page.js';
import { Places } from './places.js';
import { periodUpTo } from './relapse-rates.js';

class ExitFilter extends AsOfQuery {
  /** Only units of this county union. */
  @UnitCode() readonly county?: string;
  /** Only files that fell back in the twelve months; `false`: only those that did not. */
  @Flag() readonly reopened?: boolean;
}

export class RelapseHouseholdsQuery extends IntersectionType(ExitFilter, PageQuery) {}

/** A file that stood closed as 脱困 in the twelve months. */
export class RelapseHouseholdAnswer extends HouseholdAnswer {
  @ApiProperty({ format: 'date', description: 'the day it left difficulty' }) readonly leftOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'the day it fell back, where that was recorded by then' })
  readonly reopenedOn!: string | null;
  @ApiProperty({ type: [EventPlaceAnswer] }) readonly events!: readonly EventPlaceAnswer[];
}

export class RelapseHouseholdsAnswer {
  @ApiProperty({ format: 'date' }) readonly asOf!: string;
  @ApiProperty({ type: [RelapseHouseholdAnswer] }) readonly rows!: readonly RelapseHouseholdAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class RelapseHouseholds extends Query<RelapseHouseholdsAnswer> {
  constructor(
    readonly query: RelapseHouseholdsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

type Found = Readonly<{ householdId: string; unitId: string; seen: ExitSeen }>;

const BY_EXIT = { field: 'exitUntil', direction: 'desc' } as const;

@QueryHandler(RelapseHouseholds)
export class RelapseHouseholdsHandler implements IQueryHandler<RelapseHouseholds> {
  constructor(
    private readonly files: FileDays,
    private readonly places: Places,
    private readonly households: Households,
    private readonly evidence: EvidenceOf,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: RelapseHouseholds): Promise<RelapseHouseholdsAnswer> {
    const asOf = dayAsked(query.asOf, caller);
    const units = unitsReached(this.directory, { caller, permission: 'watch:read', unit: query.unit });
    const where = exitConditions(periodUpTo(asOf), units);
    const asked = { where, sort: BY_EXIT, limit: query.limit, cursor: query.cursor };
    const page = await pickedPage(await this.files.rows(query.after), exitSpans.collection, asked, this.picking(query, asOf, units));
    const shown = await this.households.shown(page.rows);
    const rows = await Promise.all(page.rows.map((found) => this.shown(found, shown(found))));
    return { asOf, rows, ...(page.next !== undefined && { next: page.next }) };
  }

  private picking({ county, reopened }: RelapseHouseholdsQuery, day: string, units: readonly string[] | undefined) {
    const reached = units && new Set(units);
    return (row: ExitSpansRow): Found | undefined => {
      const seen = exitIn(row, periodUpTo(day));
      if (!seen || (reopened !== undefined && reopened !== seen.fellBack)) return undefined;
      const { unitId } = seen.exit;
      const isWanted = (reached?.has(unitId) ?? true) && (county === undefined || this.places.countyOf(unitId) === county);
      return isWanted ? { householdId: row.householdId, unitId, seen } : undefined;
    };
  }

  private async shown({ householdId, seen }: Found, household: HouseholdAnswer): Promise<RelapseHouseholdAnswer> {
    const { leftOn, revision, reopened } = seen.exit;
    const fellBack = seen.fellBack ? reopened : null;
    const revisions = [revision, ...(fellBack ? [fellBack.revision] : [])];
    const events = await Promise.all(revisions.map((each) => this.evidence.at(`household-${householdId}`, each)));
    return { ...household, leftOn, reopenedOn: fellBack?.reopenedOn ?? null, events };
  }
}

@ApiTags('dashboards')
@Controller('dashboards/relapse/households')
export class RelapseHouseholdsController {
  constructor(private readonly bus: QueryBus) {}

  /** The households behind the rate of relapse, names masked, each with the events behind it. */
  @Get()
  @Can('watch:read')
  @ApiOkResponse({ type: RelapseHouseholdsAnswer })
  list(@QueryOf() query: RelapseHouseholdsQuery, @From() caller: Caller): Promise<RelapseHouseholdsAnswer> {
    return this.bus.execute(new RelapseHouseholds(query, caller));
  }
}

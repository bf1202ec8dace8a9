import { Body, Controller, HttpCode, Param, Post, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Refusal } from '#domain/kernel/refusal';
import { policyVersionOf, type PublishedVersion } from '#domain/policy/policy';
import type { WatchRules } from '#domain/policy/watch-rules';
import type { FlagChange } from '#domain/watch/flag-changes';
import { EventStore } from '#event-store/event-store';
import { caseBoard } from '#read-models/case-board/case-board';
import { fileStanding } from '#read-models/file-standing/file-standing';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { UntilGone } from '../platform/gone.js';
import { maskName } from '../platform/masking.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsRuledBy, versionNamed } from '../platform/policy-versions.js';
import { notFound } from '../platform/problem.js';
import { unitsReached } from '../platform/reach.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { Views } from '../platform/views.js';
import { tryRules, type Affected, type TrialPage } from './policy-trial.js';
import { TriedPolicyAnswer, type TriedFlagAnswer, type TriedHouseholdAnswer, type TriedTotalsAnswer } from './trial.answers.js';

export class TryPolicyBody {
  /** A published version; the draft where it is left out. */
  @IsOptional() @IsInt() @Min(1) @Max(100_000) readonly version?: number;
  /** Leaves out what was heard before this day. */
  @IsOptional() @IsCalendarDate() readonly since?: string;
  /** Only files kept in this unit or below it. */
  @IsOptional() @IsUnitCode() readonly unit?: string;
}

export class TryPolicyQuery extends PageQuery {}

type Asked = Readonly<{ policyId: string; body: TryPolicyBody; query: TryPolicyQuery }>;

export class TryPolicy extends Query<TriedPolicyAnswer> {
  constructor(
    readonly asked: Asked,
    readonly caller: Caller,
    readonly gone: AbortSignal,
  ) {
    super();
  }
}

const later = (one: string, other: string): string => (one > other ? one : other);

const flagOf = ({ change, judgement: { rule, signalIds, findings } }: FlagChange): TriedFlagAnswer => {
  const { ruleId, title, effect, severity } = rule;
  return { change, ruleId, title, effect, severity, signalIds, findings };
};

const totalsOf = ({ households, byRule }: TrialPage): TriedTotalsAnswer => {
  const rules = [...byRule].map(([ruleId, tally]) => ({ ruleId, ...tally })).sort((one, other) => (one.ruleId < other.ruleId ? -1 : 1));
  const sumOf = (change: 'raised' | 'dropped') => rules.reduce((sum, tally) => sum + tally[change], 0);
  return { households, raised: sumOf('raised'), dropped: sumOf('dropped'), rules };
};

@QueryHandler(TryPolicy)
export class TryPolicyHandler implements IQueryHandler<TryPolicy> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly events: EventStore,
  ) {}

  async execute({ asked: { policyId, body, query }, caller, gone }: TryPolicy): Promise<TriedPolicyAnswer> {
    const { unit, since } = body;
    if (query.after !== undefined) await this.directory.shows(query.after);
    const reached = unitsReached(this.directory, { caller, permission: 'policy:write', unit });
    const version = this.tried(policyId, body.version);
    const onDate = later(version.effectiveFrom, caller.request.today);
    const units = unitsRuledBy(this.directory, version, { reached, onDate });
    const files = await this.views.of(fileStanding.collection, query.after);
    const trial = { rules: version.rules.watch, rulesNow: this.rulesNow(onDate), onDate, since };
    const page = await tryRules({ events: this.events, files }, trial, { units, limit: query.limit, cursor: query.cursor, gone });
    return {
      policyVersion: policyVersionOf(version),
      on: onDate,
      examined: page.examined,
      ...(query.cursor === undefined && { totals: totalsOf(page) }),
      rows: await this.shown(page.affected),
      ...(page.next !== undefined && { next: page.next }),
    };
  }

  /** @throws {Problem} 404 where there is no such policy or version @throws {Refusal} `policy-draft-absent` */
  private tried(policyId: string, version: number | undefined): PublishedVersion {
    const known = this.directory.policies().get(policyId);
    if (!known) throw notFound();
    const number = version ?? known.draft?.version;
    if (number === undefined) throw new Refusal('policy-draft-absent', { version: known.published.length + 1 });
    const named = versionNamed(this.directory, `${policyId}@${number}`);
    if (!named) throw notFound();
    return named;
  }

  /** The rules of monitoring that decide in a unit on a day, each looked up once; none where no policy is in force there. */
  private rulesNow(onDate: string): (unitId: string) => WatchRules | undefined {
    const known = new Map<string, WatchRules | undefined>();
    return (unitId) => {
      if (!known.has(unitId)) known.set(unitId, this.rulesIn(unitId, onDate));
      return known.get(unitId);
    };
  }

  private rulesIn(unitId: string, onDate: string): WatchRules | undefined {
    try {
      return this.directory.rulesFor(unitId, onDate).rules.watch;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'no-policy-in-force') return undefined;
      throw error;
    }
  }

  private async shown(affected: readonly Affected[]): Promise<readonly TriedHouseholdAnswer[]> {
    const board = await this.views.of(caseBoard.collection);
    const known = await board.getMany(affected.map(({ file }) => file.householdId));
    return affected.map(({ file: { householdId, unitId }, changes }) => {
      const row = known.get(householdId)?.row;
      const about = { fileNumber: row?.fileNumber ?? null, name: maskName(row?.name ?? ''), unitId };
      return { householdId, ...about, flags: changes.map(flagOf) };
    });
  }
}

@ApiTags('policies')
@Controller('policies/:policyId/try')
export class TryPolicyController {
  constructor(private readonly bus: QueryBus) {}

  /**
   * Which flags the draft (or a version) would raise and which it would drop, compared with the rules in force, judged from all that was heard
   * and from the files as they stand. Nothing is written: what was flagged keeps the policy version that flagged it.
   */
  @Post()
  @HttpCode(200)
  @Can('policy:write')
  @ApiOkResponse({ type: TriedPolicyAnswer })
  try(
    @Param('policyId') policyId: string,
    @Body() body: TryPolicyBody,
    @QueryOf() query: TryPolicyQuery,
    @From() caller: Caller,
    @UntilGone() gone: AbortSignal,
  ): Promise<TriedPolicyAnswer> {
    return this.bus.execute(new TryPolicy({ policyId, body, query }, caller, gone));
  }
}

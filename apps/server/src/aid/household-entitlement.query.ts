import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { aidItems, type AidItem } from '#domain/aid/aid.terms';
import { limitsFor } from '#domain/aid/caps';
import { capsLeft } from '#domain/entitlement/claims';
import { entitlement } from '#domain/entitlement/entitlement';
import type { Claim, Entitlement } from '#domain/entitlement/entitlement.state';
import type { KnownHousehold } from '#domain/household/household.state';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { Day } from '../platform/query-fields.js';
import { AppliedCapAnswer } from './aid.answers.js';
import { HouseholdId } from './aid-route.js';
import { AidedHouseholds } from './household-aids.query.js';

export class EntitlementQuery {
  /** The day whose policy and year are asked for; today unless another is named. */
  @Day() readonly on?: string;
}

/** A cap of one item; `personId` where each person of the household has one of his own. */
export class ItemCapAnswer extends AppliedCapAnswer {
  @ApiProperty({ enum: aidItems }) readonly item!: AidItem;
  @ApiPropertyOptional({ format: 'uuid' }) readonly personId?: string;
}

/** One aid counted against the caps; 0 where nothing of it counts any more. */
export class ClaimAnswer {
  @ApiProperty({ format: 'uuid' }) readonly aidId!: string;
  @ApiProperty({ enum: aidItems }) readonly item!: AidItem;
  @ApiProperty({ format: 'uuid' }) readonly payeePersonId!: string;
  @ApiProperty() readonly basis!: string;
  @ApiProperty() readonly year!: number;
  @ApiProperty() readonly amountFen!: number;
  @ApiPropertyOptional({ format: 'date' }) readonly paidOn?: string;
}

export class EntitlementAnswer {
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty() readonly year!: number;
  @ApiProperty({ format: 'date' }) readonly onDate!: string;
  @ApiProperty() readonly policyVersion!: string;
  /** Without those that are a share of a cost, which each aid has its own of. */
  @ApiProperty({ type: [ItemCapAnswer] }) readonly caps!: readonly ItemCapAnswer[];
  @ApiProperty({ type: [ClaimAnswer] }) readonly claims!: readonly ClaimAnswer[];
}

export class HouseholdEntitlement extends Query<EntitlementAnswer> {
  constructor(
    readonly householdId: string,
    readonly onDate: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

const claimAnswer = ({ aidId, request, year, amountFen, paidOn }: Claim): ClaimAnswer => ({
  ...{ aidId, item: request.item, payeePersonId: request.payeePersonId, basis: request.basis, year, amountFen },
  ...(paidOn !== undefined && { paidOn }),
});

const personsOf = ({ facts: { principal, members } }: KnownHousehold): readonly string[] =>
  [principal, ...members].map(({ personId }) => personId);

type Limits = ReturnType<typeof limitsFor>;

/** Limits of one item with what is left: of each person where a cap is a person's, else once. */
const itemCaps = (item: AidItem, limits: Limits, file: KnownHousehold, claims: Entitlement, onDate: string): ItemCapAnswer[] =>
  limits.flatMap((limit) => {
    const persons = limit.per === 'person_year' ? personsOf(file) : [undefined];
    return persons.flatMap((personId) => {
      const asked = { aidId: '', item, payeePersonId: personId ?? '', proposedOn: onDate };
      return capsLeft(claims, [limit], asked).map((cap) => ({ ...cap, item, ...(personId !== undefined && { personId }) }));
    });
  });

@QueryHandler(HouseholdEntitlement)
export class HouseholdEntitlementHandler implements IQueryHandler<HouseholdEntitlement> {
  constructor(
    private readonly households: AidedHouseholds,
    private readonly streams: Streams,
    private readonly directory: Directory,
  ) {}

  async execute({ householdId, onDate: asked, caller }: HouseholdEntitlement): Promise<EntitlementAnswer> {
    const file = await this.households.inReach(householdId, caller);
    const onDate = asked ?? caller.request.today;
    const { rules, policyVersion, area } = this.directory.rulesFor(file.facts.unitId, onDate);
    const { state } = await this.streams.load(entitlement, householdId);
    const category = file.facts.classification?.category;
    const year = Number(onDate.slice(0, 4));
    const limitsOf = (item: AidItem) =>
      limitsFor(rules, { item, area, onDate, ...(category && { category }) }).filter(({ figures }) => !('percent' in figures));
    return {
      ...{ householdId, year, onDate, policyVersion },
      caps: aidItems.flatMap((item) => itemCaps(item, limitsOf(item), file, state, onDate)),
      claims: [...state.claims.values()].filter((claim) => claim.year === year).map(claimAnswer),
    };
  }
}

@ApiTags('aids')
@ApiParam({ name: 'householdId', schema: { type: 'string', format: 'uuid' } })
@Controller('households/:householdId/entitlement')
export class HouseholdEntitlementController {
  constructor(private readonly bus: QueryBus) {}

  /** Which caps the household is held to, what was used of each in the year, and by which aids. */
  @Get()
  @Can('aid:read')
  @ApiOkResponse({ type: EntitlementAnswer })
  show(@HouseholdId() householdId: string, @QueryOf() { on }: EntitlementQuery, @From() caller: Caller): Promise<EntitlementAnswer> {
    return this.bus.execute(new HouseholdEntitlement(householdId, on, caller));
  }
}

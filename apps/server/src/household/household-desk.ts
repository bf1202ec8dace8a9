import { Injectable } from '@nestjs/common';
import type { Context } from '#domain/kernel/decider';
import { household } from '#domain/household/household';
import type { HouseholdCommand } from '#domain/household/household.commands';
import type { Household, KnownHousehold } from '#domain/household/household.state';
import type { Rules } from '#domain/policy/rules';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { IdentityClaims, type Claim } from '../platform/identity-claims.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';

/** What a use case may look at when it makes its command. */
export type OnTheDesk = Readonly<{
  file: KnownHousehold;
  context: Context;
  /** Rules in force for the file's unit on a day. @throws {Refusal} `no-policy-in-force` */
  rulesOn: (date: string) => Readonly<{ rules: Rules; policyVersion: string; area: string }>;
}>;

/** A wish of a person about one household. */
export type HouseholdWish = Readonly<{ householdId: string; caller: Caller }>;

/** A command that brings persons into the file. */
export type BringingIn = Readonly<{ command: HouseholdCommand; claims: readonly Claim[] }>;

/** Where every use case on an existing file comes by: finds the file, checks that the caller's units reach it, decides, writes. */
@Injectable()
export class HouseholdDesk {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
    private readonly claims: IdentityClaims,
  ) {}

  /**
   * @throws {Problem} 404 where the file is absent or out of reach, 403 where the role may not.
   * @throws {Refusal} from the decider.
   */
  async act(
    wish: HouseholdWish,
    permission: Permission,
    commandOf: (desk: OnTheDesk) => HouseholdCommand | Promise<HouseholdCommand>,
  ): Promise<Receipt> {
    return this.once(wish, permission, async (desk) => {
      const command = await commandOf(desk);
      return this.streams.handle(withinReach(wish, permission), wish.householdId, command, desk.context);
    });
  }

  /**
   * As `act`, with every person the command brings in claimed for the file first: one person, one open file.
   * @throws {Refusal} `person-in-another-open-file`
   */
  async bringIn(wish: HouseholdWish, permission: Permission, wanted: (desk: OnTheDesk) => BringingIn): Promise<Receipt> {
    return this.once(wish, permission, (desk) => {
      const { command, claims } = wanted(desk);
      const write = () => this.streams.handle(withinReach(wish, permission), wish.householdId, command, desk.context);
      return this.claims.during(wish.householdId, claims, desk.context, write);
    });
  }

  /** The file as it is now, in the caller's reach. */
  async open(wish: HouseholdWish, permission: Permission): Promise<OnTheDesk> {
    return this.laidOut((await this.streams.load(household, wish.householdId)).state, wish, permission);
  }

  /** A request that was answered before gets that answer, though its own work may have put the file out of its sender's reach. */
  private async once(wish: HouseholdWish, permission: Permission, work: (desk: OnTheDesk) => Promise<Receipt>): Promise<Receipt> {
    const { state, answered } = await this.streams.load(household, wish.householdId);
    const { accountId: by, request } = wish.caller;
    return answered({ ...request, by }) ?? work(this.laidOut(state, wish, permission));
  }

  private laidOut(state: Household, { caller }: HouseholdWish, permission: Permission): OnTheDesk {
    if (state.status === 'absent') throw notFound();
    const { unitId } = state.facts;
    return {
      file: state,
      context: caller.contextIn(permission, unitId),
      rulesOn: (date) => this.directory.rulesFor(unitId, date),
    };
  }
}

/** The decider, asked only while the file is in the caller's reach: it may have moved since it was laid on the desk. */
const withinReach = ({ caller }: HouseholdWish, permission: Permission): typeof household => ({
  ...household,
  decide: (command, state, context) => {
    if (state.status !== 'absent') caller.contextIn(permission, state.facts.unitId);
    return household.decide(command, state, context);
  },
});

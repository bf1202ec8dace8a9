import { Injectable } from '@nestjs/common';
import type { Context } from '#domain/kernel/decider';
import { household } from '#domain/household/household';
import type { HouseholdCommand } from '#domain/household/household.commands';
import type { KnownHousehold } from '#domain/household/household.state';
import type { Rules } from '#domain/policy/rules';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
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

/** Where every use case on an existing file comes by: finds the file, checks that the caller's units reach it, decides, writes. */
@Injectable()
export class HouseholdDesk {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
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
    const desk = await this.open(wish, permission);
    const command = await commandOf(desk);
    return this.streams.handle(household, wish.householdId, command, desk.context);
  }

  /** The file as it is now, in the caller's reach. */
  async open({ householdId, caller }: HouseholdWish, permission: Permission): Promise<OnTheDesk> {
    const { state } = await this.streams.load(household, householdId);
    if (state.status === 'absent') throw notFound();
    const { unitId } = state.facts;
    return {
      file: state,
      context: caller.contextIn(permission, unitId),
      rulesOn: (date) => this.directory.rulesFor(unitId, date),
    };
  }
}

import { Injectable } from '@nestjs/common';
import { household } from '#domain/household/household';
import type { KnownHousehold } from '#domain/household/household.state';
import type { Context } from '#domain/kernel/decider';
import { watch } from '#domain/watch/watch';
import type { WatchCommand, WatchTerms } from '#domain/watch/watch.commands';
import type { Watch } from '#domain/watch/watch.state';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import type { StandingRow } from '#read-models/file-standing/file-standing';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Standings } from '../platform/monitoring/standings.js';
import { watchTermsFor } from '../platform/monitoring/watch-terms.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';

/** A wish of a person about the watch over one household. */
export type Wish = Readonly<{ householdId: string; caller: Caller }>;

/** What a use case may look at when it makes its command. */
export type OnTheDesk = Readonly<{
  state: Watch;
  /** Of the watch's stream; -1 where nothing was heard of the household yet. */
  revision: number;
  file: KnownHousehold;
  context: Context;
  /** Rules of monitoring in force for the household's unit on a day. @throws {Refusal} `no-policy-in-force`, `no-watch-rules` */
  termsOn: (date: string) => WatchTerms;
  /** How the file stands, all that is in it now included. */
  standing: () => Promise<StandingRow>;
}>;

/**
 * Where every use case on the watch over a household comes by: finds its file, checks that the caller's units reach it, decides, writes.
 * Whoever keeps the file keeps the watch; the case itself follows a file that moved a moment later.
 */
@Injectable()
export class WatchDesk {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
    private readonly standings: Standings,
  ) {}

  /**
   * @throws {Problem} 404 where the household is absent or out of reach, 403 where the role may not.
   * @throws {Refusal} from the decider.
   */
  act(wish: Wish, permission: Permission, commandOf: (desk: OnTheDesk) => WatchCommand | Promise<WatchCommand>): Promise<Receipt> {
    return this.once(wish, permission, async (desk) => this.write(wish, await commandOf(desk), desk.context));
  }

  /** As `act`, for a wish that takes more than one command. A request that was answered before gets its first answer. */
  async once(wish: Wish, permission: Permission, work: (desk: OnTheDesk) => Promise<Receipt>): Promise<Receipt> {
    const { answered } = await this.streams.load(watch, wish.householdId);
    const { accountId: by, request } = wish.caller;
    return answered({ ...request, by }) ?? work(await this.open(wish, permission));
  }

  write({ householdId }: Wish, command: WatchCommand, context: Context): Promise<Receipt> {
    return this.streams.handle(watch, householdId, command, context);
  }

  /** The watch as it is now, over a household in the caller's reach. */
  async open({ householdId, caller }: Wish, permission: Permission): Promise<OnTheDesk> {
    const [watched, { state: file, receipt: filed }] = await Promise.all([
      this.streams.load(watch, householdId),
      this.streams.load(household, householdId),
    ]);
    if (file.status === 'absent') throw notFound();
    const { unitId } = file.facts;
    return {
      state: watched.state,
      revision: watched.receipt.revision,
      file,
      context: caller.contextIn(permission, unitId),
      termsOn: (date) => watchTermsFor(this.directory, unitId, date),
      standing: () => this.standingOf(householdId, filed.position),
    };
  }

  private async standingOf(householdId: string, after: string): Promise<StandingRow> {
    const standing = await this.standings.of(householdId, after);
    if (!standing) throw notFound();
    return standing;
  }
}

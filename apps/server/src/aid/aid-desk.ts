import { Injectable } from '@nestjs/common';
import { aid } from '#domain/aid/aid';
import type { AidCommand } from '#domain/aid/aid.commands';
import type { Aid, KnownAid } from '#domain/aid/aid.state';
import type { Context } from '#domain/kernel/decider';
import type { Receipt } from '#event-store/folding';
import { StaleRevision } from '#event-store/round';
import { Streams } from '#event-store/streams';
import type { Caller } from '../platform/caller.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { recordingRefusals } from '../platform/refusals.js';

/** A wish of a person about one aid. */
export type Wish = Readonly<{ aidId: string; caller: Caller }>;

/** The aid as it is now, its stream's revision, and in whose name something is done with it. */
export type OnTheDesk = Readonly<{ state: KnownAid; revision: number; context: Context }>;

/** Where every use case on an existing aid comes by: finds it, checks that the caller's units reach it, decides, writes, and records what was refused. */
@Injectable()
export class AidDesk {
  constructor(private readonly streams: Streams) {}

  /**
   * @throws {Problem} 404 where the aid is absent or out of reach, 403 where the role may not.
   * @throws {Refusal} from the decider.
   */
  act(wish: Wish, permission: Permission, command: AidCommand): Promise<Receipt> {
    return this.once(wish, permission, command.type, ({ context }) => this.write(wish, permission, command, context));
  }

  /** Writes a command of the aid while it is in the caller's reach. */
  write(wish: Wish, permission: Permission, command: AidCommand, context: Context): Promise<Receipt> {
    return this.streams.handle(withinReach(wish, permission), wish.aidId, command, context);
  }

  /** As `act`, for a wish that takes more than a command of the aid. A request that was answered before gets its first answer. */
  async once(
    wish: Wish,
    permission: Permission,
    command: AidCommand['type'],
    work: (desk: OnTheDesk) => Promise<Receipt>,
  ): Promise<Receipt> {
    const { state, receipt, answered } = await this.streams.load(aid, wish.aidId);
    const { accountId: by, request } = wish.caller;
    const first = answered({ ...request, by });
    if (first) return first;
    const desk = laidOut(state, receipt, wish, permission);
    return this.recording(desk, command, () => work(desk));
  }

  /** The aid as it is now, in the caller's reach. */
  async open(wish: Wish, permission: Permission): Promise<OnTheDesk> {
    const { state, receipt } = await this.streams.load(aid, wish.aidId);
    return laidOut(state, receipt, wish, permission);
  }

  private recording<T>({ state, context }: OnTheDesk, command: string, work: () => Promise<T>): Promise<T> {
    const { aidId: subjectId, unitId, householdId, amountFen } = state.request;
    return recordingRefusals(this.streams, { subject: 'aid', subjectId, unitId, command, householdId, amountFen, context }, work);
  }
}

const laidOut = (state: Aid, { revision }: Receipt, { caller }: Wish, permission: Permission): OnTheDesk => {
  if (state.status === 'absent') throw notFound();
  return { state, revision, context: caller.contextIn(permission, state.request.unitId) };
};

/** The decider, asked only while the aid is in the caller's reach: its household may have moved since it was laid on the desk. */
const withinReach = ({ caller }: Wish, permission: Permission): typeof aid => ({
  ...aid,
  decide: (command, state, context) => {
    if (state.status !== 'absent') caller.contextIn(permission, state.request.unitId);
    return aid.decide(command, state, context);
  },
});

/**
 * Where the aid's own stream is written last: If-Match is held against it before anything else is.
 * @returns the context for the other streams, which the client knows nothing of. @throws {StaleRevision}
 */
export const beforeOtherStreams = ({
  revision,
  context: { expectedRevision, ...context },
}: Pick<OnTheDesk, 'revision' | 'context'>): Context => {
  if (expectedRevision !== undefined && expectedRevision !== revision) throw new StaleRevision(expectedRevision, revision);
  return context;
};

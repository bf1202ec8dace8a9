import { Injectable } from '@nestjs/common';
import { household } from '#domain/household/household';
import type { Context } from '#domain/kernel/decider';
import { identity } from '#domain/identity/identity';
import type { IdentityStanding } from '#domain/identity/identity.events';
import { Streams } from '#event-store/streams';

/** A person to be put into a household's open file. */
export type Claim = Readonly<{ idHash: string; as: IdentityStanding }>;

/** A claim this young may belong to a registration that is still being written. */
const SETTLING_MS = 60_000;

/** One person, one open file: claims are written before the file's own event, and undone where that event fails. */
@Injectable()
export class IdentityClaims {
  constructor(private readonly streams: Streams) {}

  /**
   * Claims all persons for the household, does the work, and undoes the claims it made where the work fails.
   * @throws {Refusal} `person-in-another-open-file`
   */
  async during<T>(householdId: string, claims: readonly Claim[], context: Context, work: () => Promise<T>): Promise<T> {
    const made: Claim[] = [];
    try {
      for (const claim of claims) if (await this.claim(householdId, claim, context)) made.push(claim);
      return await work();
    } catch (error) {
      for (const claim of made) await this.undo(householdId, claim, context);
      throw error;
    }
  }

  /** True where the claim is new: one that stood before must not be undone by us. */
  private async claim(householdId: string, { idHash, as }: Claim, context: Context): Promise<boolean> {
    await this.dropOrphan(idHash, householdId, context);
    const before = await this.streams.load(identity, idHash);
    const data = { identityId: idHash, householdId, as };
    const after = await this.streams.handle(identity, idHash, { type: 'ClaimIdentity', data }, without(context));
    return after.revision > before.receipt.revision;
  }

  private async undo(householdId: string, { idHash }: Claim, context: Context): Promise<void> {
    const data = { identityId: idHash, householdId, cause: 'claim_undone' } as const;
    const undoing = { ...without(context), requestId: `${context.requestId}:undo` };
    await this.streams.handle(identity, idHash, { type: 'ReleaseIdentity', data }, undoing);
  }

  /** A crash between claim and file leaves a claim nobody stands behind; whoever needs the person next removes it. */
  private async dropOrphan(idHash: string, householdId: string, context: Context): Promise<void> {
    const { state, receipt } = await this.streams.load(identity, idHash);
    if (!state.open || state.open.householdId === householdId || !this.isSettled(state.open.since, context)) return;
    const { state: file } = await this.streams.load(household, state.open.householdId);
    if (file.status !== 'absent') return;
    const data = { identityId: idHash, householdId: state.open.householdId, cause: 'claim_undone' } as const;
    const dropping = { ...without(context), requestId: `${context.requestId}:orphan-${receipt.revision}` };
    await this.streams.handle(identity, idHash, { type: 'ReleaseIdentity', data }, dropping);
  }

  private isSettled(since: string, { at }: Context): boolean {
    return Date.parse(at) - Date.parse(since) > SETTLING_MS;
  }
}

/** The If-Match of a request is about the household's stream, not about the identities beside it. */
const without = ({ expectedRevision: _, ...context }: Context): Context => context;

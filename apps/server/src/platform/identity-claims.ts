import { Injectable } from '@nestjs/common';
import { household } from '#domain/household/household';
import type { Household } from '#domain/household/household.state';
import type { Context } from '#domain/kernel/decider';
import { require } from '#domain/kernel/refusal';
import type { HouseholdFacts } from '#domain/household/household.facts';
import { identity, type IdentityState } from '#domain/identity/identity';
import type { IdentityStanding, ReleaseCause } from '#domain/identity/identity.events';
import { StaleRevision } from '#event-store/round';
import { Streams } from '#event-store/streams';

/** A person to be put into a household's open file. */
export type Claim = Readonly<{ idHash: string; as: IdentityStanding }>;

/** Everybody in a file who can be recognised by an ID number, but for those who have left it since. */
export const claimsOfAll = ({ principal, members }: HouseholdFacts, formerMembers: readonly string[] = []): Claim[] => [
  { idHash: principal.idHash, as: 'principal' },
  ...members.flatMap(({ personId, idHash }): Claim[] =>
    idHash === undefined || formerMembers.includes(personId) ? [] : [{ idHash, as: 'member' }],
  ),
];

type OpenClaim = NonNullable<IdentityState['open']>;

/** A claim this young may belong to a registration that is still being written. */
const SETTLING_MS = 60_000;

/** Whether an open file has the person in it. */
const lists = (file: Household, idHash: string): boolean =>
  file.status !== 'absent' &&
  file.status !== 'closed' &&
  [file.facts.principal, ...file.facts.members].some((person) => person.idHash === idHash);

/** Why a claim that nothing in its file stands behind is over; undefined where it is not, or where a merge will move it. */
const orphaned = (file: Household, idHash: string): ReleaseCause | undefined => {
  if (file.status === 'absent') return 'claim_undone';
  if (file.status === 'closed') return file.closing.kind === 'merged' ? undefined : 'file_closed';
  return lists(file, idHash) ? undefined : 'left_household';
};

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
    const found: Claim[] = [];
    try {
      for (const claim of claims) ((await this.claim(householdId, claim, context)) ? made : found).push(claim);
      const result = await work();
      // Whoever made a claim that we found may have failed and undone it while we relied on it.
      for (const claim of found) await this.claim(householdId, claim, context);
      return result;
    } catch (error) {
      for (const claim of made) await this.undo(householdId, claim, context);
      throw error;
    }
  }

  /** Whether all persons could be claimed for the household; claims none. @throws {Refusal} `person-in-another-open-file` */
  async requireFree(householdId: string, claims: readonly Claim[], context: Context): Promise<void> {
    for (const { idHash } of claims) {
      const { open } = (await this.streams.load(identity, idHash)).state;
      const isFree = !open || open.householdId === householdId || (await this.orphaning(open, idHash, context)) !== undefined;
      require(isFree, 'person-in-another-open-file', { householdId: open?.householdId });
    }
  }

  /** True where the claim is ours: one that stood before must not be undone by us. */
  private async claim(householdId: string, wanted: Claim, context: Context): Promise<boolean> {
    const { idHash, as } = wanted;
    await this.dropOrphan(idHash, householdId, context);
    const { revision } = (await this.streams.load(identity, idHash)).receipt;
    const data = { identityId: idHash, householdId, as };
    // On this very revision, so that what is added is ours; a request refused before must not find its old claim answered.
    const claiming = { ...context, requestId: `${context.requestId}:claim-${revision}`, expectedRevision: revision };
    try {
      const after = await this.streams.handle(identity, idHash, { type: 'ClaimIdentity', data }, claiming);
      return after.revision > revision;
    } catch (error) {
      if (error instanceof StaleRevision) return this.claim(householdId, wanted, context);
      throw error;
    }
  }

  /** A twin of the request may have been first: what its file lists stays claimed. */
  private async undo(householdId: string, { idHash }: Claim, context: Context): Promise<void> {
    const { state: file } = await this.streams.load(household, householdId);
    if (!lists(file, idHash)) await this.release(idHash, householdId, 'claim_undone', context);
  }

  /** A crash between claim and file leaves a claim nobody stands behind; whoever needs the person next removes it. */
  private async dropOrphan(idHash: string, householdId: string, context: Context): Promise<void> {
    const { open } = (await this.streams.load(identity, idHash)).state;
    if (!open || open.householdId === householdId) return;
    const cause = await this.orphaning(open, idHash, context);
    if (cause) await this.release(idHash, open.householdId, cause, context);
  }

  /** Why the claim of another household is over; undefined where it stands, or is too young to tell. */
  private async orphaning({ householdId, since }: OpenClaim, idHash: string, context: Context): Promise<ReleaseCause | undefined> {
    if (!this.isSettled(since, context)) return undefined;
    return orphaned((await this.streams.load(household, householdId)).state, idHash);
  }

  /** The If-Match of a request is about the household's stream, not about the identities beside it. */
  private async release(idHash: string, householdId: string, cause: ReleaseCause, context: Context): Promise<void> {
    const { revision } = (await this.streams.load(identity, idHash)).receipt;
    const { expectedRevision: _, ...releasing } = { ...context, requestId: `${context.requestId}:release-${revision}` };
    const data = { identityId: idHash, householdId, cause };
    await this.streams.handle(identity, idHash, { type: 'ReleaseIdentity', data }, releasing);
  }

  private isSettled(since: string, { at }: Context): boolean {
    return Date.parse(at) - Date.parse(since) > SETTLING_MS;
  }
}

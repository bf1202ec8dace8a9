import { aid } from '#domain/aid/aid';
import type { AidDecision, AppliedCap } from '#domain/aid/aid.decision';
import type { AidRequest } from '#domain/aid/aid.events';
import type { Aid } from '#domain/aid/aid.state';
import { entitlement } from '#domain/entitlement/entitlement';
import type { ClaimReleaseCause, EntitlementEventData } from '#domain/entitlement/entitlement.events';
import type { Context } from '#domain/kernel/decider';
import { sameValue } from '#domain/kernel/equality';
import { Refusal } from '#domain/kernel/refusal';
import type { StoredEvent } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import { eventId } from '#event-store/request';
import type { Streams } from '#event-store/streams';
import { followUp, type Cause, type Now } from './follow-up.js';

/** What a household's caps were used for: an aid that is still to be proposed, or proposed again in a later round. */
export type Proposal = Cause & Readonly<{ round: number; request: AidRequest; decision: AidDecision; caps: readonly AppliedCap[] }>;

type Claims = EntitlementEventData['EntitlementClaimed'] & Readonly<{ round?: number }>;

/** The proposal that a claim carries: the event `EntitlementClaimed` or `ClaimRevised`. */
export const proposalIn = ({ id, meta, data }: StoredEvent): Proposal => {
  const { round = 1, request, decision, caps } = data as Claims;
  return { id, meta, round, request, decision, caps };
};

type Asked = Pick<Proposal, 'request' | 'decision'>;

/** The proposal of a request that has just claimed. @throws {Refusal} `wrong-round` where another request claimed this round. */
const proposalOf = async (streams: Streams, { request, decision }: Asked, context: Context): Promise<Proposal> => {
  const { householdId, aidId } = request;
  const claim = (await streams.load(entitlement, householdId)).state.claims.get(aidId);
  if (!claim || !sameValue(claim.request, request)) throw new Refusal('wrong-round', { round: claim?.round ?? 0 });
  const id = eventId(`${entitlement.category}-${householdId}`, context, 0);
  return { id, meta: context, round: claim.round, request, decision, caps: claim.caps };
};

const commandOf = ({ round, request, decision, caps }: Proposal) =>
  round === 1
    ? ({ type: 'ProposeAid', data: { ...request, decision, caps } } as const)
    : ({ type: 'ReviseAid', data: { ...request, round, decision, caps } } as const);

/** Why an aid needs no claim any more; undefined while it lives. */
const endOf = ({ status }: Aid): ClaimReleaseCause | undefined => {
  if (status === 'rejected') return 'rejected';
  return status === 'absent' || status === 'cancelled' ? 'cancelled' : undefined;
};

/** An aid that is not, or has ended, needs no claim: what the proposal claimed is given back. @returns whether it was. */
const giveBack = async (streams: Streams, proposal: Proposal, now: Now): Promise<boolean> => {
  const { householdId, aidId } = proposal.request;
  const cause = endOf((await streams.load(aid, aidId)).state);
  if (!cause) return false;
  const data = { aidId, cause, releaseId: `give-back:${proposal.id}` };
  await streams.handle(entitlement, householdId, { type: 'ReleaseClaim', data }, followUp('give-back', proposal, now));
  return true;
};

/**
 * Proposes (or revises) the aid that a claim was made for, in the name of who made it: by the request itself, and by whoever
 * finds the claim after a crash. A claim of an earlier round is over.
 * @returns the aid's receipt; what it refused with, where the claim was given back; undefined where a later round counts.
 * @throws {Refusal} of an aid that still lives: its claim stands for nothing, which somebody has to hear of.
 */
export const completeProposal = async (streams: Streams, proposal: Proposal, now: Now): Promise<Receipt | Refusal | undefined> => {
  const { householdId, aidId } = proposal.request;
  const claim = (await streams.load(entitlement, householdId)).state.claims.get(aidId);
  if (claim && claim.round > proposal.round) return undefined;
  try {
    return await streams.handle(aid, aidId, commandOf(proposal), followUp('propose', proposal, now));
  } catch (error) {
    if (error instanceof Refusal && (await giveBack(streams, proposal, now))) return error;
    throw error;
  }
};

/** Proposes (or revises) the aid of a request that has just claimed for it. @throws {Refusal} of the aid, and `wrong-round` */
export const proposed = async (streams: Streams, asked: Asked, context: Context): Promise<Receipt> => {
  const answer = await completeProposal(streams, await proposalOf(streams, asked, context), context);
  if (answer instanceof Refusal) throw answer;
  return answer ?? (await streams.load(aid, asked.request.aidId)).receipt;
};

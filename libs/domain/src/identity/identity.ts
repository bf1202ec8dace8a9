import type { Decider, EventMeta } from '../kernel/decider.js';
import type { Message, Of } from '../kernel/message.js';
import { require } from '../kernel/refusal.js';
import type { IdentityEvent, IdentityStanding, ReleaseCause } from './identity.events.js';

/**
 * `open` is the one open file the person is in, since the time that was recorded. `pastHouseholdIds` are the files he has been in before, oldest first, and
 * `lastHouseholdId` the latest of them: what a new application is linked to as a relapse.
 */
export type IdentityState = Readonly<{
  open: Readonly<{ householdId: string; as: IdentityStanding; since: string }> | null;
  pastHouseholdIds: readonly string[];
  lastHouseholdId: string | null;
}>;

export type IdentityCommand =
  | Message<'ClaimIdentity', Readonly<{ identityId: string; householdId: string; as: IdentityStanding }>>
  | Message<'ReleaseIdentity', Readonly<{ identityId: string; householdId: string; cause: ReleaseCause }>>
  | Message<'MoveIdentity', Readonly<{ identityId: string; from: string; to: string; as: IdentityStanding }>>;

type Payload<Type extends IdentityCommand['type']> = Of<IdentityCommand, Type>['data'];

/** One household, one file; nobody in two of them (杜绝一户多档、一人多档). */
const claimIdentity = ({ identityId, householdId, as }: Payload<'ClaimIdentity'>, { open }: IdentityState): IdentityEvent[] => {
  if (open?.householdId === householdId) return [];
  require(open === null, 'person-in-another-open-file', { householdId: open?.householdId });
  return [{ type: 'IdentityClaimed', data: { identityId, householdId, as } }];
};

/** A household that does not hold the person has nothing to release, so undoing twice is harmless. */
const releaseIdentity = ({ identityId, householdId, cause }: Payload<'ReleaseIdentity'>, { open }: IdentityState): IdentityEvent[] =>
  open?.householdId === householdId ? [{ type: 'IdentityReleased', data: { identityId, householdId, cause } }] : [];

const moveIdentity = ({ identityId, from, to, as }: Payload<'MoveIdentity'>, { open }: IdentityState): IdentityEvent[] => {
  if (open?.householdId === to) return [];
  require(open?.householdId === from, 'identity-not-held', { householdId: from });
  return [{ type: 'IdentityMoved', data: { identityId, from, to, as } }];
};

const past = ({ pastHouseholdIds }: IdentityState, householdId: string): Omit<IdentityState, 'open'> => ({
  pastHouseholdIds: [...pastHouseholdIds.filter((each) => each !== householdId), householdId],
  lastHouseholdId: householdId,
});

const evolve = (state: IdentityState, { type, data }: IdentityEvent, { at }: EventMeta): IdentityState => {
  switch (type) {
    case 'IdentityClaimed':
      return { ...state, open: { householdId: data.householdId, as: data.as, since: at } };
    case 'IdentityReleased':
      return data.cause === 'claim_undone' ? { ...state, open: null } : { open: null, ...past(state, data.householdId) };
    case 'IdentityMoved':
      return { open: { householdId: data.to, as: data.as, since: at }, ...past(state, data.from) };
  }
};

/** One person, one open file: stream `identity-<keyed hash of the ID number>`. */
export const identity: Decider<IdentityState, IdentityCommand, IdentityEvent> = {
  category: 'identity',
  initial: { open: null, pastHouseholdIds: [], lastHouseholdId: null },
  decide: ({ type, data }, state) => {
    switch (type) {
      case 'ClaimIdentity':
        return claimIdentity(data, state);
      case 'ReleaseIdentity':
        return releaseIdentity(data, state);
      case 'MoveIdentity':
        return moveIdentity(data, state);
    }
  },
  evolve,
};

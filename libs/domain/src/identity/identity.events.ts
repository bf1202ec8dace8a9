import type { DomainEvent, PersonalFields } from '../kernel/message.js';

/** Whether the person's file is his own or he is a member of somebody else's. */
export type IdentityStanding = 'principal' | 'member';

/** Why a claim ended. `claim_undone`: the household's own event failed after the claim, so the person was never in its file. */
export type ReleaseCause = 'file_closed' | 'left_household' | 'claim_undone';

/** These types and their names are the stored format. `identityId` is the keyed hash of an ID number, never the number. */
export type IdentityEvent =
  /** The person is now in this household's open file, and can be in no other. */
  | DomainEvent<'IdentityClaimed', Readonly<{ identityId: string; householdId: string; as: IdentityStanding }>>
  /** The person is in no open file any more. */
  | DomainEvent<'IdentityReleased', Readonly<{ identityId: string; householdId: string; cause: ReleaseCause }>>
  /** The person went from one open file to another in one step, as files were merged. */
  | DomainEvent<'IdentityMoved', Readonly<{ identityId: string; from: string; to: string; as: IdentityStanding }>>;

export const identityPersonal: PersonalFields<IdentityEvent> = {
  IdentityClaimed: [],
  IdentityReleased: [],
  IdentityMoved: [],
};

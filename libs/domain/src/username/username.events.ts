import type { DomainEvent, PersonalFields } from '../kernel/message.js';

/** These types and their names are the stored format. `username` is in lower case, as in the stream's name. */
export type UsernameEvent =
  /** The name now belongs to this account and to no other. */
  | DomainEvent<'UsernameClaimed', Readonly<{ username: string; accountId: string }>>
  /** The name is free again: the account's own registration failed after the claim. */
  | DomainEvent<'UsernameReleased', Readonly<{ username: string; accountId: string }>>;

/** A username is a staff identifier and stays plain; see the events of accounts. */
export const usernamePersonal: PersonalFields<UsernameEvent> = { UsernameClaimed: [], UsernameReleased: [] };

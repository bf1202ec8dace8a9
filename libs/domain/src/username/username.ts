import type { Decider } from '../kernel/decider.js';
import type { Message, Of } from '../kernel/message.js';
import { require } from '../kernel/refusal.js';
import type { UsernameEvent } from './username.events.js';

export type UsernameState = Readonly<{ accountId: string | null }>;

export type UsernameCommand =
  | Message<'ClaimUsername', Readonly<{ username: string; accountId: string }>>
  | Message<'ReleaseUsername', Readonly<{ username: string; accountId: string }>>;

type Payload<Type extends UsernameCommand['type']> = Of<UsernameCommand, Type>['data'];

/** The id of a username's stream: names that differ only in capitals are the same name. */
export const usernameKey = (username: string): string => username.toLowerCase();

const claimUsername = ({ username, accountId }: Payload<'ClaimUsername'>, state: UsernameState): UsernameEvent[] => {
  if (state.accountId === accountId) return [];
  require(state.accountId === null, 'username-taken');
  return [{ type: 'UsernameClaimed', data: { username: usernameKey(username), accountId } }];
};

const releaseUsername = ({ username, accountId }: Payload<'ReleaseUsername'>, state: UsernameState): UsernameEvent[] =>
  state.accountId === accountId ? [{ type: 'UsernameReleased', data: { username: usernameKey(username), accountId } }] : [];

/** One username, one account: stream `username-<name in lower case>`, claimed before the account is registered. */
export const username: Decider<UsernameState, UsernameCommand, UsernameEvent> = {
  category: 'username',
  initial: { accountId: null },
  decide: ({ type, data }, state) => {
    switch (type) {
      case 'ClaimUsername':
        return claimUsername(data, state);
      case 'ReleaseUsername':
        return releaseUsername(data, state);
    }
  },
  evolve: (_, { type, data }) => {
    switch (type) {
      case 'UsernameClaimed':
        return { accountId: data.accountId };
      case 'UsernameReleased':
        return { accountId: null };
    }
  },
};

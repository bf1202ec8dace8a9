import { keepsTheLaws } from '../testing/laws.js';
import { scenario } from '../testing/scenario.js';
import { username, usernameKey } from './username.js';
import { usernamePersonal, type UsernameEvent } from './username.events.js';

const claim = (accountId: string) => ({ type: 'ClaimUsername', data: { username: 'Clerk.1', accountId } }) as const;
const release = (accountId: string) => ({ type: 'ReleaseUsername', data: { username: 'Clerk.1', accountId } }) as const;
const claimed = (accountId: string): UsernameEvent => ({ type: 'UsernameClaimed', data: { username: 'clerk.1', accountId } });
const released = (accountId: string): UsernameEvent => ({ type: 'UsernameReleased', data: { username: 'clerk.1', accountId } });

const given = scenario(username);

keepsTheLaws(username, usernamePersonal, {
  ClaimUsername: { after: [], command: claim('a1') },
  ReleaseUsername: { after: [claimed('a1')], command: release('a1') },
});

describe('a username', () => {
  it('belongs to the account that claims it first', () => given().when(claim('a1')).then(claimed('a1')));
  it('is refused to a second account', () => given(claimed('a1')).when(claim('a2')).thenRefused('username-taken'));
  it('is free again once released', () => given(claimed('a1'), released('a1')).when(claim('a2')).then(claimed('a2')));
  it('is not released by an account that does not have it', () => given(claimed('a1')).when(release('a2')).then());
  it('is the same name in capitals', () => expect(usernameKey('Clerk.1')).toBe(usernameKey('cLERK.1')));
});

import fc from 'fast-check';
import { Refusal } from '../kernel/refusal.js';
import { keepsTheLaws } from '../testing/laws.js';
import { scenario, testContext } from '../testing/scenario.js';
import { identity, type IdentityCommand, type IdentityState } from './identity.js';
import { identityPersonal, type IdentityEvent, type IdentityStanding, type ReleaseCause } from './identity.events.js';

const identityId = 'a1b2';
const claim = (householdId: string, as: IdentityStanding = 'principal') =>
  ({ type: 'ClaimIdentity', data: { identityId, householdId, as } }) as const satisfies IdentityCommand;
const release = (householdId: string, cause: ReleaseCause = 'file_closed') =>
  ({ type: 'ReleaseIdentity', data: { identityId, householdId, cause } }) as const satisfies IdentityCommand;
const move = (from: string, to: string) =>
  ({ type: 'MoveIdentity', data: { identityId, from, to, as: 'member' } }) as const satisfies IdentityCommand;

const claimed = (householdId: string, as: IdentityStanding = 'principal'): IdentityEvent => ({
  type: 'IdentityClaimed',
  data: { identityId, householdId, as },
});
const released = (householdId: string, cause: ReleaseCause = 'file_closed'): IdentityEvent => ({
  type: 'IdentityReleased',
  data: { identityId, householdId, cause },
});
const moved = (from: string, to: string): IdentityEvent => ({ type: 'IdentityMoved', data: { identityId, from, to, as: 'member' } });

const given = scenario(identity);

keepsTheLaws(identity, identityPersonal, {
  ClaimIdentity: { after: [], command: claim('H1') },
  ReleaseIdentity: { after: [claimed('H1')], command: release('H1') },
  MoveIdentity: { after: [claimed('H1')], command: move('H1', 'H2') },
});

describe('claiming a person', () => {
  it('puts him into a file', () => given().when(claim('H1')).then(claimed('H1')));
  it('is no news for the household that has him, in whatever standing', () => {
    given(claimed('H1')).when(claim('H1')).then();
    given(claimed('H1')).when(claim('H1', 'member')).then();
  });
  it.each<IdentityStanding>(['principal', 'member'])('is refused to another household while he is a %s', (as) =>
    given(claimed('H1', as)).when(claim('H2', 'member')).thenRefused('person-in-another-open-file', { householdId: 'H1' }),
  );
  it('is open again once the other file is closed', () =>
    given(claimed('H1'), released('H1')).when(claim('H2', 'member')).then(claimed('H2', 'member')));
});

describe('releasing a person', () => {
  it('ends the claim', () => given(claimed('H1')).when(release('H1', 'left_household')).then(released('H1', 'left_household')));
  it('changes nothing for a household that does not have him', () => {
    given().when(release('H1')).then();
    given(claimed('H2')).when(release('H1')).then();
  });
});

describe('moving a person on a merge', () => {
  it('leaves no moment between the files', () => given(claimed('H1')).when(move('H1', 'H2')).then(moved('H1', 'H2')));
  it('is refused where the first file does not have him', () => {
    given().when(move('H1', 'H2')).thenRefused('identity-not-held', { householdId: 'H1' });
    given(claimed('H3')).when(move('H1', 'H2')).thenRefused('identity-not-held');
  });
});

describe('the files a person has been in', () => {
  it('are remembered when a file closes or he leaves it, the latest last', () =>
    expect(given(claimed('H1'), released('H1'), claimed('H2'), released('H2', 'left_household')).state()).toStrictEqual({
      open: null,
      pastHouseholdIds: ['H1', 'H2'],
      lastHouseholdId: 'H2',
    }));
  it('do not hold a file whose claim was undone', () =>
    expect(given(claimed('H1'), released('H1'), claimed('H2'), released('H2', 'claim_undone')).state()).toStrictEqual({
      open: null,
      pastHouseholdIds: ['H1'],
      lastHouseholdId: 'H1',
    }));
  it('hold the file he was moved from', () =>
    expect(given(claimed('H1'), moved('H1', 'H2')).state()).toStrictEqual({
      open: { householdId: 'H2', as: 'member', since: '2022-03-01T02:00:00.000Z' },
      pastHouseholdIds: ['H1'],
      lastHouseholdId: 'H1',
    }));
});

const decided = (wish: IdentityCommand, state: IdentityState): readonly IdentityEvent[] => {
  try {
    return identity.decide(wish, state, testContext);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** The open files a person is in, kept without the decider's own state. */
const openFiles = (events: readonly IdentityEvent[]): string[] => {
  const open = new Set<string>();
  for (const { type, data } of events) {
    if (type === 'IdentityReleased') open.delete(data.householdId);
    if (type === 'IdentityMoved') open.delete(data.from);
    if (type !== 'IdentityReleased') open.add(type === 'IdentityMoved' ? data.to : data.householdId);
  }
  return [...open];
};

it('never has a person in two open files, whatever is asked', () => {
  const household = fc.constantFrom('H1', 'H2', 'H3');
  const commands = fc.oneof(
    household.map((id) => claim(id)),
    household.map((id) => release(id)),
    fc.tuple(household, household).map(([from, to]) => move(from, to)),
  );
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 20 }), (wishes) => {
      const history: IdentityEvent[] = [];
      for (const wish of wishes) {
        history.push(...decided(wish, given(...history).state()));
        const { open } = given(...history).state();
        expect(openFiles(history)).toEqual(open ? [open.householdId] : []);
      }
    }),
  );
});

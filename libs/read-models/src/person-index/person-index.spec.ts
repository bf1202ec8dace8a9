import type { IdentityEvent } from '#domain/identity/identity.events';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { applied, event, principal, spouse, type PastEvent } from '../../../domain/src/testing/sample-household.js';
import { personIndex, type PersonRow } from './person-index.js';

type PersonSeen = Parameters<typeof personIndex.fold>[1];

const named = (...events: readonly PastEvent[]) => seenIn<PersonSeen>('household-h1', events);
const happened = (...events: readonly IdentityEvent[]) => seenIn<PersonSeen>(`identity-${principal.idHash}`, events);
const index = (...events: readonly PersonSeen[]): ReadonlyMap<string, PersonRow> => foldView(personIndex, events);
const whereabouts = (...events: readonly IdentityEvent[]) => {
  const { openHouseholdId, pastHouseholdIds } = index(...happened(...events)).get(principal.idHash)!;
  return [openHouseholdId, pastHouseholdIds];
};

const identityId = principal.idHash;
const claimed = (householdId: string): IdentityEvent => ({ type: 'IdentityClaimed', data: { identityId, householdId, as: 'principal' } });
const released = (householdId: string, cause: 'file_closed' | 'left_household' | 'claim_undone'): IdentityEvent => ({
  type: 'IdentityReleased',
  data: { identityId, householdId, cause },
});
const moved = (from: string, to: string): IdentityEvent => ({ type: 'IdentityMoved', data: { identityId, from, to, as: 'member' } });

describe('the index of persons', () => {
  it('finds principal and members by the hash of the ID number', () => {
    const rows = index(...happened(claimed('h1')), ...named(applied(), event('MemberAdded', { member: spouse })));
    expect([...rows.values()]).toEqual([
      { idHash: 'hash-p1', openHouseholdId: 'h1', pastHouseholdIds: [], personIds: { h1: 'p1' } },
      { idHash: 'hash-p2', openHouseholdId: null, pastHouseholdIds: [], personIds: { h1: 'p2' } },
    ]);
  });

  it('has no row for a child without an ID number, and one from the day it has one', () => {
    const child = { personId: 'p3', name: '董小', relation: 'child' } as const;
    const withNumber = event('MemberChanged', { member: { ...child, idHash: 'hash-p3' } });
    expect(index(...named(applied(), event('MemberAdded', { member: child }))).has('hash-p3')).toBe(false);
    expect(index(...named(applied(), event('MemberAdded', { member: child }), withNumber)).get('hash-p3')?.personIds).toEqual({ h1: 'p3' });
  });

  it('knows a person under the number he has and under the one that was corrected', () => {
    const identity = { ...principal, idHash: 'hash-right' };
    const rows = index(...named(applied(), event('FactCorrected', { correctsRevision: 0, correction: { kind: 'identity', identity } })));
    expect([rows.get('hash-p1')?.personIds, rows.get('hash-right')?.personIds]).toEqual([{ h1: 'p1' }, { h1: 'p1' }]);
  });

  it.each([
    ['is in the open file that claimed him', [claimed('h1')], ['h1', []]],
    ['is known by the file that closed with him in it', [claimed('h1'), released('h1', 'file_closed')], [null, ['h1']]],
    ['is not known by a file he left', [claimed('h1'), released('h1', 'left_household')], [null, []]],
    ['is not known by a file that never came to be', [claimed('h1'), released('h1', 'claim_undone')], [null, []]],
    [
      'is still known by a closed file whose reopening failed',
      [claimed('h1'), released('h1', 'file_closed'), claimed('h1'), released('h1', 'claim_undone')],
      [null, ['h1']],
    ],
    [
      'is not known any more by a file that was reopened and then left',
      [claimed('h1'), released('h1', 'file_closed'), claimed('h1'), released('h1', 'left_household')],
      [null, []],
    ],
    ['went with a merge into the other file', [claimed('h1'), moved('h1', 'h2')], ['h2', ['h1']]],
    [
      'has the file that closed last as the last',
      [
        claimed('h1'),
        released('h1', 'file_closed'),
        claimed('h2'),
        released('h2', 'file_closed'),
        claimed('h1'),
        released('h1', 'file_closed'),
      ],
      [null, ['h2', 'h1']],
    ],
  ] as const)('says of a person that he %s', (_what, events, expected) => expect(whereabouts(...events)).toEqual(expected));
});

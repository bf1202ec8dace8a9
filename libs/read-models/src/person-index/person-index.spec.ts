import type { IdentityEvent } from '#domain/identity/identity.events';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { personIndex, type PersonRow } from './person-index.js';

type IdentitySeen = Parameters<typeof personIndex.fold>[1];

const identityId = 'hash-p1';
const rowAfter = (...events: readonly IdentityEvent[]): PersonRow | undefined =>
  foldView(personIndex, seenIn<IdentitySeen>(`identity-${identityId}`, events)).get(identityId);

const claimed = (householdId: string): IdentityEvent => ({ type: 'IdentityClaimed', data: { identityId, householdId, as: 'principal' } });
const released = (householdId: string, cause: 'file_closed' | 'left_household' | 'claim_undone'): IdentityEvent => ({
  type: 'IdentityReleased',
  data: { identityId, householdId, cause },
});
const moved = (from: string, to: string): IdentityEvent => ({ type: 'IdentityMoved', data: { identityId, from, to, as: 'member' } });

describe('the index of persons', () => {
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
        ...[claimed('h1'), released('h1', 'file_closed'), claimed('h2'), released('h2', 'file_closed')],
        ...[claimed('h1'), released('h1', 'file_closed')],
      ],
      [null, ['h2', 'h1']],
    ],
  ] as const)('says of a person that he %s', (_what, events, [openHouseholdId, pastHouseholdIds]) =>
    expect(rowAfter(...events)).toStrictEqual({ idHash: identityId, openHouseholdId, pastHouseholdIds }),
  );
});

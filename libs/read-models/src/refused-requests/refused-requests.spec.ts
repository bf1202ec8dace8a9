import type { RefusedRequestEvent } from '#domain/refused-request/refused-request.events';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { Seen } from '../view.js';
import { refusedRequests } from './refused-requests.js';

const refused: RefusedRequestEvent['data'] = {
  subject: 'aid',
  subjectId: 'a1',
  unitId: 'U1',
  command: 'ProposeAid',
  code: 'cap-exceeded',
  details: { capId: 'living', leftFen: 12 },
  householdId: 'h1',
  amountFen: 300_000,
};
const { householdId: _household, amountFen: _amount, ...bare } = refused;
const told = [refused, bare].map((data) => ({ type: 'RequestRefused', data }));
const rows = foldView(refusedRequests, seenIn<Seen<RefusedRequestEvent>>('refusedRequest-a1', told));

describe('the requests that were refused', () => {
  it('are a row each, with who wanted what and the figures that decided', () =>
    expect(rows.get('a1:0')).toEqual({
      refusalId: 'a1:0',
      ...refused,
      by: 'caseworker-1',
      role: 'base_caseworker',
      at: '2022-03-01T02:00:00.000Z',
    }));

  it('stay apart however often the same is tried', () => expect([...rows.keys()]).toEqual(['a1:0', 'a1:1']));

  it('may be about no household and no sum', () => expect(rows.get('a1:1')).toMatchObject({ householdId: null, amountFen: null }));
});

import {
  about,
  aidEvent,
  approved,
  cityOfficer,
  countyApprover,
  decision,
  givenAid as given,
  proposed,
  request,
  returned,
  reviewed,
  reviewer,
  revised,
  today,
  untouched,
} from '../testing/sample-aid.js';
import type { AidCommand } from './aid.commands.js';
import type { AidRequest } from './aid.events.js';

const caseworker = { by: 'caseworker-1' };

const propose = (change: Partial<AidRequest> = {}): AidCommand => {
  const asked = request(change);
  const decided = decision(asked);
  return { type: 'ProposeAid', data: { ...asked, decision: decided, caps: untouched(decided) } };
};
const revise = (round: number, change: Partial<AidRequest> = {}): AidCommand => {
  const asked = request(change);
  const decided = decision(asked);
  return { type: 'ReviseAid', data: { ...asked, round, decision: decided, caps: untouched(decided) } };
};
const review = (reviewedOn = today): AidCommand => ({ type: 'ReviewAid', data: { reviewedOn } });
const sendBack = (returnedOn = today, explanation = '缺收入证明'): AidCommand => ({
  type: 'ReturnAid',
  data: { returnedOn, explanation },
});

describe('proposing aid', () => {
  it('keeps the receipt of the decision and the caps', () => given().when(propose()).then(proposed()));

  it('takes effect on the day of the proposal', () => {
    const past = { proposedOn: '2022-02-28' };
    const [event] = given().when(propose(past)).events();
    expect(event).toMatchObject({ type: 'AidProposed', effectiveOn: '2022-02-28' });
  });

  it('is judged by the rules of aid', () =>
    given()
      .when(propose({ amountFen: 0 }))
      .thenRefused('invalid-amount', { fields: ['amountFen'] }));

  it('happens once', () => {
    given(proposed()).when(propose()).then();
    given(proposed())
      .when(propose({ amountFen: 1 }))
      .thenRefused('aid-already-proposed', { aidId: 'aid-1' });
  });

  it('is known again by what was asked first, though it was changed or its payee erased meanwhile', () => {
    given(proposed(), returned, revised(2, request({ amountFen: 20_000 })))
      .when(propose())
      .then();
    given(proposed(request({ payeeName: '[erased]' })))
      .when(propose())
      .then();
  });
});

describe('reviewing aid', () => {
  it('passes it on to who approves', () =>
    given(proposed())
      .when(review(), reviewer)
      .then({ ...aidEvent('AidReviewed', { ...about, reviewedOn: today }) }));

  it('is not done by the proposer', () => given(proposed()).when(review(), caseworker).thenRefused('self-approval', { part: 'proposed' }));

  it('is not done by who changed the proposal', () =>
    given(proposed(), returned, { ...revised(2), meta: { by: 'caseworker-2' } })
      .when(review(), { by: 'caseworker-2' })
      .thenRefused('self-approval', { part: 'proposed' }));

  it('is not done by who approved an earlier round', () =>
    given(proposed(), reviewed, approved(countyApprover), returned, revised(2))
      .when(review(), countyApprover)
      .thenRefused('self-approval', { part: 'approved' }));

  it('may be done by who reviewed an earlier round', () =>
    given(proposed(), reviewed, returned, revised(2))
      .when(review(), reviewer)
      .then(aidEvent('AidReviewed', { ...about, reviewedOn: today })));

  it.each([
    ['invalid-date', '2022-02-30'],
    ['date-in-future', '2022-03-02'],
    ['date-before-proposal', '2022-02-28'],
  ])('is refused with %s on %s', (code, on) => given(proposed()).when(review(on), reviewer).thenRefused(code));

  it('waits for a proposal', () => {
    given().when(review(), reviewer).thenRefused('aid-absent');
    given(proposed(), reviewed).when(review(), reviewer).thenRefused('aid-not-proposed', { status: 'reviewed' });
  });
});

describe('sending a proposal back', () => {
  it('says why', () => {
    given(proposed())
      .when(sendBack(), reviewer)
      .then(aidEvent('AidReturned', { ...about, returnedOn: today, explanation: '缺收入证明' }));
    given(proposed()).when(sendBack(today, ' '), reviewer).thenRefused('explanation-missing');
  });

  it('may happen until the last level agreed', () => {
    given(proposed(), reviewed, approved(countyApprover))
      .when(sendBack(), cityOfficer)
      .then(aidEvent('AidReturned', { ...about, returnedOn: today, explanation: '缺收入证明' }));
    given(proposed(), returned).when(sendBack(), reviewer).thenRefused('aid-not-open', { status: 'returned' });
  });

  it('is not done by the proposer, nor before the proposal', () => {
    given(proposed()).when(sendBack(), caseworker).thenRefused('self-approval');
    given(proposed()).when(sendBack('2022-02-28'), reviewer).thenRefused('date-before-proposal');
  });
});

describe('changing a proposal', () => {
  it('opens the next round, with the amount it asks for then', () =>
    given(proposed(), returned)
      .when(revise(2, { amountFen: 20_000 }))
      .then(revised(2, request({ amountFen: 20_000 }))));

  it('starts the approvals anew', () => {
    const state = given(proposed(), reviewed, approved(countyApprover), returned, revised(2)).state();
    expect(state).toMatchObject({ status: 'proposed', round: 2, approvals: [], approvedBy: ['approver-1'], reviewedBy: ['reviewer-1'] });
  });

  it('is done for each round once', () => {
    given(proposed(), returned, revised(2))
      .when(revise(2, { amountFen: 1 }))
      .then();
    given(proposed(), returned, revised(2), returned).when(revise(2)).then();
    given(proposed(), returned).when(revise(3)).thenRefused('wrong-round', { round: 3, expected: 2 });
  });

  it('waits for the proposal to be sent back', () => {
    given().when(revise(2)).thenRefused('aid-absent');
    given(proposed()).when(revise(2)).thenRefused('aid-not-returned', { status: 'proposed' });
  });

  it('is not done by who reviewed or approved', () =>
    given(proposed(), returned, { ...revised(2) }, reviewed, returned)
      .when(revise(3), reviewer)
      .thenRefused('self-approval', { part: 'reviewed' }));

  it('stays with its household and is judged anew', () => {
    given(proposed(), returned)
      .when(revise(2, { householdId: 'h2' }))
      .thenRefused('household-differs');
    given(proposed(), returned)
      .when(revise(2, { basis: '' }))
      .thenRefused('basis-missing');
  });
});

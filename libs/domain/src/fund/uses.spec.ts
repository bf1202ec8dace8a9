import { balances, committed, filled, givenFund, paid, recovered, released, reserved, today, withdrawn } from '../testing/sample-fund.js';
import type { FundCommandData } from './fund.commands.js';

const release = (change: Partial<FundCommandData['ReleaseReservation']> = {}) =>
  ({ type: 'ReleaseReservation', data: { useId: 'aid-1', cause: 'AidRejected', ...change } }) as const;
const commit = (change: Partial<FundCommandData['CommitAmount']> = {}) =>
  ({ type: 'CommitAmount', data: { useId: 'aid-1', committedOn: today, reference: 'batch-1', ...change } }) as const;
const withdraw = (change: Partial<FundCommandData['WithdrawCommitment']> = {}) =>
  ({ type: 'WithdrawCommitment', data: { useId: 'aid-1', cause: 'AidBounced', ...change } }) as const;
const pay = (change: Partial<FundCommandData['PayAmount']> = {}) =>
  ({ type: 'PayAmount', data: { useId: 'aid-1', paidOn: today, voucher: '记-2022-0002', ...change } }) as const;
const recover = (change: Partial<FundCommandData['RecoverPayment']> = {}) =>
  ({
    type: 'RecoverPayment',
    data: { useId: 'aid-1', recoveryId: 'rec-1', amountFen: 10_000, recoveredOn: today, voucher: '记-2022-0003', ...change },
  }) as const;

describe('releasing money', () => {
  it('makes it available again', () =>
    givenFund(...reserved)
      .when(release())
      .then(released()));

  it('is already so where nothing is set aside', () => {
    givenFund(...filled())
      .when(release())
      .then();
    givenFund(...reserved, released())
      .when(release())
      .then();
  });

  it('leaves a reservation alone that another one replaced since', () => {
    const again = [...reserved, released(), ...reserved.slice(2)];
    givenFund(...again)
      .when(release({ reservedRevision: 2 }))
      .then();
    givenFund(...again)
      .when(release({ reservedRevision: 4 }))
      .then(released());
  });

  it('keeps back what is still needed', () => {
    const part = released({ amountFen: 10_000, balances: balances(80_000, 20_000) });
    givenFund(...reserved)
      .when(release({ keepFen: 20_000 }))
      .then(part);
    givenFund(...reserved, part)
      .when(release({ keepFen: 20_000 }))
      .then();
    givenFund(...reserved, part)
      .when(release())
      .then(released({ amountFen: 20_000 }));
    givenFund(...reserved)
      .when(release({ keepFen: 30_000 }))
      .then();
    givenFund(...reserved)
      .when(release({ keepFen: -1 }))
      .thenRefused('invalid-amount', { fields: ['keepFen'] });
    givenFund(...paid)
      .when(release({ keepFen: 30_000 }))
      .then();
  });

  it('is refused once the money is committed or paid', () => {
    givenFund(...committed)
      .when(release())
      .thenRefused('already-committed', { useId: 'aid-1', reference: 'batch-1' });
    givenFund(...paid)
      .when(release())
      .thenRefused('already-paid');
  });
});

describe('committing money', () => {
  it('puts it on the list', () =>
    givenFund(...reserved)
      .when(commit())
      .then(...committed.slice(3)));

  it('happens once for a reference, though it was paid or withdrawn since', () => {
    for (const history of [committed, paid, [...committed, withdrawn]])
      givenFund(...history)
        .when(commit())
        .then();
  });

  it('is not possible again for the same list, though the money was set aside anew', () =>
    givenFund(...committed, withdrawn, released(), ...reserved.slice(2))
      .when(commit())
      .then());

  it('is possible for another list after a withdrawal', () =>
    expect(
      givenFund(...committed, withdrawn)
        .when(commit({ reference: 'batch-2' }))
        .events(),
    ).toHaveLength(1));

  it('is refused where the money is not set aside', () => {
    givenFund(...filled())
      .when(commit())
      .thenRefused('use-unknown', { useId: 'aid-1' });
    givenFund(...reserved, released())
      .when(commit())
      .thenRefused('not-reserved', { stage: 'released' });
    givenFund(...committed)
      .when(commit({ reference: 'batch-2' }))
      .thenRefused('already-committed', { reference: 'batch-1' });
    givenFund(...paid)
      .when(commit({ reference: 'batch-2' }))
      .thenRefused('already-paid');
  });
});

describe('withdrawing a commitment', () => {
  it('sets the money aside as before', () => {
    givenFund(...committed)
      .when(withdraw())
      .then(withdrawn);
    givenFund(...committed)
      .when(withdraw({ reference: 'batch-1' }))
      .then(withdrawn);
  });

  it('is already so where nothing, or something else, is committed', () => {
    givenFund(...reserved)
      .when(withdraw())
      .then();
    givenFund(...committed, withdrawn)
      .when(withdraw({ reference: 'batch-1' }))
      .then();
    givenFund(...committed)
      .when(withdraw({ reference: 'batch-0' }))
      .then();
  });

  it('is refused for paid and for unknown money', () => {
    givenFund(...paid)
      .when(withdraw())
      .thenRefused('already-paid', { paidFen: 30_000 });
    givenFund(...filled())
      .when(withdraw())
      .thenRefused('use-unknown');
  });
});

describe('paying', () => {
  it('takes the money out of the fund', () => {
    givenFund(...committed)
      .when(pay())
      .then(...paid.slice(4));
    givenFund(...committed)
      .when(pay({ reference: 'batch-1' }))
      .then(...paid.slice(4));
  });

  it('happens at most once for a use', () => {
    givenFund(...paid)
      .when(pay())
      .then();
    givenFund(...paid)
      .when(pay({ voucher: '记-2022-0009' }))
      .thenRefused('already-paid', { paidFen: 30_000 });
  });

  it('is refused for money that is on no list, or on another', () => {
    givenFund(...reserved)
      .when(pay())
      .thenRefused('not-committed', { useId: 'aid-1', stage: 'reserved' });
    givenFund(...committed)
      .when(pay({ reference: 'batch-0' }))
      .thenRefused('not-committed', { stage: 'committed', reference: 'batch-1' });
    givenFund(...filled())
      .when(pay())
      .thenRefused('use-unknown');
  });
});

describe('recovering a payment', () => {
  it('brings back as much as was paid, in parts, and no fen more', () => {
    givenFund(...paid)
      .when(recover({ amountFen: 30_000 }))
      .then(recovered(30_000));
    givenFund(...paid)
      .when(recover({ amountFen: 30_001 }))
      .thenRefused('above-payment', { paidFen: 30_000, recoveredFen: 0, amountFen: 30_001 });
    const rest = { recoveryId: 'rec-2', amountFen: 20_000 };
    expect(
      givenFund(...paid, recovered(10_000))
        .when(recover(rest))
        .events(),
    ).toHaveLength(1);
    givenFund(...paid, recovered(10_000))
      .when(recover({ ...rest, amountFen: 20_001 }))
      .thenRefused('above-payment', { paidFen: 30_000, recoveredFen: 10_000 });
  });

  it('happens once for an id', () => {
    givenFund(...paid, recovered(10_000))
      .when(recover())
      .then();
    givenFund(...paid, recovered(10_000))
      .when(recover({ amountFen: 1 }))
      .thenRefused('id-used-otherwise', { id: 'recoveryId' });
  });

  it('is refused for what was not paid', () => {
    givenFund(...committed)
      .when(recover())
      .thenRefused('not-paid', { stage: 'committed' });
    givenFund(...filled())
      .when(recover())
      .thenRefused('use-unknown');
  });
});

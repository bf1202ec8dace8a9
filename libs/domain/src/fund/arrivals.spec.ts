import { allocated, arrival, balances, filled, fundEvent, fundOpened, givenFund, lowerOpening, sent } from '../testing/sample-fund.js';
import type { FundCommandData } from './fund.commands.js';
import type { FundEventData } from './fund.events.js';

const receive = (change: Partial<FundCommandData['ReceiveTransfer']> = {}) => ({ type: 'ReceiveTransfer', data: arrival(change) }) as const;
const settle = { type: 'SettleTransfer', data: { transferId: 't1' } } as const;
const reverse = { type: 'ReverseTransfer', data: { transferId: 't1', cause: 'fund-closed' } } as const;

const settled = fundEvent('TransferSettled', { transferId: 't1' });
const reversed = (change: Partial<FundEventData['TransferReversed']> = {}) =>
  fundEvent('TransferReversed', { transferId: 't1', cause: 'fund-closed', amountFen: 40_000, balances: balances(100_000), ...change });
const arrived = (change: Partial<FundEventData['TransferReceived']> = {}) => {
  const { opening: _opening, ...rest } = arrival();
  return fundEvent('TransferReceived', { ...rest, balances: balances(40_000), ...change });
};

describe('the other end of a transfer', () => {
  it('opens the fund where there is none', () =>
    givenFund()
      .when(receive())
      .then(...allocated));
  it('adds to one that is there', () => givenFund(fundEvent('FundOpened', lowerOpening())).when(receive()).then(arrived()));
  it('has it once', () => {
    givenFund(...allocated)
      .when(receive())
      .then();
    givenFund(...allocated)
      .when(receive({ amountFen: 1 }))
      .thenRefused('id-used-otherwise', { id: 'transferId' });
  });
  it('is a fund of the same money', () =>
    givenFund(fundOpened())
      .when(receive())
      .thenRefused('transfer-misdirected', { fields: ['fundId', 'unitId'] }));
  it('is bound to what the money is bound to, from then on', () => {
    const bound = { conditions: { perAidMaxFen: 5000 }, nationalFilesOnly: true } as const;
    givenFund(fundEvent('FundOpened', lowerOpening()))
      .when(receive({ opening: lowerOpening(bound) }))
      .then(arrived(bound));
    expect(
      givenFund(fundEvent('FundOpened', lowerOpening({ conditions: { perHouseholdMaxFen: 1 } })), arrived(bound)).state(),
    ).toMatchObject({
      conditions: { perAidMaxFen: 5000, perHouseholdMaxFen: 1 },
      nationalFilesOnly: true,
    });
  });
  it('does not let the money live longer', () => {
    const given = givenFund(fundEvent('FundOpened', lowerOpening({ validUntil: '2022-06-30' })));
    given.when(receive({ opening: lowerOpening({ validUntil: '2022-06-30' }) })).then(arrived());
    given
      .when(receive({ opening: lowerOpening({ validUntil: '2022-06-29' }) }))
      .thenRefused('fund-outlasts-money', { validUntil: '2022-06-30', moneyUntil: '2022-06-29' });
  });
});

describe('the end of a transfer', () => {
  it('is that the other fund has it, once', () => {
    givenFund(...filled(), sent())
      .when(settle)
      .then(settled);
    givenFund(...filled(), sent(), settled)
      .when(settle)
      .then();
  });
  it('or that it is here again, once', () => {
    givenFund(...filled(), sent())
      .when(reverse)
      .then(reversed());
    givenFund(...filled(), sent(), reversed())
      .when(reverse)
      .then();
  });
  it('is never both', () => {
    givenFund(...filled(), sent(), settled)
      .when(reverse)
      .thenRefused('transfer-settled', { transferId: 't1' });
    givenFund(...filled(), sent(), reversed())
      .when(settle)
      .thenRefused('transfer-reversed', { transferId: 't1' });
  });
  it('is of a transfer that was sent', () => {
    for (const command of [settle, reverse])
      givenFund(...filled())
        .when(command)
        .thenRefused('transfer-unknown', { transferId: 't1' });
  });
});

import {
  amountReceived,
  balances,
  filled,
  fundEvent,
  fundOpened,
  givenFund,
  opening,
  paid,
  reserved,
  sent,
  today,
} from '../testing/sample-fund.js';
import type { FundCommandData } from './fund.commands.js';
import type { Fund } from './fund.state.js';
import { fundSources, fundTypes, typesOf } from './fund.terms.js';

const open = (change: Partial<FundCommandData['OpenFund']> = {}) => ({ type: 'OpenFund', data: opening(change) }) as const;

const receiptData: FundCommandData['ReceiveAmount'] = {
  receiptId: 'receipt-1',
  fundType: 'own_union_budget',
  amountFen: 100_000,
  voucher: '记-2022-0001',
  receivedOn: today,
};
const receive = (change: Partial<FundCommandData['ReceiveAmount']> = {}) =>
  ({ type: 'ReceiveAmount', data: { ...receiptData, ...change } }) as const;

const returnData: FundCommandData['ReturnAmount'] = {
  returnId: 'ret-1',
  amountFen: 100_000,
  returnedOn: today,
  voucher: '记-2022-0004',
  payee: '市财政局',
};
const giveBack = (change: Partial<FundCommandData['ReturnAmount']> = {}) =>
  ({ type: 'ReturnAmount', data: { ...returnData, ...change } }) as const;
const returned = (change: Partial<FundCommandData['ReturnAmount']> = {}) =>
  fundEvent('AmountReturned', { ...returnData, ...change, balances: balances(0) });

const close = (closedOn = today) => ({ type: 'CloseFund', data: { closedOn } }) as const;
const conditionsOf = (state: Fund) => (state.status === 'absent' ? undefined : state.conditions);

describe('opening a fund', () => {
  it('says what its money is, for what and until when', () => givenFund().when(open()).then(fundOpened()));
  it('is no news the second time, whatever its donors said since', () =>
    givenFund(fundOpened(), amountReceived(1, { conditions: { perAidMaxFen: 5 } }))
      .when(open())
      .then());
  it('is refused where the fund is open otherwise', () => {
    givenFund(fundOpened())
      .when(open({ validUntil: '2022-06-30' }))
      .thenRefused('fund-already-open', { status: 'open' });
    givenFund(fundOpened())
      .when(open({ carriesOver: false }))
      .thenRefused('fund-already-open');
  });
  it('takes a period of one day, and none that ends before it starts', () => {
    givenFund()
      .when(open({ validUntil: '2022-01-01' }))
      .then(fundOpened({ validUntil: '2022-01-01' }));
    givenFund()
      .when(open({ validUntil: '2021-12-31' }))
      .thenRefused('period-reversed', { validFrom: '2022-01-01', validUntil: '2021-12-31' });
  });
  it.each([{ validFrom: '2022-13-01' }, { validUntil: 'never' }])('needs days of the calendar, unlike %j', (change) =>
    givenFund().when(open(change)).thenRefused('invalid-date'),
  );
  it.each([999, 10_000, 2022.5])('is for no year like %p', (year) =>
    givenFund().when(open({ year })).thenRefused('invalid-year', { year }),
  );
  it.each(['perAidMaxFen', 'perHouseholdMaxFen'])('takes no %s of nothing', (limit) => {
    givenFund()
      .when(open({ conditions: { [limit]: 0 } }))
      .thenRefused('invalid-amount', { fields: [limit] });
    givenFund()
      .when(open({ conditions: { [limit]: 1 } }))
      .then(fundOpened({ conditions: { [limit]: 1 } }));
  });
});

describe('receiving money', () => {
  it('puts it where it can be set aside', () => givenFund(fundOpened()).when(receive()).then(amountReceived(100_000)));

  it('is counted once for a receipt', () =>
    givenFund(...filled())
      .when(receive())
      .then());

  it.each<Partial<FundCommandData['ReceiveAmount']>>([
    { amountFen: 100_001 },
    { voucher: '记-2022-0009' },
    { fundType: 'upper_union_grant' },
    { receivedOn: '2022-02-28' },
    { donor: { donorId: 'd1', kind: 'person', name: '周善' } },
  ])('under a used receipt with %j is refused', (change) =>
    givenFund(...filled())
      .when(receive(change))
      .thenRefused('id-used-otherwise', { id: 'receiptId' }),
  );

  const pairs = fundSources.flatMap((source) => fundTypes.map((fundType) => [source, fundType] as const));
  it.each(pairs.filter(([source, fundType]) => typesOf[source].includes(fundType)))('of %s may be raised as %s', (source, fundType) =>
    givenFund(fundOpened({ source })).when(receive({ fundType })).then(amountReceived(100_000, { fundType })),
  );
  it.each(pairs.filter(([source, fundType]) => !typesOf[source].includes(fundType)))('of %s is not raised as %s', (source, fundType) =>
    givenFund(fundOpened({ source }))
      .when(receive({ fundType }))
      .thenRefused('fund-type-mismatch', { source, fundType, allowed: typesOf[source] }),
  );

  it('binds the whole fund to the tightest word of its donors', () => {
    const first = amountReceived(1, { conditions: { perAidMaxFen: 5000 } });
    const laxer = amountReceived(1, { receiptId: 'receipt-2', conditions: { perAidMaxFen: 6000, perHouseholdMaxFen: 9000 } });
    expect(conditionsOf(givenFund(fundOpened({ conditions: { perAidMaxFen: 5500 } }), first, laxer).state())).toEqual({
      perAidMaxFen: 5000,
      perHouseholdMaxFen: 9000,
    });
  });

  it('takes no word of a donor that allows nothing', () =>
    givenFund(fundOpened())
      .when(receive({ conditions: { perAidMaxFen: 0 } }))
      .thenRefused('invalid-amount', { fields: ['perAidMaxFen'] }));

  it('has its amount judged before what the money is', () =>
    givenFund(fundOpened())
      .when(receive({ fundType: 'fiscal', amountFen: 0 }))
      .thenRefused('invalid-amount'));
});

describe('returning money', () => {
  it('gives back as much as is there', () =>
    givenFund(...filled())
      .when(giveBack())
      .then(returned()));
  it('gives back no fen more', () =>
    givenFund(...filled())
      .when(giveBack({ amountFen: 100_001 }))
      .thenRefused('fund-overdrawn', { availableFen: 100_000, amountFen: 100_001 }));
  it('leaves alone what is set aside', () =>
    givenFund(...reserved)
      .when(giveBack({ amountFen: 70_001 }))
      .thenRefused('fund-overdrawn', { availableFen: 70_000, amountFen: 70_001 }));
  it('happens once for an id', () => {
    givenFund(...filled(), returned())
      .when(giveBack())
      .then();
    givenFund(...filled(), returned())
      .when(giveBack({ amountFen: 1 }))
      .thenRefused('id-used-otherwise', { id: 'returnId' });
  });
  it('empties a closed fund of what came back to it', () => {
    const recovery = { useKind: 'aid', useId: 'aid-1', item: 'living_aid', householdId: 'h1' } as const;
    const closed = [...paid, returned({ amountFen: 70_000 }), fundEvent('FundClosed', { closedOn: today })];
    const recovered = fundEvent('PaymentRecovered', {
      ...recovery,
      amountFen: 500,
      balances: balances(500),
      recoveryId: 'rec-1',
      recoveredOn: today,
      voucher: '记-3',
    });
    givenFund(...closed)
      .when({ type: 'RecoverPayment', data: { useId: 'aid-1', recoveryId: 'rec-1', amountFen: 500, recoveredOn: today, voucher: '记-3' } })
      .then(recovered);
    givenFund(...closed, recovered)
      .when(giveBack({ returnId: 'ret-2', amountFen: 500 }))
      .then(returned({ returnId: 'ret-2', amountFen: 500 }));
  });
});

describe('closing a fund', () => {
  it('ends one that holds nothing', () =>
    givenFund(fundOpened())
      .when(close())
      .then(fundEvent('FundClosed', { closedOn: today })));
  it('is no news the second time', () =>
    givenFund(fundOpened(), fundEvent('FundClosed', { closedOn: today }))
      .when(close())
      .then());
  it('is refused while there is money in any pot', () => {
    givenFund(...filled())
      .when(close())
      .thenRefused('fund-not-empty', { availableFen: 100_000 });
    givenFund(...reserved, returned({ amountFen: 70_000 }))
      .when(close())
      .thenRefused('fund-not-empty', { availableFen: 0, reservedFen: 30_000, committedFen: 0 });
  });
  it('waits for money on its way', () => {
    const onItsWay = [...filled(), sent({ amountFen: 100_000, balances: balances(0) })];
    givenFund(...onItsWay)
      .when(close())
      .thenRefused('transfer-on-its-way', { onTheirWayFen: 100_000 });
    givenFund(...onItsWay, fundEvent('TransferSettled', { transferId: 't1' }))
      .when(close())
      .then(fundEvent('FundClosed', { closedOn: today }));
  });
});

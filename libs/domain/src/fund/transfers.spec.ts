import {
  allocated,
  arrival,
  balances,
  filled,
  fundEvent,
  givenFund,
  lowerOpening,
  opening,
  sending,
  sent,
  today,
} from '../testing/sample-fund.js';
import type { FundCommandData } from './fund.commands.js';
import type { FundEventData } from './fund.events.js';

const send = (change: Partial<FundCommandData['SendTransfer']> = {}) => ({ type: 'SendTransfer', data: sending(change) }) as const;
const receive = (change: Partial<FundCommandData['ReceiveTransfer']> = {}) => ({ type: 'ReceiveTransfer', data: arrival(change) }) as const;
const settled = fundEvent('TransferSettled', { transferId: 't1' });
const reversed = (change: Partial<FundEventData['TransferReversed']> = {}) =>
  fundEvent('TransferReversed', { transferId: 't1', cause: 'fund-closed', amountFen: 40_000, balances: balances(100_000), ...change });
const arrived = (change: Partial<FundEventData['TransferReceived']> = {}) => {
  const { opening: _opening, ...rest } = arrival();
  return fundEvent('TransferReceived', { ...rest, balances: balances(40_000), ...change });
};

const takeBack = (amountFen: number, change: Partial<FundCommandData['SendTransfer']> = {}) =>
  send({ transferId: 't2', kind: 'take_back', to: opening(), amountFen, ...change });
const nextYear = opening({ fundId: 'f1-2023', year: 2023, validFrom: '2023-01-01', validUntil: '2023-12-31' });
const carryOver = (change: Partial<FundCommandData['SendTransfer']> = {}) => send({ kind: 'carry_over', to: nextYear, ...change });

describe('sending money on', () => {
  it('takes it out of the fund and says where it goes', () =>
    givenFund(...filled())
      .when(send())
      .then(sent()));

  it('sends as much as is there and no fen more', () => {
    givenFund(...filled())
      .when(send({ amountFen: 100_000 }))
      .then(sent({ amountFen: 100_000, balances: balances(0) }));
    givenFund(...filled())
      .when(send({ amountFen: 100_001 }))
      .thenRefused('fund-overdrawn', { availableFen: 100_000, amountFen: 100_001 });
  });

  it('happens once for an id', () => {
    for (const later of [[], [settled], [reversed()]])
      givenFund(...filled(), sent(), ...later)
        .when(send())
        .then();
  });

  it.each<Partial<FundCommandData['SendTransfer']>>([
    { amountFen: 1 },
    { document: '拨付通知2号' },
    { kind: 'take_back' },
    { to: lowerOpening({ fundId: 'f3', unitId: 'U2' }) },
  ])('under a used id with %j is refused', (change) =>
    givenFund(...filled(), sent())
      .when(send(change))
      .thenRefused('id-used-otherwise', { id: 'transferId' }),
  );

  it.each([{ source: 'social_donation' }, { sourceLevel: 'city' }, { purpose: 'warmth' }, { unitId: 'C1' }, { year: 2023 }] as const)(
    'never to a fund of other money: %j',
    (change) =>
      givenFund(...filled())
        .when(send({ to: lowerOpening(change) }))
        .thenRefused('transfer-misdirected', { kind: 'allocation', fields: Object.keys(change) }),
  );

  it('down is allowed on the first and the last day of the fund, and no day further', () => {
    const inMarch = filled({ validFrom: '2022-02-02', validUntil: '2022-02-28' });
    const to = lowerOpening({ validFrom: '2022-02-02', validUntil: '2022-02-28' });
    for (const sentOn of ['2022-02-02', '2022-02-28'])
      expect(
        givenFund(...inMarch)
          .when(send({ sentOn, to }))
          .events(),
      ).toHaveLength(1);
    for (const sentOn of ['2022-02-01', '2022-03-01'])
      givenFund(...inMarch)
        .when(send({ sentOn, to }))
        .thenRefused('fund-outside-period', { on: sentOn, validFrom: '2022-02-02', validUntil: '2022-02-28' });
  });

  it('needs a sound opening for the other fund', () =>
    givenFund(...filled())
      .when(send({ to: lowerOpening({ validFrom: '2023-01-01' }) }))
      .thenRefused('period-reversed'));

  it('takes along what the money is bound to', () => {
    const bound = filled({ validUntil: '2022-06-30', conditions: { perAidMaxFen: 5000 }, nationalFilesOnly: true });
    const to = lowerOpening({ conditions: { perAidMaxFen: 8000, perHouseholdMaxFen: 9000 } });
    givenFund(...bound)
      .when(send({ to }))
      .then(
        sent({
          conditions: { perAidMaxFen: 5000, perHouseholdMaxFen: 9000 },
          nationalFilesOnly: true,
          toPeriod: { validFrom: '2022-01-01', validUntil: '2022-06-30' },
        }),
      );
  });
});

describe('taking money back', () => {
  it('returns all that a fund allocated and no fen more', () => {
    expect(
      givenFund(...allocated)
        .when(takeBack(40_000))
        .events(),
    ).toMatchObject([{ type: 'TransferSent', data: { toFundId: 'f1', kind: 'take_back', balances: balances(0) } }]);
    givenFund(...allocated)
      .when(takeBack(40_001))
      .thenRefused('above-allocated', { leftFen: 40_000, amountFen: 40_001 });
  });

  it('counts what went back already, unless it was turned away', () => {
    const back = sent({ transferId: 't2', kind: 'take_back', toFundId: 'f1', amountFen: 30_000, balances: balances(10_000) });
    const own = fundEvent('AmountReceived', {
      receiptId: 'own-1',
      fundType: 'own_union_budget',
      amountFen: 90_000,
      voucher: '记-1',
      receivedOn: today,
      balances: balances(100_000),
    });
    const again = (amountFen: number) => takeBack(amountFen, { transferId: 't3' });
    const history = [...allocated, back, own];
    expect(
      givenFund(...history)
        .when(again(10_000))
        .events(),
    ).toHaveLength(1);
    givenFund(...history)
      .when(again(10_001))
      .thenRefused('above-allocated', { leftFen: 10_000, amountFen: 10_001 });
    const turnedAway = reversed({ transferId: 't2', amountFen: 30_000, balances: balances(130_000) });
    expect(
      givenFund(...history, turnedAway)
        .when(again(40_000))
        .events(),
    ).toHaveLength(1);
    givenFund(...history, turnedAway)
      .when(again(40_001))
      .thenRefused('above-allocated', { leftFen: 40_000 });
  });

  it('goes to no fund that it did not come from', () =>
    givenFund(...allocated)
      .when(takeBack(1, { to: opening({ fundId: 'f9', unitId: 'C9' }) }))
      .thenRefused('above-allocated', { leftFen: 0, amountFen: 1 }));

  it('is possible after the last day', () => {
    const ended = [fundEvent('FundOpened', lowerOpening({ validUntil: '2022-01-31' })), ...allocated.slice(1)];
    expect(
      givenFund(...ended)
        .when(takeBack(1))
        .events(),
    ).toHaveLength(1);
  });

  it('is not possible for money that was sent back, or down, by the other fund', () => {
    const toLower = takeBack(1, { to: lowerOpening() });
    const turnedBack = [...filled(), sent(), reversed()];
    const sentHome = [...filled(), arrived({ kind: 'take_back', fromFundId: 'f2', fromUnitId: 'U1', balances: balances(140_000) })];
    for (const history of [turnedBack, sentHome])
      givenFund(...history)
        .when(toLower)
        .thenRefused('above-allocated', { leftFen: 0, amountFen: 1 });
  });

  it('does not bind the fund at home to more than it was', () => {
    const bound = [...allocated, arrived({ transferId: 't0', conditions: { perAidMaxFen: 10 }, balances: balances(80_000) })];
    expect(
      givenFund(...bound)
        .when(takeBack(1))
        .events()
        .map(({ data }) => 'conditions' in data && data.conditions),
    ).toEqual([{}]);
    const atHome = opening({ conditions: { perAidMaxFen: 10 }, validUntil: '2022-06-30' });
    const home = receive({ kind: 'take_back', opening: atHome, fromFundId: 'f2', fromUnitId: 'U1' });
    const [arrivedHome] = givenFund(...filled())
      .when(home)
      .events();
    expect(arrivedHome).toMatchObject({ type: 'TransferReceived', data: { amountFen: 40_000 } });
    expect(arrivedHome?.data).not.toHaveProperty('conditions');
  });
});

describe('carrying money over', () => {
  it('moves it to the same fund of the next year', () => {
    expect(
      givenFund(...filled())
        .when(carryOver())
        .events(),
    ).toMatchObject([{ data: { toFundId: 'f1-2023', to: { year: 2023, unitId: 'C1' }, toPeriod: { validUntil: '2023-12-31' } } }]);
  });
  it('is refused where the source forbids it', () =>
    givenFund(...filled({ carriesOver: false }))
      .when(carryOver())
      .thenRefused('carry-over-forbidden', { source: 'union_funds', year: 2022 }));
  it.each([{ year: 2022 }, { year: 2024 }, { unitId: 'U1' }])('goes nowhere else: %j', (change) =>
    givenFund(...filled())
      .when(carryOver({ to: { ...nextYear, ...change } }))
      .thenRefused('transfer-misdirected', { kind: 'carry_over', fields: Object.keys(change) }),
  );
});

describe('refusals of a transfer', () => {
  const broken = { kind: 'carry_over', amountFen: 200_000, to: { ...nextYear, year: 2022 } } as const;
  it('come in their order', () => {
    const given = givenFund(...filled({ carriesOver: false }));
    given.when(send({ ...broken, amountFen: 0, sentOn: '2023-01-01', document: '' })).thenRefused('invalid-amount');
    given.when(send({ ...broken, sentOn: '2023-01-01', document: '' })).thenRefused('date-in-future');
    given.when(send({ ...broken, document: '' })).thenRefused('explanation-missing');
    given.when(send({ ...broken })).thenRefused('transfer-misdirected');
    given.when(send({ ...broken, to: nextYear })).thenRefused('carry-over-forbidden');
    givenFund(...filled())
      .when(send({ ...broken, to: nextYear }))
      .thenRefused('fund-overdrawn');
    givenFund(...allocated)
      .when(takeBack(50_000))
      .thenRefused('above-allocated');
    givenFund(...filled({ validUntil: '2022-02-28' }))
      .when(send({ amountFen: 200_000, to: lowerOpening({ validUntil: '2022-02-28' }) }))
      .thenRefused('fund-outside-period');
  });
});

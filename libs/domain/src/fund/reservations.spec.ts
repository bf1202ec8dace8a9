import { aidItems } from '../aid/aid.terms.js';
import { archiveLevels } from '../household/household.terms.js';
import {
  amountReceived,
  balances,
  committed,
  filled,
  fundEvent,
  fundOpened,
  givenFund,
  goodsUse,
  paid,
  recovered,
  released,
  reservation,
  reserved,
  today,
  withdrawn,
} from '../testing/sample-fund.js';
import type { FundCommandData } from './fund.commands.js';
import { fundPurposes, itemsOf } from './fund.terms.js';

const reserve = (change: Partial<FundCommandData['ReserveAmount']> = {}) => ({ type: 'ReserveAmount', data: reservation(change) }) as const;
const commit = (change: Partial<FundCommandData['CommitAmount']> = {}) =>
  ({ type: 'CommitAmount', data: { useId: 'aid-1', committedOn: today, reference: 'batch-1', ...change } }) as const;
const withdraw = (change: Partial<FundCommandData['WithdrawCommitment']> = {}) =>
  ({ type: 'WithdrawCommitment', data: { useId: 'aid-1', cause: 'AidBounced', ...change } }) as const;
const pay = (change: Partial<FundCommandData['PayAmount']> = {}) =>
  ({ type: 'PayAmount', data: { useId: 'aid-1', paidOn: today, voucher: '记-2022-0002', ...change } }) as const;

describe('setting money aside', () => {
  it('moves it out of what is available, with the approval it stands for', () =>
    givenFund(...filled())
      .when(reserve())
      .then(...reserved.slice(2)));

  it('takes the last fen and not one more', () => {
    expect(
      givenFund(...filled())
        .when(reserve({ amountFen: 100_000 }))
        .events(),
    ).toMatchObject([{ data: { balances: balances(0, 100_000) } }]);
    givenFund(...filled())
      .when(reserve({ amountFen: 100_001 }))
      .thenRefused('fund-overdrawn', { availableFen: 100_000, amountFen: 100_001 });
  });

  it('happens once for a use, also when it is committed since', () => {
    for (const history of [reserved, committed, [...committed, withdrawn]])
      givenFund(...history)
        .when(reserve())
        .then();
  });

  it.each<Partial<FundCommandData['ReserveAmount']>>([
    { amountFen: 29_999 },
    { item: 'medical_aid' },
    { householdId: 'h2' },
    { grant: { aidId: 'aid-1', round: 2 } },
  ])('for a use that has money under another wish (%j) is refused', (change) =>
    givenFund(...reserved)
      .when(reserve(change))
      .thenRefused('already-reserved', { useId: 'aid-1', stage: 'reserved', reservedFen: 30_000 }),
  );

  it('is possible again after a release, and never after a payment', () => {
    expect(
      givenFund(...reserved, released())
        .when(reserve({ amountFen: 50_000 }))
        .events(),
    ).toHaveLength(1);
    for (const history of [paid, [...paid, recovered(30_000)]])
      givenFund(...history)
        .when(reserve())
        .thenRefused('already-paid', { useId: 'aid-1', paidFen: 30_000 });
  });

  it('for an aid names its household', () =>
    givenFund(...filled())
      .when({ type: 'ReserveAmount', data: { useKind: 'aid', useId: 'aid-1', item: 'living_aid', amountFen: 1, reservedOn: today } })
      .thenRefused('household-missing', { useId: 'aid-1' }));

  it('for goods needs no household', () =>
    expect(
      givenFund(...filled())
        .when({ type: 'ReserveAmount', data: { ...goodsUse, amountFen: 1, reservedOn: today } })
        .events(),
    ).toStrictEqual([fundEvent('AmountReserved', { ...goodsUse, amountFen: 1, balances: balances(99_999, 1), reservedOn: today })]));
});

describe('dedicated use', () => {
  const pairs = fundPurposes.flatMap((purpose) => aidItems.map((item) => [purpose, item] as const));

  it.each(pairs.filter(([purpose, item]) => itemsOf(purpose).includes(item)))('lets money for %s be spent on %s', (purpose, item) =>
    expect(
      givenFund(...filled({ purpose }))
        .when(reserve({ item }))
        .events(),
    ).toHaveLength(1),
  );

  it.each(pairs.filter(([purpose, item]) => !itemsOf(purpose).includes(item)))('keeps money for %s from %s', (purpose, item) =>
    givenFund(...filled({ purpose }))
      .when(reserve({ item }))
      .thenRefused('off-purpose', { purpose, item }),
  );
});

describe('the period of the money', () => {
  const february = filled({ validFrom: '2022-02-01', validUntil: '2022-02-28' });
  const inFebruary = [...february, ...reserved.slice(2)];

  it.each(['2022-02-01', '2022-02-28'])('lets it be set aside and committed on %s', (on) => {
    expect(
      givenFund(...february)
        .when(reserve({ reservedOn: on }))
        .events(),
    ).toHaveLength(1);
    expect(
      givenFund(...inFebruary)
        .when(commit({ committedOn: on }))
        .events(),
    ).toHaveLength(1);
  });

  it.each(['2022-01-31', '2022-03-01'])('is over or not begun on %s', (on) => {
    const figures = { on, validFrom: '2022-02-01', validUntil: '2022-02-28' };
    givenFund(...february)
      .when(reserve({ reservedOn: on }))
      .thenRefused('fund-outside-period', figures);
    givenFund(...inFebruary)
      .when(commit({ committedOn: on }))
      .thenRefused('fund-outside-period', figures);
  });

  it('does not stop what the bank says later', () => {
    const late = [...february, ...committed.slice(2)];
    expect(
      givenFund(...late)
        .when(pay())
        .events(),
    ).toHaveLength(1);
    expect(
      givenFund(...late)
        .when(withdraw())
        .events(),
    ).toHaveLength(1);
  });
});

describe('money for files of the national level', () => {
  const central = filled({ sourceLevel: 'central', nationalFilesOnly: true });

  it('is given to them', () =>
    expect(
      givenFund(...central)
        .when(reserve({ archiveLevel: 'national' }))
        .events(),
    ).toHaveLength(1));

  it.each(archiveLevels.filter((level) => level !== 'national'))('is not given to those of level %s', (archiveLevel) =>
    givenFund(...central)
      .when(reserve({ archiveLevel }))
      .thenRefused('national-file-required', { sourceLevel: 'central', archiveLevel }),
  );

  it('is not given where nobody says of what level the file is', () =>
    givenFund(...central)
      .when(reserve())
      .thenRefused('national-file-required', { archiveLevel: 'unknown' }));

  it('may buy goods, which are judged when they are given', () =>
    expect(
      givenFund(...central)
        .when({ type: 'ReserveAmount', data: { ...goodsUse, amountFen: 1, reservedOn: today } })
        .events(),
    ).toHaveLength(1));
});

describe("a donor's limits", () => {
  const limited = [fundOpened(), amountReceived(100_000, { conditions: { perAidMaxFen: 30_000, perHouseholdMaxFen: 50_000 } })];
  const held = [...limited, ...reserved.slice(2)];
  const second = { useId: 'aid-2' };

  it('hold for one aid to the fen', () => {
    expect(
      givenFund(...limited)
        .when(reserve({ amountFen: 30_000 }))
        .events(),
    ).toHaveLength(1);
    givenFund(...limited)
      .when(reserve({ amountFen: 30_001 }))
      .thenRefused('above-aid-limit', { limitFen: 30_000, amountFen: 30_001 });
  });

  it('do not hold for a purchase that goes to many', () =>
    expect(
      givenFund(...limited)
        .when({ type: 'ReserveAmount', data: { ...goodsUse, amountFen: 90_000, reservedOn: today } })
        .events(),
    ).toHaveLength(1));

  it('hold for one household to the fen, whatever became of its money', () => {
    for (const history of [held, [...limited, ...committed.slice(2)], [...limited, ...paid.slice(2)]]) {
      expect(
        givenFund(...history)
          .when(reserve({ ...second, amountFen: 20_000 }))
          .events(),
      ).toHaveLength(1);
      givenFund(...history)
        .when(reserve({ ...second, amountFen: 20_001 }))
        .thenRefused('above-household-limit', { limitFen: 50_000, usedFen: 30_000, amountFen: 20_001 });
    }
  });

  it('count neither what was released or recovered nor what others have', () => {
    const wish = { ...second, amountFen: 30_000 };
    for (const back of [released(), recovered(30_000)])
      expect(
        givenFund(...(back.type === 'ReservationReleased' ? held : [...limited, ...paid.slice(2)]), back)
          .when(reserve(wish))
          .events(),
      ).toHaveLength(1);
    expect(
      givenFund(...held)
        .when(reserve({ ...wish, householdId: 'h2' }))
        .events(),
    ).toHaveLength(1);
  });
});

describe('refusals of a reservation', () => {
  const strict = filled({
    nationalFilesOnly: true,
    validUntil: '2022-02-28',
    conditions: { perAidMaxFen: 40_000, perHouseholdMaxFen: 20_000 },
  });
  const worst = { item: 'warmth', amountFen: 500_000, archiveLevel: 'city' } as const;
  const closed = [...strict, fundEvent('FundClosed', { closedOn: today })];

  it('come in their order, each once the one before it is mended', () => {
    givenFund(...closed, ...paid.slice(2))
      .when(reserve({ ...worst, amountFen: 0 }))
      .thenRefused('already-paid');
    givenFund(...closed, ...reserved.slice(2))
      .when(reserve({ ...worst, amountFen: 0 }))
      .thenRefused('already-reserved');
    givenFund(...closed)
      .when(reserve({ ...worst, amountFen: 0 }))
      .thenRefused('fund-closed');
    const given = givenFund(...strict);
    given.when(reserve({ ...worst, amountFen: 0, reservedOn: '2022-03-02' })).thenRefused('invalid-amount');
    given.when(reserve({ ...worst, reservedOn: '2022-03-02' })).thenRefused('date-in-future');
    given.when(reserve(worst)).thenRefused('off-purpose');
    given.when(reserve({ ...worst, item: 'living_aid' })).thenRefused('fund-outside-period');
    const inTime = { ...worst, item: 'living_aid', reservedOn: '2022-02-28' } as const;
    given.when(reserve(inTime)).thenRefused('national-file-required');
    given.when(reserve({ ...inTime, archiveLevel: 'national' })).thenRefused('above-aid-limit');
    given.when(reserve({ ...inTime, archiveLevel: 'national', amountFen: 40_000 })).thenRefused('above-household-limit');
    givenFund(...strict.slice(0, 1))
      .when(reserve({ ...inTime, archiveLevel: 'national', amountFen: 20_000 }))
      .thenRefused('fund-overdrawn', { availableFen: 0, amountFen: 20_000 });
  });
});

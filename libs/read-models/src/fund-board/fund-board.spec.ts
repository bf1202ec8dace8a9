import fc from 'fast-check';
import type { FundEvent } from '#domain/fund/fund.events';
import { fund } from '#domain/fund/fund';
import { everyFundEvent, fundHistories } from '../../../domain/src/testing/fund-histories.js';
import { fundOpened } from '../../../domain/src/testing/sample-fund.js';
import { testContext } from '../../../domain/src/testing/scenario.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { FundSeen } from '../fund-folds.js';
import { fundBoard, type FundRow } from './fund-board.js';

const rowAfter = (history: readonly FundEvent[]): FundRow | undefined =>
  foldView(fundBoard, seenIn<FundSeen>('fund-f1', history)).get('f1');

const empty: FundRow = {
  fundId: 'f1',
  unitId: 'C1',
  source: 'union_funds',
  sourceLevel: 'county',
  purpose: 'hardship_aid',
  year: 2022,
  status: 'open',
  validFrom: '2022-01-01',
  validUntil: '2022-12-31',
  carriesOver: true,
  nationalFilesOnly: false,
  conditions: {},
  receivedFen: 0,
  transferredInFen: 0,
  transferredOutFen: 0,
  availableFen: 0,
  reservedFen: 0,
  committedFen: 0,
  unspentFen: 0,
  paidFen: 0,
  recoveredFen: 0,
  returnedFen: 0,
  closedOn: null,
  openedAt: testContext.at,
  lastChangedAt: testContext.at,
  revision: 0,
};

describe('the fund board', () => {
  it('shows a fund from the day it is opened', () => expect(rowAfter([fundOpened()])).toEqual(empty));

  it('shows what came, what went and that nothing is left', () =>
    expect(rowAfter(everyFundEvent)).toEqual({
      ...empty,
      source: 'social_donation',
      status: 'closed',
      receivedFen: 100_000,
      transferredInFen: 1000,
      transferredOutFen: 40_000,
      paidFen: 30_000,
      recoveredFen: 500,
      returnedFen: 31_500,
      closedOn: '2022-03-01',
      revision: everyFundEvent.length - 1,
    }));

  it('shows what is set aside and on a list as unspent', () => {
    const reserved = everyFundEvent.findIndex(({ type }) => type === 'AmountReserved');
    const pots = { availableFen: 31_000, reservedFen: 30_000, committedFen: 0, unspentFen: 61_000 };
    expect(rowAfter(everyFundEvent.slice(0, reserved + 1))).toMatchObject(pots);
    expect(rowAfter(everyFundEvent.slice(0, reserved + 2))).toMatchObject({ ...pots, reservedFen: 0, committedFen: 30_000 });
  });

  it('shows when the fund last changed', () => {
    const later = { ...everyFundEvent[1], meta: { at: '2022-03-02T02:00:00.000Z' } } as unknown as FundEvent;
    expect(rowAfter([fundOpened(), later])).toMatchObject({ openedAt: testContext.at, lastChangedAt: '2022-03-02T02:00:00.000Z' });
  });

  it('says of any history what the decider knows of it, and that it adds up', () => {
    fc.assert(
      fc.property(fundHistories, (history) => {
        const state = history.reduce((folded, event) => fund.evolve(folded, event, testContext), fund.initial);
        if (state.status === 'absent') throw new Error('no fund was opened');
        const { recoveredFen, unspentFen, ...row } = rowAfter(history)!;
        const { paidFen, receivedFen, transferredInFen, transferredOutFen, returnedFen } = row;
        const { openedAt: _at, lastChangedAt: _changedAt, closedOn, ...shown } = { ...row, paidFen: paidFen - recoveredFen };
        expect(state).toMatchObject(shown);
        expect(closedOn).toBe(state.closedOn ?? null);
        expect(unspentFen).toBe(state.availableFen + state.reservedFen + state.committedFen);
        expect(receivedFen + transferredInFen + recoveredFen).toBe(transferredOutFen + paidFen + returnedFen + unspentFen);
      }),
      { numRuns: 60 },
    );
  });
});

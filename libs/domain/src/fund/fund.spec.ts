import { keepsTheLaws } from '../testing/laws.js';
import {
  allocated,
  arrival,
  committed,
  filled,
  fundEvent,
  fundOpened,
  givenFund,
  opening,
  paid,
  reservation,
  reserved,
  sending,
  sent,
  today,
} from '../testing/sample-fund.js';
import type { FundCommand, FundCommandData } from './fund.commands.js';
import { fundPersonal, type FundEvent } from './fund.events.js';
import { fund, fundDecisions } from './fund.js';

const command = <Type extends keyof FundCommandData>(type: Type, data: FundCommandData[Type]) =>
  ({ type, data }) as unknown as Extract<FundCommand, { type: Type }>;

const samples = {
  OpenFund: { after: [], command: command('OpenFund', opening()) },
  ReceiveAmount: {
    after: [fundOpened({ source: 'social_donation' })],
    command: command('ReceiveAmount', {
      receiptId: 'receipt-1',
      fundType: 'donation',
      amountFen: 100_000,
      voucher: '记-1',
      receivedOn: today,
      donor: { donorId: 'd1', kind: 'person', name: '周善' },
      conditions: { perAidMaxFen: 5000 },
    }),
  },
  SendTransfer: { after: filled(), command: command('SendTransfer', sending()) },
  ReceiveTransfer: { after: [], command: command('ReceiveTransfer', arrival()) },
  SettleTransfer: { after: [...filled(), sent()], command: command('SettleTransfer', { transferId: 't1' }) },
  ReverseTransfer: { after: [...filled(), sent()], command: command('ReverseTransfer', { transferId: 't1', cause: 'fund-closed' }) },
  ReserveAmount: { after: filled(), command: command('ReserveAmount', reservation()) },
  ReleaseReservation: { after: reserved, command: command('ReleaseReservation', { useId: 'aid-1', cause: 'AidRejected' }) },
  CommitAmount: { after: reserved, command: command('CommitAmount', { useId: 'aid-1', committedOn: today, reference: 'batch-1' }) },
  WithdrawCommitment: { after: committed, command: command('WithdrawCommitment', { useId: 'aid-1', cause: 'AidBounced' }) },
  PayAmount: { after: committed, command: command('PayAmount', { useId: 'aid-1', paidOn: today, voucher: '记-2' }) },
  RecoverPayment: {
    after: paid,
    command: command('RecoverPayment', { useId: 'aid-1', recoveryId: 'rec-1', amountFen: 10_000, recoveredOn: today, voucher: '记-3' }),
  },
  ReturnAmount: {
    after: filled(),
    command: command('ReturnAmount', {
      returnId: 'ret-1',
      amountFen: 1000,
      returnedOn: today,
      voucher: '记-4',
      payee: '周善',
      donorId: 'd1',
    }),
  },
  CloseFund: { after: [fundOpened()], command: command('CloseFund', { closedOn: today }) },
} as const;

keepsTheLaws(fund, fundPersonal, samples);

const entries = Object.entries(samples) as unknown as readonly [keyof FundCommandData, { command: FundCommand }][];

describe('every command of the fund', () => {
  it('is decided by a function and tried above', () => expect(Object.keys(samples).sort()).toEqual(Object.keys(fundDecisions).sort()));

  it.each(entries.filter(([type]) => type !== 'OpenFund' && type !== 'ReceiveTransfer'))('%s needs a fund', (_type, sample) =>
    givenFund().when(sample.command).thenRefused('fund-absent'),
  );

  it.each(['ReceiveAmount', 'SendTransfer', 'ReserveAmount', 'CloseFund'] as const)('%s is refused by a closed fund', (type) =>
    givenFund(...filled(), fundEvent('FundClosed', { closedOn: '2022-02-28' }))
      .when(type === 'ReceiveAmount' ? receiptAfterClosing : samples[type].command)
      .thenRefused('fund-closed', { closedOn: '2022-02-28' }),
  );

  it('ReceiveTransfer is refused by a closed fund', () =>
    givenFund(...allocated, fundEvent('FundClosed', { closedOn: '2022-02-28' }))
      .when(command('ReceiveTransfer', arrival({ transferId: 't2' })))
      .thenRefused('fund-closed'));
});

const receiptAfterClosing = command('ReceiveAmount', {
  receiptId: 'receipt-2',
  fundType: 'own_union_budget',
  amountFen: 1,
  voucher: '记-9',
  receivedOn: today,
});

describe('the day of an event', () => {
  it('is kept beside the day of recording where they differ', () =>
    expect(
      givenFund(...filled())
        .when(command('ReserveAmount', reservation({ reservedOn: '2022-02-25' })))
        .events()[0]?.effectiveOn,
    ).toBe('2022-02-25'));

  it.each([
    ['ReceiveAmount', { ...samples.ReceiveAmount.command.data, receivedOn: '2022-03-02' }, samples.ReceiveAmount.after],
    ['SendTransfer', sending({ sentOn: '2022-03-02' }), filled()],
    ['ReceiveTransfer', arrival({ receivedOn: '2022-03-02' }), []],
    ['ReserveAmount', reservation({ reservedOn: '2022-03-02' }), filled()],
    ['CommitAmount', { useId: 'aid-1', committedOn: '2022-03-02', reference: 'batch-1' }, reserved],
    ['PayAmount', { useId: 'aid-1', paidOn: '2022-03-02', voucher: '记-2' }, committed],
    ['RecoverPayment', { ...samples.RecoverPayment.command.data, recoveredOn: '2022-03-02' }, paid],
    ['ReturnAmount', { ...samples.ReturnAmount.command.data, returnedOn: '2022-03-02' }, filled()],
    ['CloseFund', { closedOn: '2022-03-02' }, [fundOpened()]],
  ] as const)('of %s is none that is still to come', (type, data, after) =>
    givenFund(...after)
      .when({ type, data } as FundCommand)
      .thenRefused('date-in-future', { on: '2022-03-02', today }),
  );

  it.each([
    ['ReceiveAmount', { ...samples.ReceiveAmount.command.data, receivedOn: '2022-02-30' }, samples.ReceiveAmount.after],
    ['SendTransfer', sending({ sentOn: '' }), filled()],
    ['ReserveAmount', reservation({ reservedOn: '1 March' }), filled()],
    ['CloseFund', { closedOn: '20220301' }, [fundOpened()]],
  ] as const)('of %s is a day of the calendar', (type, data, after) =>
    givenFund(...after)
      .when({ type, data } as FundCommand)
      .thenRefused('invalid-date'),
  );
});

describe('an amount', () => {
  it.each([0, -1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('of %p is refused wherever money moves', (amountFen) => {
    const refused = (type: keyof FundCommandData, data: object, after: readonly FundEvent[]) =>
      givenFund(...after)
        .when({ type, data } as FundCommand)
        .thenRefused('invalid-amount', { fields: expect.arrayContaining(['amountFen']) as unknown });
    refused('ReceiveAmount', { ...samples.ReceiveAmount.command.data, amountFen }, [...samples.ReceiveAmount.after]);
    refused('SendTransfer', sending({ amountFen }), filled());
    refused('ReceiveTransfer', arrival({ amountFen }), []);
    refused('ReserveAmount', reservation({ amountFen }), filled());
    refused('RecoverPayment', { ...samples.RecoverPayment.command.data, amountFen }, paid);
    refused('ReturnAmount', { ...samples.ReturnAmount.command.data, amountFen }, filled());
  });

  it('never brings a sum that is no longer exact', () => {
    const most = { ...samples.ReceiveAmount.command.data, amountFen: Number.MAX_SAFE_INTEGER, receiptId: 'receipt-2' };
    givenFund(...samples.ReceiveAmount.after)
      .when(command('ReceiveAmount', most))
      .then(
        ...givenFund(...samples.ReceiveAmount.after)
          .when(command('ReceiveAmount', most))
          .events(),
      );
    givenFund(...filled({ source: 'social_donation' }))
      .when(command('ReceiveAmount', most))
      .thenRefused('invalid-amount', { fields: ['receivedFen'] });
    givenFund(...allocated)
      .when(command('ReceiveTransfer', arrival({ transferId: 't2', amountFen: Number.MAX_SAFE_INTEGER })))
      .thenRefused('invalid-amount', { fields: ['transferredInFen'] });
  });
});

describe('papers', () => {
  it.each([
    ['ReceiveAmount', { ...samples.ReceiveAmount.command.data, voucher: ' ' }, samples.ReceiveAmount.after, 'voucher'],
    ['SendTransfer', sending({ document: '' }), filled(), 'document'],
    ['ReverseTransfer', { transferId: 't1', cause: '' }, [...filled(), sent()], 'cause'],
    ['ReleaseReservation', { useId: 'aid-1', cause: '' }, reserved, 'cause'],
    ['CommitAmount', { useId: 'aid-1', committedOn: today, reference: '' }, reserved, 'reference'],
    ['WithdrawCommitment', { useId: 'aid-1', cause: '' }, committed, 'cause'],
    ['PayAmount', { useId: 'aid-1', paidOn: today, voucher: '' }, committed, 'voucher'],
    ['RecoverPayment', { ...samples.RecoverPayment.command.data, voucher: '' }, paid, 'voucher'],
    ['ReturnAmount', { ...samples.ReturnAmount.command.data, voucher: '' }, filled(), 'voucher'],
    ['ReturnAmount', { ...samples.ReturnAmount.command.data, payee: ' ' }, filled(), 'payee'],
  ] as const)('%s is refused without its %s', (type, data, after, field) =>
    givenFund(...after)
      .when({ type, data } as FundCommand)
      .thenRefused('explanation-missing', { field }),
  );
});

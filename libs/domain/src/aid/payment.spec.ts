import {
  about,
  aidEvent,
  bounced,
  card,
  clawBack,
  givenAid as given,
  goodsRequest,
  granted,
  handedOver,
  paid,
  proposed,
  putInBatch,
  receipt,
  request,
  takenFromBatch,
  today,
} from '../testing/sample-aid.js';
import type { AidCommand, AidCommandData } from './aid.commands.js';

const put = (batchId = 'b1', change: Partial<AidCommandData['PutAidInBatch']> = {}): AidCommand => ({
  type: 'PutAidInBatch',
  data: { batchId, cardHolderPersonId: 'p1', ...card, ...change },
});
const take = (batchId = 'b1'): AidCommand => ({ type: 'TakeAidFromBatch', data: { batchId, cause: 'fund-closed' } });
const pay = (batchId = 'b1'): AidCommand => ({ type: 'RecordAidPayment', data: { batchId, paidOn: today } });
const bounce = (batchId = 'b1'): AidCommand => ({
  type: 'RecordAidBounce',
  data: { batchId, bouncedOn: today, reason: 'account_closed' },
});
const handOver = (lotId = 'lot-1'): AidCommand => ({ type: 'RecordHandOver', data: { lotId, handedOverOn: today } });
const sign = (signedOn = today): AidCommand => ({ type: 'SignAidReceipt', data: { signedOn, proof: 'signature' } });
const order = (amountFen: number, change: Partial<AidCommandData['OrderClawBack']> = {}): AidCommand => ({
  type: 'OrderClawBack',
  data: { orderedOn: today, amountFen, reasonKind: 'false_statement', ...change },
});
const recover = (recoveryId: string, amountFen: number, voucher = '记-2022-0009'): AidCommand => ({
  type: 'RecordClawBack',
  data: { recoveryId, receivedOn: today, amountFen, voucher },
});
const recovered = (recoveryId: string, amountFen: number, outstandingFen: number, keptFen: number) =>
  aidEvent('ClawBackReceived', {
    ...about,
    recoveryId,
    receivedOn: today,
    ...{ amountFen, outstandingFen, keptFen },
    voucher: '记-2022-0009',
    fundId: 'f1',
  });

const onList = [...granted(), putInBatch()] as const;
const atHome = [...onList, paid()] as const;

describe('putting aid on a list for the bank', () => {
  it('freezes the payee’s card in', () =>
    given(...granted())
      .when(put())
      .then(putInBatch()));

  it('keeps the branch where there is one', () => {
    const [event] = given(...granted())
      .when(put('b1', { branch: '演示支行' }))
      .events();
    expect(event?.data).toMatchObject({ branch: '演示支行' });
  });

  it.each<[string, Partial<AidCommandData['PutAidInBatch']>]>([
    ['of another person', { cardHolderPersonId: 'p2' }],
    ['in another name', { holderName: '高 娟' }],
  ])('is refused with a card %s, without saying whose', (_, change) =>
    given(...granted())
      .when(put('b1', change))
      .thenRefused('card-not-of-payee', { sameHolder: change.cardHolderPersonId === undefined }),
  );

  it('is refused for a person whose key is gone', () =>
    given(...granted(request({ payeeName: '[erased]' })))
      .when(put('b1', { holderName: '[erased]' }))
      .thenRefused('person-erased'));

  it('is done on one list at a time, and on the same once', () => {
    given(...onList)
      .when(put())
      .then();
    given(...onList)
      .when(put('b2'))
      .thenRefused('aid-in-another-batch', { batchId: 'b1' });
    given(...onList, takenFromBatch())
      .when(put())
      .then();
    given(...onList, bounced())
      .when(put())
      .then();
    given(...onList, bounced())
      .when(put('b2'))
      .then(putInBatch('b2'));
  });

  it('is for money that was granted', () => {
    given(...granted(goodsRequest()))
      .when(put())
      .thenRefused('aid-not-cash', { form: 'goods' });
    given(proposed()).when(put()).thenRefused('aid-not-granted', { status: 'proposed' });
    given(...atHome)
      .when(put('b2'))
      .thenRefused('aid-not-granted', { status: 'paid' });
  });
});

describe('taking aid off a list', () => {
  it('frees it for another', () => {
    given(...onList)
      .when(take())
      .then(takenFromBatch());
    given(...onList, takenFromBatch())
      .when(put('b2'))
      .then(putInBatch('b2'));
  });

  it('says nothing where it is not on that list', () => {
    given(...granted())
      .when(take())
      .then();
    given(...onList, takenFromBatch(), putInBatch('b2'))
      .when(take())
      .then();
  });

  it('is refused once it was paid from it', () =>
    given(...atHome)
      .when(take())
      .thenRefused('aid-not-in-batch', { status: 'paid' }));
});

describe('the bank’s word', () => {
  it('pays it once', () => {
    given(...onList)
      .when(pay())
      .then(paid());
    given(...atHome)
      .when(pay())
      .then();
    given(...atHome, receipt)
      .when(pay())
      .then();
    given(...atHome)
      .when(pay('b2'))
      .thenRefused('aid-not-in-batch', { status: 'paid' });
  });

  it('bounces it once, and frees it for another list', () => {
    given(...onList)
      .when(bounce())
      .then(bounced());
    given(...onList, bounced())
      .when(bounce())
      .then();
    given(...onList, bounced(), putInBatch('b2'))
      .when(bounce())
      .then();
    given(...onList, bounced(), putInBatch('b2'))
      .when(pay('b2'))
      .then(paid('b2'));
    expect(given(...onList, bounced(), putInBatch('b2')).state()).toMatchObject({ bounced: true, batchId: 'b2' });
    expect(given(...onList, bounced(), putInBatch('b2'), paid('b2')).state()).toMatchObject({ bounced: false, status: 'paid' });
  });

  it('is of the list that the aid stands on', () => {
    given(...onList)
      .when(pay('b2'))
      .thenRefused('aid-in-another-batch', { batchId: 'b1' });
    given(...onList)
      .when(bounce('b2'))
      .thenRefused('aid-in-another-batch', { batchId: 'b1' });
    given(...onList, bounced())
      .when(pay())
      .thenRefused('aid-not-in-batch', { status: 'granted' });
    given(...atHome)
      .when(bounce())
      .thenRefused('aid-not-in-batch', { status: 'paid' });
  });
});

describe('handing goods over', () => {
  const goods = granted(goodsRequest());

  it('is done once, with the goods that were granted', () => {
    given(...goods)
      .when(handOver())
      .then(handedOver);
    given(...goods, handedOver)
      .when(handOver())
      .then();
    given(...goods)
      .when(handOver('lot-2'))
      .thenRefused('lot-differs', { lotId: 'lot-2' });
  });

  it('is not how money is paid, and waits for the grant', () => {
    given(...granted())
      .when(handOver())
      .thenRefused('lot-differs');
    given(proposed(goodsRequest())).when(handOver()).thenRefused('aid-not-granted', { status: 'proposed' });
  });
});

describe('the household’s receipt', () => {
  it('is signed once, after the payment', () => {
    given(...atHome)
      .when(sign())
      .then(receipt);
    given(...atHome, receipt)
      .when(sign())
      .then();
    given(...granted(goodsRequest()), handedOver)
      .when(sign())
      .then(receipt);
    given(...onList)
      .when(sign())
      .thenRefused('aid-not-paid', { status: 'in_batch' });
    given(...atHome)
      .when(sign('2022-02-28'))
      .thenRefused('date-before-payment', { paidOn: today });
    given(...atHome)
      .when(sign('2022-03-02'))
      .thenRefused('date-in-future');
  });
});

describe('taking aid back', () => {
  it('asks for at most what was paid', () => {
    given(...atHome)
      .when(order(30_000))
      .then(clawBack());
    given(...atHome, receipt)
      .when(order(1))
      .then(clawBack(1));
    given(...atHome)
      .when(order(30_001))
      .thenRefused('claw-back-above-payment', { amountFen: 30_001, paidFen: 30_000 });
    given(...atHome)
      .when(order(0))
      .thenRefused('invalid-amount');
  });

  it('waits for a payment and explains another reason', () => {
    given(...onList)
      .when(order(1))
      .thenRefused('aid-not-paid');
    given(...atHome)
      .when(order(1, { reasonKind: 'other' }))
      .thenRefused('explanation-missing');
    given(...atHome)
      .when(order(1, { orderedOn: '2022-02-28' }))
      .thenRefused('date-before-payment');
    given(...atHome, clawBack(1))
      .when(order(1))
      .thenRefused('aid-not-paid', { status: 'claw_back_ordered' });
  });

  it('ends with the last fen that was asked for', () => {
    const part = [...atHome, clawBack(20_000), recovered('r1', 5_000, 15_000, 25_000)] as const;
    given(...atHome, clawBack(20_000))
      .when(recover('r1', 5_000))
      .then(recovered('r1', 5_000, 15_000, 25_000));
    given(...part)
      .when(recover('r1', 5_000))
      .then();
    given(...part)
      .when(recover('r2', 15_001))
      .thenRefused('recovery-above-order', { amountFen: 15_001, dueFen: 15_000 });
    given(...part)
      .when(recover('r2', 15_000))
      .then(recovered('r2', 15_000, 0, 10_000));
    const all = given(...part, recovered('r2', 15_000, 0, 10_000));
    expect(all.state()).toMatchObject({ status: 'clawed_back', clawBack: { orderedFen: 20_000, recoveredFen: 20_000 } });
    all.when(recover('r2', 15_000)).then();
    all.when(recover('r3', 1)).thenRefused('recovery-above-order', { dueFen: 0 });
  });

  it('needs the order and a voucher', () => {
    given(...atHome)
      .when(recover('r1', 1))
      .thenRefused('claw-back-not-ordered', { status: 'paid' });
    given(...atHome, clawBack())
      .when(recover('r1', 1, ' '))
      .thenRefused('explanation-missing', { field: 'voucher' });
  });
});

import fc from 'fast-check';
import { aid } from '#domain/aid/aid';
import type { Aid } from '#domain/aid/aid.state';
import { ERASED } from '#domain/kernel/message';
import { aidEvent, decisionFor, everyAidEvent, grantedAid, paidAid, type AidTold } from '../../../../test/support/aid-history.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { AidSeen } from '../aid-folds.js';
import { aidBoard, type AidRow } from './aid-board.js';

const board = (...events: readonly AidTold[]): AidRow | undefined => foldView(aidBoard, seenIn<AidSeen>('aid-a1', events)).get('a1');
const proposed = aidEvent('AidProposed');
const reviewed = aidEvent('AidReviewed');
const inBatch = aidEvent('AidPutInBatch');

describe('the aid board', () => {
  it('shows a proposal with the standing of its household, its fund and who has to agree', () =>
    expect(board(proposed)).toEqual({
      aidId: 'a1',
      householdId: 'h1',
      unitId: 'U1',
      item: 'medical_aid',
      form: 'cash',
      status: 'proposed',
      bounced: false,
      amountFen: 300_000,
      paidFen: 0,
      clawBackFen: 0,
      recoveredFen: 0,
      fundId: 'f1',
      source: 'local_finance',
      sourceLevel: 'city',
      purpose: 'hardship_aid',
      lotId: null,
      quantity: null,
      payeePersonId: 'p1',
      payeeName: '高娟',
      basis: '2024-03住院',
      urgent: false,
      category: 'deeply_difficult',
      archiveLevel: 'city',
      policyVersion: 'city@2',
      levels: ['county'],
      approved: [],
      approvals: 0,
      nextLevel: null,
      round: 1,
      year: 2024,
      proposedBy: 'caseworker-1',
      proposedOn: '2024-03-01',
      grantedOn: null,
      paidOn: null,
      receiptSignedOn: null,
      papersDueOn: null,
      papersCompletedOn: null,
      batchId: null,
      lastChangedAt: '2022-03-01T02:00:00.000Z',
    }));

  it.each<[string, readonly AidTold[], Partial<AidRow>]>([
    ['reviewed', [proposed, reviewed], { status: 'reviewed', nextLevel: 'county' }],
    ['returned', [proposed, reviewed, aidEvent('AidReturned')], { status: 'returned', nextLevel: null }],
    [
      'proposed again with another sum',
      [proposed, aidEvent('AidReturned'), aidEvent('AidRevised', { amountFen: 200_000 })],
      { status: 'proposed', amountFen: 200_000, round: 2, proposedOn: '2024-03-03' },
    ],
    ['rejected', [proposed, reviewed, aidEvent('AidRejected')], { status: 'rejected', nextLevel: null }],
    ['cancelled', [...grantedAid, aidEvent('AidCancelled')], { status: 'cancelled' }],
    ['granted', grantedAid, { status: 'granted', approvals: 1, approved: ['county'], nextLevel: null, grantedOn: '2024-03-04' }],
    ['in a batch', [...grantedAid, inBatch], { status: 'in_batch', batchId: 'b1' }],
    ['out of the batch again', [...grantedAid, inBatch, aidEvent('AidTakenFromBatch')], { status: 'granted', batchId: null }],
    ['paid', paidAid, { status: 'paid', paidFen: 300_000, paidOn: '2024-03-10', batchId: 'b1' }],
    ['bounced', [...grantedAid, inBatch, aidEvent('AidBounced')], { status: 'granted', bounced: true, batchId: null, paidFen: 0 }],
    [
      'bounced and in another batch',
      [...grantedAid, inBatch, aidEvent('AidBounced'), aidEvent('AidPutInBatch', { batchId: 'b2' })],
      { status: 'in_batch', bounced: true, batchId: 'b2' },
    ],
    [
      'paid after a bounce',
      [...grantedAid, inBatch, aidEvent('AidBounced'), inBatch, aidEvent('AidPaid')],
      { status: 'paid', bounced: false, paidFen: 300_000 },
    ],
    ['received', [...paidAid, aidEvent('AidReceiptSigned')], { status: 'received', receiptSignedOn: '2024-03-12' }],
    ['to be paid back', [...paidAid, aidEvent('ClawBackOrdered')], { status: 'claw_back_ordered', clawBackFen: 300_000, recoveredFen: 0 }],
    [
      'paid back in part',
      [...paidAid, aidEvent('ClawBackOrdered'), aidEvent('ClawBackReceived', { amountFen: 100_000, outstandingFen: 200_000 })],
      { status: 'claw_back_ordered', recoveredFen: 100_000, paidFen: 300_000 },
    ],
    [
      'paid back',
      [
        ...paidAid,
        aidEvent('ClawBackOrdered'),
        aidEvent('ClawBackReceived', { amountFen: 100_000, outstandingFen: 200_000 }),
        aidEvent('ClawBackReceived', { recoveryId: 'r2', amountFen: 200_000, outstandingFen: 0 }),
      ],
      { status: 'clawed_back', recoveredFen: 300_000 },
    ],
  ])('shows it %s', (_what, events, row) => expect(board(...events)).toMatchObject(row));

  it('shows whose turn it is where several levels have to agree', () => {
    const levels = decisionFor('county', 'province', 'national');
    const start = [aidEvent('AidProposed', { decision: levels }), reviewed];
    const county = aidEvent('AidApproved', { decision: levels });
    const province = aidEvent('AidApproved', { level: 'province', decision: levels });
    expect(board(...start, county)).toMatchObject({ status: 'reviewed', approved: ['county'], approvals: 1, nextLevel: 'province' });
    expect(board(...start, county, province)).toMatchObject({ approved: ['county', 'province'], nextLevel: 'national' });
    expect(board(...start, county, aidEvent('AidReturned'))).toMatchObject({ approved: [], approvals: 0, nextLevel: null });
  });

  it('follows the levels that the latest agreement found', () => {
    const county = aidEvent('AidApproved', { decision: decisionFor('county', 'city') });
    expect(board(proposed, reviewed, county)).toMatchObject({ levels: ['county', 'city'], nextLevel: 'city' });
  });

  it('lists urgent aid with the day on which its papers are due until they are complete', () => {
    const urgent = [aidEvent('AidProposed', { urgent: true }), reviewed, aidEvent('AidGranted', { papersDueOn: '2024-04-15' })];
    expect(board(...urgent)).toMatchObject({ urgent: true, papersDueOn: '2024-04-15', papersCompletedOn: null });
    expect(board(...urgent, aidEvent('AidPapersCompleted'))).toMatchObject({ papersDueOn: '2024-04-15', papersCompletedOn: '2024-03-20' });
  });

  it('shows goods by their lot, without a source of money', () => {
    const { fund: _none, ...decision } = decisionFor('county');
    const goods = { form: 'goods', item: 'warmth', lotId: 'l1', quantity: 2, amountFen: 30_000, decision } as const;
    expect(board(aidEvent('AidProposed', goods), reviewed, aidEvent('AidGranted', goods), aidEvent('AidHandedOver'))).toMatchObject({
      status: 'paid',
      lotId: 'l1',
      quantity: 2,
      source: null,
      purpose: null,
      paidFen: 30_000,
      paidOn: '2024-03-09',
      batchId: null,
    });
  });

  it('keeps who proposed it first, and when it changed last', () => {
    const later = { by: 'caseworker-2', at: '2024-03-03T02:00:00.000Z' };
    expect(board(proposed, aidEvent('AidReturned'), aidEvent('AidRevised', {}, later))).toMatchObject({
      proposedBy: 'caseworker-1',
      lastChangedAt: later.at,
    });
  });

  it('says of an aid what the aid says of itself, whatever happened', () => {
    const later = everyAidEvent.filter(({ type }) => type !== 'AidProposed');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...later), { maxLength: 30 }), (events) => {
        const seen = seenIn<AidSeen>('aid-a1', [proposed, ...events]);
        const state = seen.reduce<Aid>((known, event) => aid.evolve(known, event, event.meta), aid.initial);
        if (state.status === 'absent') throw new Error('it was proposed');
        const { status, bounced, paidFen, paidOn = null, batchId = null, round, request, papersCompletedOn = null } = state;
        const said = { status, bounced, paidFen, paidOn, batchId, round, papersCompletedOn, amountFen: request.amountFen };
        expect(board(proposed, ...events)).toMatchObject(said);
      }),
    );
  });

  it('never holds a card, a bank or what somebody wrote in his own words', () => {
    const row = JSON.stringify(board(...everyAidEvent));
    expect(['9999', '演示银行', '住院费用较高', '缺发票'].filter((secret) => row.includes(secret))).toEqual([]);
  });

  it('says that a name was erased', () =>
    expect(board(aidEvent('AidProposed', { payeeName: ERASED }))).toMatchObject({ payeeName: ERASED }));

  it('knows nothing of an aid whose proposal it has not seen', () => expect(board(reviewed)).toBeUndefined());
});

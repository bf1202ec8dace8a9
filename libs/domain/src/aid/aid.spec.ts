import { keepsTheLaws } from '../testing/laws.js';
import {
  card,
  clawBack,
  countyApprover,
  decision,
  goodsRequest,
  grant,
  granted,
  givenAid,
  lotOfRequest,
  paid,
  proposed,
  putInBatch,
  request,
  returned,
  reviewed,
  reviewer,
  today,
  untouched,
} from '../testing/sample-aid.js';
import { aidPersonal } from './aid.events.js';
import { aid } from './aid.js';

const asked = { ...request(), decision: decision(), caps: untouched(decision()) };
const large = request({ amountFen: 1_200_000, item: 'legal_aid' });
const urgent = request({ urgent: true });

keepsTheLaws(aid, aidPersonal, {
  ProposeAid: { after: [], command: { type: 'ProposeAid', data: asked } },
  ReviseAid: { after: [proposed(), returned], command: { type: 'ReviseAid', data: { ...asked, round: 2, amountFen: 20_000 } } },
  ReviewAid: { after: [proposed()], command: { type: 'ReviewAid', data: { reviewedOn: today } }, context: reviewer },
  ReturnAid: {
    after: [proposed()],
    command: { type: 'ReturnAid', data: { returnedOn: today, explanation: '缺收入证明' } },
    context: reviewer,
  },
  ApproveAid: {
    after: [proposed(large), reviewed],
    command: { type: 'ApproveAid', data: { level: 'county', approvedOn: today, decision: decision(large) } },
    context: countyApprover,
  },
  GrantAid: { after: [proposed(), reviewed], command: { type: 'GrantAid', data: grant() }, context: countyApprover },
  RejectAid: {
    after: [proposed()],
    command: { type: 'RejectAid', data: { rejectedOn: today, reasonKind: 'not_needed', explanation: '已获救助' } },
    context: reviewer,
  },
  CancelAid: {
    after: [...granted()],
    command: { type: 'CancelAid', data: { cancelledOn: today, reasonKind: 'other', explanation: '本人放弃' } },
  },
  PutAidInBatch: {
    after: [...granted()],
    command: { type: 'PutAidInBatch', data: { batchId: 'b1', cardHolderPersonId: 'p1', branch: '演示支行', ...card } },
  },
  TakeAidFromBatch: {
    after: [...granted(), putInBatch()],
    command: { type: 'TakeAidFromBatch', data: { batchId: 'b1', cause: 'fund-closed' } },
  },
  RecordAidPayment: {
    after: [...granted(), putInBatch()],
    command: { type: 'RecordAidPayment', data: { batchId: 'b1', paidOn: today } },
  },
  RecordAidBounce: {
    after: [...granted(), putInBatch()],
    command: { type: 'RecordAidBounce', data: { batchId: 'b1', bouncedOn: today, reason: 'account_closed' } },
  },
  RecordHandOver: {
    after: [...granted(goodsRequest())],
    command: { type: 'RecordHandOver', data: { lotId: lotOfRequest.lotId, handedOverOn: today } },
  },
  SignAidReceipt: {
    after: [...granted(), putInBatch(), paid()],
    command: { type: 'SignAidReceipt', data: { signedOn: today, proof: 'signature' } },
  },
  OrderClawBack: {
    after: [...granted(), putInBatch(), paid()],
    command: { type: 'OrderClawBack', data: { orderedOn: today, amountFen: 30_000, reasonKind: 'other', explanation: '重复享受' } },
  },
  RecordClawBack: {
    after: [...granted(), putInBatch(), paid(), clawBack()],
    command: { type: 'RecordClawBack', data: { recoveryId: 'rec-1', receivedOn: today, amountFen: 10_000, voucher: '记-2022-0009' } },
  },
  CompleteAidPapers: {
    after: [
      proposed(urgent, decision(urgent)),
      reviewed,
      ...givenAid(proposed(urgent), reviewed)
        .when({ type: 'GrantAid', data: grant({ papersDueOn: '2022-04-12' }) }, countyApprover)
        .events(),
    ],
    command: { type: 'CompleteAidPapers', data: { completedOn: today } },
  },
});

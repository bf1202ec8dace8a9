import type { AidEventData } from '#domain/aid/aid.events';
import type { Language } from '../terms.js';

/** What can be said of each event of an aid; `{name}` stands for a parameter of its words. */
export const aidSentences: Readonly<Record<keyof AidEventData, Readonly<Record<Language, string>>>> = {
  AidProposed: {
    zh: '{proposedOn}为{payeeName}申请{item}（{form}，{procedure}）{amountFen}元，事由：{basis}',
    en: '{item} ({form}, {procedure}) of {amountFen} yuan proposed for {payeeName} on {proposedOn}: {basis}',
  },
  AidRevised: {
    zh: '{proposedOn}第{round}次为{payeeName}申请{item}（{form}，{procedure}）{amountFen}元，事由：{basis}',
    en: 'Round {round}: {item} ({form}, {procedure}) of {amountFen} yuan proposed for {payeeName} on {proposedOn}: {basis}',
  },
  AidReviewed: { zh: '{reviewedOn}帮扶申请审核通过', en: 'Aid reviewed on {reviewedOn}' },
  AidReturned: { zh: '{returnedOn}帮扶申请退回修改', en: 'Aid returned for correction on {returnedOn}' },
  AidApproved: { zh: '{approvedOn}{level}同意帮扶', en: 'The {level} agreed to the aid on {approvedOn}' },
  AidGranted: {
    zh: '{grantedOn}批准{item}（{form}）{amountFen}元',
    en: '{item} ({form}) of {amountFen} yuan granted on {grantedOn}',
  },
  AidRejected: { zh: '{rejectedOn}不予帮扶：{reasonKind}', en: 'Aid rejected on {rejectedOn}: {reasonKind}' },
  AidCancelled: { zh: '{cancelledOn}撤销帮扶：{reasonKind}', en: 'Aid cancelled on {cancelledOn}: {reasonKind}' },
  AidPutInBatch: { zh: '帮扶金列入发放批次', en: 'Aid put on a list for the bank' },
  AidTakenFromBatch: { zh: '帮扶金移出发放批次', en: 'Aid taken off the list for the bank' },
  AidPaid: { zh: '{paidOn}发放{item}{amountFen}元', en: '{item} of {amountFen} yuan paid on {paidOn}' },
  AidBounced: { zh: '{bouncedOn}银行退票：{reason}', en: 'The bank sent the money back on {bouncedOn}: {reason}' },
  AidHandedOver: {
    zh: '{handedOverOn}发放{item}慰问品{quantity}件，价值{amountFen}元',
    en: '{item} handed over on {handedOverOn}: {quantity} pieces worth {amountFen} yuan',
  },
  AidReceiptSigned: { zh: '{signedOn}签收：{proof}', en: 'Received on {signedOn}: {proof}' },
  ClawBackOrdered: {
    zh: '{orderedOn}要求退回{amountFen}元：{reasonKind}',
    en: '{amountFen} yuan ordered back on {orderedOn}: {reasonKind}',
  },
  ClawBackReceived: {
    zh: '{receivedOn}退回{amountFen}元，尚欠{outstandingFen}元',
    en: '{amountFen} yuan came back on {receivedOn}, {outstandingFen} yuan to come',
  },
  AidPapersCompleted: { zh: '{completedOn}补齐急难帮扶材料', en: 'Papers of the urgent aid completed on {completedOn}' },
};

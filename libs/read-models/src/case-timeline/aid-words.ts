import type { AidEventData } from '#domain/aid/aid.events';
import { term, type Words } from './words.js';

type ParametersOf = { readonly [Type in keyof AidEventData]: (data: AidEventData[Type]) => Words['parameters'] };

const asked = ({ payeeName, item, form, urgent, amountFen, basis, proposedOn }: AidEventData['AidProposed']) => ({
  payeeName,
  item: term('aidItem', item),
  form: term('aidForm', form),
  procedure: term('aidProcedure', urgent ? 'urgent' : 'ordinary'),
  amountFen,
  basis,
  proposedOn,
});

/** No card and no bank, and nothing that somebody wrote in his own words about a person. */
const parametersOf: ParametersOf = {
  AidProposed: asked,
  AidRevised: (data) => ({ ...asked(data), round: data.round }),
  AidReviewed: ({ reviewedOn }) => ({ reviewedOn }),
  AidReturned: ({ returnedOn }) => ({ returnedOn }),
  AidApproved: ({ approvedOn, level }) => ({ approvedOn, level: term('approvalLevel', level) }),
  AidGranted: ({ grantedOn, item, form, amountFen }) => ({
    grantedOn,
    item: term('aidItem', item),
    form: term('aidForm', form),
    amountFen,
  }),
  AidRejected: ({ rejectedOn, reasonKind }) => ({ rejectedOn, reasonKind: term('aidRejection', reasonKind) }),
  AidCancelled: ({ cancelledOn, reasonKind }) => ({ cancelledOn, reasonKind: term('aidCancellation', reasonKind) }),
  AidPutInBatch: () => ({}),
  AidTakenFromBatch: () => ({}),
  AidPaid: ({ paidOn, item, amountFen }) => ({ paidOn, item: term('aidItem', item), amountFen }),
  AidBounced: ({ bouncedOn, reason }) => ({ bouncedOn, reason: term('bounce', reason) }),
  AidHandedOver: ({ handedOverOn, item, quantity, amountFen }) => ({ handedOverOn, item: term('aidItem', item), quantity, amountFen }),
  AidReceiptSigned: ({ signedOn, proof }) => ({ signedOn, proof: term('receiptProof', proof) }),
  ClawBackOrdered: ({ orderedOn, amountFen, reasonKind }) => ({ orderedOn, amountFen, reasonKind: term('clawBack', reasonKind) }),
  ClawBackReceived: ({ receivedOn, amountFen, outstandingFen }) => ({ receivedOn, amountFen, outstandingFen }),
  AidPapersCompleted: ({ completedOn }) => ({ completedOn }),
};

/** What an event of an aid says, before it is put into a language. */
export const wordsOfAid = <Type extends keyof AidEventData>({ type, data }: Readonly<{ type: Type; data: AidEventData[Type] }>): Words => ({
  key: type,
  parameters: parametersOf[type](data),
});

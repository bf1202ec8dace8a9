import type { EventMeta } from '../kernel/decider.js';
import type { AidEvent, AidEventData, AidRequest } from './aid.events.js';
import type { Aid, KnownAid } from './aid.state.js';

type LaterEvent = Exclude<keyof AidEventData, 'AidProposed'>;
type Fold<Data> = (aid: KnownAid, data: Data, by: string) => KnownAid;
type Folds = { [Type in LaterEvent]: Fold<AidEventData[Type]> };

const requestOf = (data: AidEventData['AidProposed']): AidRequest => {
  const { round: _round, decision: _decision, caps: _caps, ...request } = data;
  return request;
};

const withPerson = (people: readonly string[], by: string): readonly string[] => (people.includes(by) ? people : [...people, by]);

/** Off the list it stood on, free for another one. */
const offBatch = ({ batchId: _batchId, ...aid }: KnownAid): KnownAid => ({ ...aid, status: 'granted' });

const folds: Folds = {
  AidRevised: (aid, data, by) => ({
    ...aid,
    status: 'proposed',
    request: requestOf(data),
    round: data.round,
    decision: data.decision,
    caps: data.caps,
    proposedBy: withPerson(aid.proposedBy, by),
    approvals: [],
  }),
  AidReviewed: (aid, _data, by) => ({ ...aid, status: 'reviewed', reviewedBy: withPerson(aid.reviewedBy, by) }),
  AidReturned: (aid) => ({ ...aid, status: 'returned' }),
  AidApproved: (aid, { level, by, approvedOn, document, decision }) => ({
    ...aid,
    decision,
    approvals: [...aid.approvals, { level, by, approvedOn, ...(document !== undefined && { document }) }],
    approvedBy: withPerson(aid.approvedBy, by),
  }),
  AidGranted: (aid, { grantedOn, papersDueOn }) => ({
    ...aid,
    status: 'granted',
    grantedOn,
    ...(papersDueOn !== undefined && { papersDueOn }),
  }),
  AidRejected: (aid) => ({ ...aid, status: 'rejected' }),
  AidCancelled: (aid) => ({ ...aid, status: 'cancelled' }),
  AidPutInBatch: (aid, { batchId }) => ({ ...aid, status: 'in_batch', batchId, batchIds: [...aid.batchIds, batchId] }),
  AidTakenFromBatch: (aid) => offBatch(aid),
  AidPaid: (aid, { paidOn, amountFen }) => ({ ...aid, status: 'paid', bounced: false, paidOn, paidFen: amountFen }),
  AidBounced: (aid, { batchId }) => ({ ...offBatch(aid), bounced: true, bouncedBatchIds: [...aid.bouncedBatchIds, batchId] }),
  AidHandedOver: (aid, { handedOverOn, amountFen }) => ({ ...aid, status: 'paid', paidOn: handedOverOn, paidFen: amountFen }),
  AidReceiptSigned: (aid) => ({ ...aid, status: 'received' }),
  ClawBackOrdered: (aid, { amountFen }) => ({
    ...aid,
    status: 'claw_back_ordered',
    clawBack: { orderedFen: amountFen, recoveredFen: 0, recoveryIds: [] },
  }),
  ClawBackReceived: ({ clawBack, ...aid }, { recoveryId, amountFen, outstandingFen }) => ({
    ...aid,
    status: outstandingFen === 0 ? 'clawed_back' : 'claw_back_ordered',
    ...(clawBack && {
      clawBack: {
        ...clawBack,
        recoveredFen: clawBack.recoveredFen + amountFen,
        recoveryIds: [...clawBack.recoveryIds, recoveryId],
      },
    }),
  }),
  AidPapersCompleted: (aid, { completedOn }) => ({ ...aid, papersCompletedOn: completedOn }),
};

const proposed = (data: AidEventData['AidProposed'], by: string): KnownAid => ({
  status: 'proposed',
  revision: 0,
  request: requestOf(data),
  firstRequest: requestOf(data),
  round: data.round,
  decision: data.decision,
  caps: data.caps,
  proposedBy: [by],
  reviewedBy: [],
  approvals: [],
  approvedBy: [],
  batchIds: [],
  bouncedBatchIds: [],
  bounced: false,
  paidFen: 0,
});

const folded = <Type extends LaterEvent>(
  aid: KnownAid,
  { type, data }: Readonly<{ type: Type; data: AidEventData[Type] }>,
  by: string,
): KnownAid => folds[type](aid, data, by);

export const evolve = (state: Aid, event: AidEvent, { by }: EventMeta): Aid => {
  if (event.type === 'AidProposed') return proposed(event.data, by);
  return state.status === 'absent' ? state : { ...folded(state, event, by), revision: state.revision + 1 };
};

import type { Context, Decider } from '../kernel/decider.js';
import type { AidCommand, AidCommandData } from './aid.commands.js';
import type { AidEvent } from './aid.events.js';
import type { Aid } from './aid.state.js';
import { approveAid, cancelAid, completeAidPapers, grantAid, rejectAid } from './approval.js';
import { evolve } from './fold.js';
import * as payment from './payment.js';
import { proposeAid, returnAid, reviewAid, reviseAid } from './proposal.js';

type Decisions = {
  [Type in keyof AidCommandData]: (data: AidCommandData[Type], state: Aid, context: Context) => readonly AidEvent[];
};

/**
 * One function per command; a command without its entry does not compile. Each names its refusals in order of precedence:
 * first the aid (absent, in another status or round), then who decides, then papers and days, then the rules of aid.
 */
const aidDecisions: Decisions = {
  ProposeAid: proposeAid,
  ReviseAid: reviseAid,
  ReviewAid: reviewAid,
  ReturnAid: returnAid,
  ApproveAid: approveAid,
  GrantAid: grantAid,
  RejectAid: rejectAid,
  CancelAid: cancelAid,
  PutAidInBatch: payment.putAidInBatch,
  TakeAidFromBatch: payment.takeAidFromBatch,
  RecordAidPayment: payment.recordAidPayment,
  RecordAidBounce: payment.recordAidBounce,
  RecordHandOver: payment.recordHandOver,
  SignAidReceipt: payment.signAidReceipt,
  OrderClawBack: payment.orderClawBack,
  RecordClawBack: payment.recordClawBack,
  CompleteAidPapers: completeAidPapers,
};

const decide = <Type extends keyof AidCommandData>(
  { type, data }: Readonly<{ type: Type; data: AidCommandData[Type] }>,
  state: Aid,
  context: Context,
): readonly AidEvent[] => aidDecisions[type](data, state, context);

/** One aid from proposal to receipt: stream `aid-<aidId>`. It decides alone whether it was granted and what it is paid from. */
export const aid: Decider<Aid, AidCommand, AidEvent> = {
  category: 'aid',
  initial: { status: 'absent' },
  decide,
  evolve,
};

import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { AidCommand } from '#domain/aid/aid.commands';
import { AidDesk } from './aid-desk.js';
import { AidFacts } from './aid-facts.js';
import { AidRequests } from './aid-request.body.js';
import { ApproveAidController, ApproveAidHandler } from './approve-aid.js';
import { CancelAidController, CancelAidHandler } from './cancel-aid.js';
import { OrderClawBackController, OrderClawBackHandler } from './order-claw-back.js';
import { ProposeAidController, ProposeAidHandler } from './propose-aid.js';
import { RecordClawBackController, RecordClawBackHandler } from './record-claw-back.js';
import { RejectAidController, RejectAidHandler } from './reject-aid.js';
import { ReturnAidController, ReturnAidHandler } from './return-aid.js';
import { ReviewAidController, ReviewAidHandler } from './review-aid.js';
import { ReviseAidController, ReviseAidHandler } from './revise-aid.js';
import { SignAidReceiptController, SignAidReceiptHandler } from './sign-aid-receipt.js';

/** Lists for the bank, lots of goods, the last approval and registrations bring these about, never a person at this desk. */
type NotByHand =
  'GrantAid' | 'PutAidInBatch' | 'TakeAidFromBatch' | 'RecordAidPayment' | 'RecordAidBounce' | 'RecordHandOver' | 'CompleteAidPapers';

/** Every command a person may give, with who handles it and where it comes in: one without its row does not compile. */
const aidUseCases = {
  ApproveAid: [ApproveAidHandler, ApproveAidController],
  CancelAid: [CancelAidHandler, CancelAidController],
  OrderClawBack: [OrderClawBackHandler, OrderClawBackController],
  ProposeAid: [ProposeAidHandler, ProposeAidController],
  RecordClawBack: [RecordClawBackHandler, RecordClawBackController],
  RejectAid: [RejectAidHandler, RejectAidController],
  ReturnAid: [ReturnAidHandler, ReturnAidController],
  ReviewAid: [ReviewAidHandler, ReviewAidController],
  ReviseAid: [ReviseAidHandler, ReviseAidController],
  SignAidReceipt: [SignAidReceiptHandler, SignAidReceiptController],
} satisfies Record<Exclude<AidCommand['type'], NotByHand>, readonly [Type<ICommandHandler>, Type]>;

const useCases = Object.values(aidUseCases);

/** 帮扶 from proposal to receipt, and its claw back. */
@Module({
  controllers: useCases.map(([, controller]) => controller),
  providers: [...useCases.map(([handler]) => handler), AidDesk, AidFacts, AidRequests],
  exports: [AidDesk, AidFacts, AidRequests],
})
export class AidModule {}

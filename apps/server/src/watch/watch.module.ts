import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { WatchCommand } from '#domain/watch/watch.commands';
import { AssignWatchController, AssignWatchHandler } from './assign-watch.js';
import { ClearRiskController, ClearRiskHandler } from './clear-risk.js';
import { ConfirmRelapseController, ConfirmRelapseHandler } from './confirm-relapse.js';
import { DeliverMeasureController, DeliverMeasureHandler } from './deliver-measure.js';
import { DropMeasureController, DropMeasureHandler } from './drop-measure.js';
import { FollowUpController, FollowUpHandler } from './follow-up.js';
import { KeepUnderWatchController, KeepUnderWatchHandler } from './keep-under-watch.js';
import { LinkedAids } from './linked-aids.js';
import { MarkUrgentController, MarkUrgentHandler } from './mark-urgent.js';
import { PlanMeasuresController, PlanMeasuresHandler } from './plan-measures.js';
import { RaiseWatchController, RaiseWatchHandler } from './raise-watch.js';
import { RecordVisitFindingController, RecordVisitFindingHandler } from './record-visit-finding.js';
import { RejectWatchController, RejectWatchHandler } from './reject-watch.js';
import { VerifyWatchController, VerifyWatchHandler } from './verify-watch.js';
import { WatchDesk } from './watch-desk.js';
import { WatchPeople } from './watch-people.js';
import { WithdrawSignalController, WithdrawSignalHandler } from './withdraw-signal.js';

/** What happens to files and aids, and the days that pass, bring these about, never a person at this desk. */
type NotByHand = 'ReviewRisk' | 'TurnIntoCase' | 'EndWatch' | 'MoveWatch' | 'RecordReminder' | 'EscalateWatch';

/** Every command a person may give, with who handles it and where it comes in: one without its row does not compile. */
const watchUseCases = {
  AssignWatch: [AssignWatchHandler, AssignWatchController],
  ClearRisk: [ClearRiskHandler, ClearRiskController],
  ConfirmRelapse: [ConfirmRelapseHandler, ConfirmRelapseController],
  DeliverMeasure: [DeliverMeasureHandler, DeliverMeasureController],
  DropMeasure: [DropMeasureHandler, DropMeasureController],
  FollowUp: [FollowUpHandler, FollowUpController],
  KeepUnderWatch: [KeepUnderWatchHandler, KeepUnderWatchController],
  MarkUrgent: [MarkUrgentHandler, MarkUrgentController],
  PlanMeasures: [PlanMeasuresHandler, PlanMeasuresController],
  RaiseWatch: [RaiseWatchHandler, RaiseWatchController],
  ReceiveSignal: [RecordVisitFindingHandler, RecordVisitFindingController],
  RejectWatch: [RejectWatchHandler, RejectWatchController],
  VerifyWatch: [VerifyWatchHandler, VerifyWatchController],
  WithdrawSignal: [WithdrawSignalHandler, WithdrawSignalController],
} satisfies Record<Exclude<WatchCommand['type'], NotByHand>, readonly [Type<ICommandHandler>, Type]>;

const useCases = Object.values(watchUseCases);

/** 动态监测 of one household: from the clue to the end of the case. */
@Module({
  controllers: useCases.map(([, controller]) => controller),
  providers: [...useCases.map(([handler]) => handler), WatchDesk, WatchPeople, LinkedAids],
  exports: [WatchDesk],
})
export class WatchModule {}

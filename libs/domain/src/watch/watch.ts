import type { Context, Decider } from '../kernel/decider.js';
import * as deadlines from './deadlines.js';
import * as endings from './endings.js';
import { evolve, initial } from './fold.js';
import * as handling from './handling.js';
import * as measures from './measures.js';
import { receiveSignal, reviewRisk, withdrawSignal } from './signals.js';
import type { WatchCommand, WatchCommandData } from './watch.commands.js';
import type { WatchEvent } from './watch.events.js';
import type { Watch } from './watch.state.js';

type Decisions = {
  [Type in keyof WatchCommandData]: (data: WatchCommandData[Type], state: Watch, context: Context) => readonly WatchEvent[];
};

/**
 * One function per command; a command without its entry does not compile. Each names its refusals in order of precedence: first
 * the case (open, at its stage), then who decides, then days, then what has to be so, last what has to be said.
 */
const watchDecisions: Decisions = {
  ReceiveSignal: receiveSignal,
  WithdrawSignal: withdrawSignal,
  ReviewRisk: reviewRisk,
  RaiseWatch: handling.raiseWatch,
  MarkUrgent: handling.markUrgent,
  AssignWatch: handling.assignWatch,
  VerifyWatch: handling.verifyWatch,
  RejectWatch: handling.rejectWatch,
  PlanMeasures: measures.planMeasures,
  DeliverMeasure: measures.deliverMeasure,
  DropMeasure: measures.dropMeasure,
  FollowUp: measures.followUp,
  ClearRisk: endings.clearRisk,
  ConfirmRelapse: endings.confirmRelapse,
  TurnIntoCase: endings.turnIntoCase,
  EndWatch: endings.endWatch,
  KeepUnderWatch: deadlines.keepUnderWatch,
  MoveWatch: deadlines.moveWatch,
  RecordReminder: deadlines.recordReminder,
  EscalateWatch: deadlines.escalateWatch,
};

const decide = <Type extends keyof WatchCommandData>(
  { type, data }: Readonly<{ type: Type; data: WatchCommandData[Type] }>,
  state: Watch,
  context: Context,
): readonly WatchEvent[] => watchDecisions[type](data, state, context);

/** What is heard of a household and done about it: stream `watch-<householdId>`, with at most one open case at a time. */
export const watch: Decider<Watch, WatchCommand, WatchEvent> = { category: 'watch', initial, decide, evolve };

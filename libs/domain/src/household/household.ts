import type { Context, Decider } from '../kernel/decider.js';
import {
  applyForHousehold,
  authoriseDataChecks,
  explainDataMatch,
  passReview,
  recordDataMatch,
  recordHomeSurvey,
  resubmitApplication,
  returnForCorrection,
} from './application.js';
import { approveHousehold, classifyHousehold, makeFormal, markEntered, reclassifyHousehold, rejectApplication } from './approval.js';
import { correctFact } from './corrections.js';
import * as declarations from './declarations.js';
import { cancelHousehold, leaveDifficulty, reopenOnRelapse, withdrawHousehold } from './exits.js';
import { evolve } from './fold.js';
import type { HouseholdCommand, HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import type { Household } from './household.state.js';
import { importHousehold } from './import.js';
import { closeNotice, postPublicNotice, raiseObjection, resolveObjection } from './notice.js';
import { absorbHousehold, mergeHouseholdInto, reVerify, transferHousehold } from './upkeep.js';

type Decisions = {
  [Type in keyof HouseholdCommandData]: (data: HouseholdCommandData[Type], state: Household, context: Context) => readonly HouseholdEvent[];
};

/**
 * One function per command; a command without its entry does not compile. Each function names its refusals in order of
 * precedence: first the file (absent, closed, erased, in the wrong status), then who decides, then dates and figures, then the facts.
 */
export const householdDecisions: Decisions = {
  ApplyForHousehold: applyForHousehold,
  ImportHousehold: importHousehold,
  AuthoriseDataChecks: authoriseDataChecks,
  RecordHomeSurvey: recordHomeSurvey,
  PostPublicNotice: postPublicNotice,
  RaiseObjection: raiseObjection,
  ResolveObjection: resolveObjection,
  CloseNotice: closeNotice,
  PassReview: passReview,
  ReturnForCorrection: returnForCorrection,
  ResubmitApplication: resubmitApplication,
  RecordDataMatch: recordDataMatch,
  ExplainDataMatch: explainDataMatch,
  ApproveHousehold: approveHousehold,
  RejectApplication: rejectApplication,
  MarkEntered: markEntered,
  ClassifyHousehold: classifyHousehold,
  ReclassifyHousehold: reclassifyHousehold,
  AddMember: declarations.addMember,
  ChangeMember: declarations.changeMember,
  RemoveMember: declarations.removeMember,
  DeclareIncome: declarations.declareIncome,
  DeclareExpenses: declarations.declareExpenses,
  RecordAssets: declarations.recordAssets,
  RecordAccident: declarations.recordAccident,
  WithdrawAccident: (_data, state) => declarations.withdrawAccident(state),
  SetCauses: declarations.setCauses,
  BindBankCard: declarations.bindBankCard,
  RecordMonthlyIncome: declarations.recordMonthlyIncome,
  ChangePrincipalContact: declarations.changePrincipalContact,
  ChangePrincipalDetails: declarations.changePrincipalDetails,
  SetArchiveLevel: declarations.setArchiveLevel,
  ReVerify: reVerify,
  MakeFormal: makeFormal,
  TransferHousehold: transferHousehold,
  AbsorbHousehold: absorbHousehold,
  MergeHouseholdInto: mergeHouseholdInto,
  LeaveDifficulty: leaveDifficulty,
  CancelHousehold: cancelHousehold,
  WithdrawHousehold: withdrawHousehold,
  ReopenOnRelapse: reopenOnRelapse,
  CorrectFact: correctFact,
};

const decide = <Type extends keyof HouseholdCommandData>(
  { type, data }: Readonly<{ type: Type; data: HouseholdCommandData[Type] }>,
  state: Household,
  context: Context,
): readonly HouseholdEvent[] => householdDecisions[type](data, state, context);

/** 一户一档: one household, one file, one stream `household-<householdId>`. */
export const household: Decider<Household, HouseholdCommand, HouseholdEvent> = {
  category: 'household',
  initial: { status: 'absent' },
  decide,
  evolve,
};

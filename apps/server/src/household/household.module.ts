import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { HouseholdCommand } from '#domain/household/household.commands';
import { AbsorbHouseholdController, AbsorbHouseholdHandler } from './absorb-household.js';
import { AddMemberController, AddMemberHandler } from './add-member.js';
import { ApplyForHouseholdController, ApplyForHouseholdHandler } from './apply-for-household.js';
import { ApproveHouseholdController, ApproveHouseholdHandler } from './approve-household.js';
import { AuthoriseDataChecksController, AuthoriseDataChecksHandler } from './authorise-data-checks.js';
import { BindBankCardController, BindBankCardHandler } from './bind-bank-card.js';
import { CancelHouseholdController, CancelHouseholdHandler } from './cancel-household.js';
import { ChangeMemberController, ChangeMemberHandler } from './change-member.js';
import { ChangePrincipalContactController, ChangePrincipalContactHandler } from './change-principal-contact.js';
import { ChangePrincipalDetailsController, ChangePrincipalDetailsHandler } from './change-principal-details.js';
import { ClassifyHouseholdController, ClassifyHouseholdHandler } from './classify-household.js';
import { CloseNoticeController, CloseNoticeHandler } from './close-notice.js';
import { CorrectFactController, CorrectFactHandler } from './correct-fact.js';
import { DeclareExpensesController, DeclareExpensesHandler } from './declare-expenses.js';
import { DeclareIncomeController, DeclareIncomeHandler } from './declare-income.js';
import { ExplainDataMatchController, ExplainDataMatchHandler } from './explain-data-match.js';
import { HouseholdDesk } from './household-desk.js';
import { LeaveDifficultyController, LeaveDifficultyHandler } from './leave-difficulty.js';
import { MakeFormalController, MakeFormalHandler } from './make-formal.js';
import { MarkEnteredController, MarkEnteredHandler } from './mark-entered.js';
import { MissingStepsController, MissingStepsHandler } from './missing-steps.query.js';
import { PassReviewController, PassReviewHandler } from './pass-review.js';
import { Persons } from './persons.js';
import { PostPublicNoticeController, PostPublicNoticeHandler } from './post-public-notice.js';
import { PreviewClassificationController, PreviewClassificationHandler } from './preview-classification.query.js';
import { RaiseObjectionController, RaiseObjectionHandler } from './raise-objection.js';
import { ReVerifyController, ReVerifyHandler } from './re-verify.js';
import { ReclassifyHouseholdController, ReclassifyHouseholdHandler } from './reclassify-household.js';
import { RecordAccidentController, RecordAccidentHandler } from './record-accident.js';
import { RecordAssetsController, RecordAssetsHandler } from './record-assets.js';
import { RecordDataMatchController, RecordDataMatchHandler } from './record-data-match.js';
import { RecordHomeSurveyController, RecordHomeSurveyHandler } from './record-home-survey.js';
import { RecordMonthlyIncomeController, RecordMonthlyIncomeHandler } from './record-monthly-income.js';
import { RejectApplicationController, RejectApplicationHandler } from './reject-application.js';
import { RemoveMemberController, RemoveMemberHandler } from './remove-member.js';
import { ReopenOnRelapseController, ReopenOnRelapseHandler } from './reopen-on-relapse.js';
import { ResolveObjectionController, ResolveObjectionHandler } from './resolve-objection.js';
import { ResubmitApplicationController, ResubmitApplicationHandler } from './resubmit-application.js';
import { ReturnForCorrectionController, ReturnForCorrectionHandler } from './return-for-correction.js';
import { SetArchiveLevelController, SetArchiveLevelHandler } from './set-archive-level.js';
import { SetCausesController, SetCausesHandler } from './set-causes.js';
import { TransferHouseholdController, TransferHouseholdHandler } from './transfer-household.js';
import { WithdrawAccidentController, WithdrawAccidentHandler } from './withdraw-accident.js';
import { WithdrawHouseholdController, WithdrawHouseholdHandler } from './withdraw-household.js';

/** Imports and reactions bring these about, never a person at a desk. */
type NotByHand = 'ImportHousehold' | 'MergeHouseholdInto';

/** Every command a person may give, with who handles it and where it comes in: one without its row does not compile. */
export const householdUseCases = {
  AbsorbHousehold: [AbsorbHouseholdHandler, AbsorbHouseholdController],
  AddMember: [AddMemberHandler, AddMemberController],
  ApplyForHousehold: [ApplyForHouseholdHandler, ApplyForHouseholdController],
  ApproveHousehold: [ApproveHouseholdHandler, ApproveHouseholdController],
  AuthoriseDataChecks: [AuthoriseDataChecksHandler, AuthoriseDataChecksController],
  BindBankCard: [BindBankCardHandler, BindBankCardController],
  CancelHousehold: [CancelHouseholdHandler, CancelHouseholdController],
  ChangeMember: [ChangeMemberHandler, ChangeMemberController],
  ChangePrincipalContact: [ChangePrincipalContactHandler, ChangePrincipalContactController],
  ChangePrincipalDetails: [ChangePrincipalDetailsHandler, ChangePrincipalDetailsController],
  ClassifyHousehold: [ClassifyHouseholdHandler, ClassifyHouseholdController],
  CloseNotice: [CloseNoticeHandler, CloseNoticeController],
  CorrectFact: [CorrectFactHandler, CorrectFactController],
  DeclareExpenses: [DeclareExpensesHandler, DeclareExpensesController],
  DeclareIncome: [DeclareIncomeHandler, DeclareIncomeController],
  ExplainDataMatch: [ExplainDataMatchHandler, ExplainDataMatchController],
  LeaveDifficulty: [LeaveDifficultyHandler, LeaveDifficultyController],
  MakeFormal: [MakeFormalHandler, MakeFormalController],
  MarkEntered: [MarkEnteredHandler, MarkEnteredController],
  PassReview: [PassReviewHandler, PassReviewController],
  PostPublicNotice: [PostPublicNoticeHandler, PostPublicNoticeController],
  RaiseObjection: [RaiseObjectionHandler, RaiseObjectionController],
  ReVerify: [ReVerifyHandler, ReVerifyController],
  ReclassifyHousehold: [ReclassifyHouseholdHandler, ReclassifyHouseholdController],
  RecordAccident: [RecordAccidentHandler, RecordAccidentController],
  RecordAssets: [RecordAssetsHandler, RecordAssetsController],
  RecordDataMatch: [RecordDataMatchHandler, RecordDataMatchController],
  RecordHomeSurvey: [RecordHomeSurveyHandler, RecordHomeSurveyController],
  RecordMonthlyIncome: [RecordMonthlyIncomeHandler, RecordMonthlyIncomeController],
  RejectApplication: [RejectApplicationHandler, RejectApplicationController],
  RemoveMember: [RemoveMemberHandler, RemoveMemberController],
  ReopenOnRelapse: [ReopenOnRelapseHandler, ReopenOnRelapseController],
  ResolveObjection: [ResolveObjectionHandler, ResolveObjectionController],
  ResubmitApplication: [ResubmitApplicationHandler, ResubmitApplicationController],
  ReturnForCorrection: [ReturnForCorrectionHandler, ReturnForCorrectionController],
  SetArchiveLevel: [SetArchiveLevelHandler, SetArchiveLevelController],
  SetCauses: [SetCausesHandler, SetCausesController],
  TransferHousehold: [TransferHouseholdHandler, TransferHouseholdController],
  WithdrawAccident: [WithdrawAccidentHandler, WithdrawAccidentController],
  WithdrawHousehold: [WithdrawHouseholdHandler, WithdrawHouseholdController],
} satisfies Record<Exclude<HouseholdCommand['type'], NotByHand>, readonly [Type<ICommandHandler>, Type]>;

const useCases = Object.values(householdUseCases);

@Module({
  controllers: [...useCases.map(([, controller]) => controller), MissingStepsController, PreviewClassificationController],
  providers: [...useCases.map(([handler]) => handler), HouseholdDesk, MissingStepsHandler, Persons, PreviewClassificationHandler],
})
export class HouseholdModule {}

import type { AidStatus } from '#domain/aid/aid.state';
import type {
  AidCancellationReason,
  AidForm,
  AidItem,
  AidRejectionReason,
  ApprovalLevel,
  BounceReason,
  ClawBackReason,
  ReceiptProof,
} from '#domain/aid/aid.terms';
import { word, type WordsFor } from './word.js';

const aidItem: WordsFor<AidItem> = {
  living_aid: word('生活救助', 'living aid'),
  medical_aid: word('医疗救助', 'medical aid'),
  study_aid: word('子女助学', 'study aid'),
  legal_aid: word('法律援助', 'legal aid'),
  vocational_training: word('职业培训', 'vocational training'),
  job_placement: word('职业介绍', 'job placement'),
  temporary_aid: word('临时救助', 'temporary aid'),
  warmth: word('送温暖', 'warmth'),
};

const aidForm: WordsFor<AidForm> = { cash: word('慰问金', 'money'), goods: word('慰问品', 'goods') };

const aidProcedure: WordsFor<'ordinary' | 'urgent'> = {
  ordinary: word('一般程序', 'ordinary procedure'),
  urgent: word('先救助后补材料', 'help first, papers after'),
};

const aidStatus: WordsFor<AidStatus> = {
  proposed: word('待审核', 'waits for its review'),
  returned: word('退回修改', 'returned'),
  reviewed: word('待审批', 'waits for approval'),
  granted: word('已批准', 'granted'),
  in_batch: word('待发放', 'on a list for the bank'),
  paid: word('已发放', 'paid'),
  received: word('已签收', 'received'),
  rejected: word('不予帮扶', 'rejected'),
  cancelled: word('已撤销', 'cancelled'),
  claw_back_ordered: word('追回中', 'to be paid back'),
  clawed_back: word('已追回', 'paid back'),
};

const approvalLevel: WordsFor<ApprovalLevel> = {
  county: word('县级工会', 'county union'),
  city: word('市级工会', 'city union'),
  province: word('省级工会', 'provincial union'),
  national: word('全国总工会', 'national union'),
};

const aidRejection: WordsFor<AidRejectionReason> = {
  not_eligible: word('不符合条件', 'not eligible'),
  not_needed: word('无需帮扶', 'not needed'),
  other_relief: word('已享受其他救助', 'relieved by others'),
  false_statement: word('弄虚作假', 'false statement'),
  papers_incomplete: word('材料不全', 'papers incomplete'),
  other: word('其他', 'other'),
};

const aidCancellation: WordsFor<AidCancellationReason> = {
  asked_by_worker: word('本人申请', 'asked for by the worker'),
  household_closed: word('档案已注销', 'file closed'),
  entered_in_error: word('误录', 'entered in error'),
  fund_ended: word('资金到期', 'fund ended'),
  other: word('其他', 'other'),
};

const bounce: WordsFor<BounceReason> = {
  account_closed: word('账户已销户', 'account closed'),
  name_differs: word('户名不符', 'name differs'),
  number_wrong: word('账号有误', 'wrong number'),
  account_frozen: word('账户冻结', 'account frozen'),
  other: word('其他', 'other'),
};

const receiptProof: WordsFor<ReceiptProof> = {
  signature: word('本人签字', 'signature'),
  fingerprint: word('按手印', 'fingerprint'),
  bank_record: word('银行流水', 'bank record'),
  by_proxy: word('代领', 'by proxy'),
};

const clawBack: WordsFor<ClawBackReason> = {
  false_statement: word('弄虚作假', 'false statement'),
  paid_in_error: word('误发', 'paid in error'),
  not_eligible: word('不符合条件', 'not eligible'),
  other: word('其他', 'other'),
};

/** Visible words of the closed value lists of aid. */
export const aidTerms = {
  aidItem,
  aidForm,
  aidProcedure,
  aidStatus,
  approvalLevel,
  aidRejection,
  aidCancellation,
  bounce,
  receiptProof,
  clawBack,
};

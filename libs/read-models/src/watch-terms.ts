import type { WatchStatus } from '#domain/watch/watch.state';
import type {
  FollowUpMethod,
  MeasureKind,
  ReminderStage,
  RiskKind,
  Severity,
  SignalKind,
  WatchDuty,
  WatchEnding,
  WatchRejectionReason,
  WatchSource,
} from '#domain/watch/watch.terms';
import { word, type WordsFor } from './word.js';

const riskKind: WordsFor<RiskKind> = {
  unstable_exit_household: word('脱困不稳定户', 'unstable after leaving difficulty'),
  marginal_risk_household: word('边缘易致困户', 'close to the line'),
  sudden_hardship_household: word('突发严重困难户', 'in sudden hardship'),
};

const severity: WordsFor<Severity> = { red: word('红', 'red'), yellow: word('黄', 'yellow'), green: word('绿', 'green') };

const signalKind: WordsFor<SignalKind> = {
  medical_cost: word('医疗费用', 'medical cost'),
  unemployment: word('失业', 'unemployment'),
  minimum_allowance: word('低保变动', 'minimum allowance'),
  disaster: word('灾害', 'disaster'),
  property: word('房产', 'property'),
  disability: word('残疾', 'disability'),
  schooling: word('就学', 'schooling'),
  wage_arrears: word('欠薪', 'wage arrears'),
  self_report: word('自主申报', 'reported by the household'),
  visit_finding: word('走访发现', 'seen at a visit'),
};

const watchSource: WordsFor<WatchSource> = {
  rule: word('预警规则', 'a rule'),
  caseworker: word('工作人员', 'a caseworker'),
  household: word('家庭申报', 'the household'),
};

const watchStatus: WordsFor<WatchStatus> = {
  raised: word('待核实', 'waits for its visit'),
  verified: word('待制定措施', 'waits for its plan'),
  planned: word('帮扶中', 'is being helped'),
  cleared: word('风险消除', 'risk cleared'),
  relapsed: word('返困', 'fell back'),
  turned_into_case: word('转为建档', 'turned into a case'),
  rejected: word('不予监测', 'rejected'),
  ended: word('随档案终止', 'ended with its file'),
};

const measureKind: WordsFor<MeasureKind> = {
  aid: word('帮扶救助', 'aid'),
  employment: word('就业帮扶', 'employment'),
  social_insurance: word('社会保险', 'social insurance'),
  medical: word('医疗帮扶', 'medical help'),
  schooling: word('助学', 'schooling'),
  housing: word('住房', 'housing'),
  legal: word('法律援助', 'legal help'),
  visit: word('走访慰问', 'visit'),
  referral: word('转介部门', 'referral to a department'),
  other: word('其他', 'other'),
};

const watchRejection: WordsFor<WatchRejectionReason> = {
  not_confirmed: word('情况不属实', 'not confirmed'),
  not_at_risk: word('不存在返困风险', 'not at risk'),
  already_helped: word('已获帮扶', 'already helped'),
  moved_away: word('已迁离', 'moved away'),
  wrong_data: word('数据有误', 'wrong data'),
  other: word('其他', 'other'),
};

const followUpMethod: WordsFor<FollowUpMethod> = {
  visit: word('入户', 'visit'),
  phone: word('电话', 'telephone'),
  data_check: word('数据核查', 'data check'),
};

const watchDuty: WordsFor<WatchDuty> = {
  verification: word('入户核实', 'visit at home'),
  plan: word('制定措施', 'plan of measures'),
  measure: word('落实措施', 'measure'),
  follow_up: word('回访', 'follow-up'),
  yearly_review: word('年度评估', 'yearly review'),
};

const reminderStage: WordsFor<ReminderStage> = { due_soon: word('临期', 'due soon'), overdue: word('逾期', 'overdue') };

const labour: WordsFor<'yes' | 'no'> = {
  yes: word('有劳动力', 'has somebody who can work'),
  no: word('无劳动力', 'has nobody who can work'),
};

const stability: WordsFor<'yes' | 'no'> = { yes: word('收入稳定', 'steady'), no: word('尚不稳定', 'not steady yet') };

const watchEnding: WordsFor<WatchEnding> = {
  file_cancelled: word('档案注销', 'file cancelled'),
  file_merged: word('档案合并', 'file merged'),
};

/** Visible words of the closed value lists of monitoring. */
export const watchTerms = {
  riskKind,
  severity,
  signalKind,
  watchSource,
  watchStatus,
  measureKind,
  watchRejection,
  followUpMethod,
  watchDuty,
  reminderStage,
  watchEnding,
  labour,
  stability,
};

/** The closed value lists of monitoring (防止返困致贫动态监测); visible words live with the views. */

/** 监测对象类别: 脱困不稳定户, 边缘易致困户, 突发严重困难户. */
export const riskKinds = ['unstable_exit_household', 'marginal_risk_household', 'sudden_hardship_household'] as const;
export type RiskKind = (typeof riskKinds)[number];

/** 红黄绿: decides how often somebody looks in. Worst first. */
export const severities = ['red', 'yellow', 'green'] as const;
export type Severity = (typeof severities)[number];

/** 预警信号 that a department's feed may bring. */
export const feedKinds = [
  'medical_cost',
  'unemployment',
  'minimum_allowance',
  'disaster',
  'property',
  'disability',
  'schooling',
  'wage_arrears',
] as const;
export type FeedKind = (typeof feedKinds)[number];

/** What was heard of a household: from a department, from itself, or seen at a visit. */
export const signalKinds = [...feedKinds, 'self_report', 'visit_finding'] as const;
export type SignalKind = (typeof signalKinds)[number];

/** Who raised a watch case. */
export const watchSources = ['rule', 'caseworker', 'household'] as const;
export type WatchSource = (typeof watchSources)[number];

/** 帮扶措施; `referral` hands the household to a department. */
export const measureKinds = [
  'aid',
  'employment',
  'social_insurance',
  'medical',
  'schooling',
  'housing',
  'legal',
  'visit',
  'referral',
  'other',
] as const;
export type MeasureKind = (typeof measureKinds)[number];

export const watchRejectionReasons = ['not_confirmed', 'not_at_risk', 'already_helped', 'moved_away', 'wrong_data', 'other'] as const;
export type WatchRejectionReason = (typeof watchRejectionReasons)[number];

export const followUpMethods = ['visit', 'phone', 'data_check'] as const;
export type FollowUpMethod = (typeof followUpMethods)[number];

/** What has its day in a watch case. */
export const watchDuties = ['verification', 'plan', 'measure', 'follow_up', 'yearly_review'] as const;
export type WatchDuty = (typeof watchDuties)[number];

/** How near the day of a duty is. */
export const reminderStages = ['due_soon', 'overdue'] as const;
export type ReminderStage = (typeof reminderStages)[number];

/** Why a case ended with its file, without anybody's judgement of the risk. */
export const watchEndings = ['file_cancelled', 'file_merged'] as const;
export type WatchEnding = (typeof watchEndings)[number];

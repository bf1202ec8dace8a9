import type { HouseholdEventData } from '#domain/household/household.events';
import type { Language } from '../terms.js';

/** What can be said of each event; `{name}` stands for a parameter of its words. */
export const sentences: Readonly<Record<keyof HouseholdEventData, Readonly<Record<Language, string>>>> = {
  HouseholdApplied: {
    zh: '{name}于{appliedOn}提出建档申请，建档标准{archiveLevel}',
    en: '{name} applied on {appliedOn} for a {archiveLevel} file',
  },
  HouseholdImported: { zh: '由导入表第{row}行带入', en: 'Taken over from row {row} of an import' },
  DataChecksAuthorised: { zh: '{signedOn}签署核对授权书：{scope}', en: 'Data checks authorised on {signedOn}: {scope}' },
  HomeSurveyRecorded: { zh: '{surveyedOn}入户调查，调查人{surveyors}名', en: 'Home survey on {surveyedOn} by {surveyors} people' },
  PublicNoticePosted: { zh: '{postedOn}在{place}公示，至{endsOn}', en: 'Public notice posted on {postedOn} at {place}, until {endsOn}' },
  ObjectionRaised: { zh: '{raisedOn}收到公示异议', en: 'Objection raised on {raisedOn}' },
  ObjectionResolved: { zh: '{resolvedOn}异议核查：{outcome}', en: 'Objection {outcome} on {resolvedOn}' },
  PublicNoticeClosed: { zh: '{closedOn}公示结束', en: 'Public notice closed on {closedOn}' },
  ReviewPassed: { zh: '{reviewedOn}审核通过', en: 'Review passed on {reviewedOn}' },
  ReturnedForCorrection: { zh: '{returnedOn}退回补正，需重做：{redo}', en: 'Returned for correction on {returnedOn}; to redo: {redo}' },
  ApplicationResubmitted: { zh: '{resubmittedOn}补正后重新提交', en: 'Resubmitted on {resubmittedOn}' },
  DataMatchRecorded: { zh: '{matchedOn}{source}信息比对：{result}', en: 'Data match with the {source} on {matchedOn}: {result}' },
  DataMatchExplained: { zh: '{explainedOn}比对结果已说明', en: 'Hits explained on {explainedOn}' },
  HouseholdApproved: {
    zh: '{approvedOn}审批通过：{category}，依据政策{policyVersion}',
    en: 'Approved on {approvedOn} as {category} under policy {policyVersion}',
  },
  ApplicationRejected: { zh: '{rejectedOn}不予建档：{reasonKind}', en: 'Application rejected on {rejectedOn}: {reasonKind}' },
  HouseholdRegistered: { zh: '{registeredOn}建档，档案编号{fileNumber}', en: 'Registered on {registeredOn} as file {fileNumber}' },
  HouseholdEntered: { zh: '{enteredOn}录入全国工会帮扶工作管理系统', en: 'Entered in the national system on {enteredOn}' },
  HouseholdClassified: {
    zh: '认定为{category}：年纯收入{netFen}元，{persons}人，低保标准每人每月{lineMonthlyFen}元，依据政策{policyVersion}',
    en: 'Classified as {category}: yearly net income {netFen} yuan, {persons} people, line {lineMonthlyFen} yuan per person and month, policy {policyVersion}',
  },
  HouseholdReclassified: {
    zh: '由{previousCategory}重新认定为{category}：年纯收入{netFen}元，{persons}人，低保标准每人每月{lineMonthlyFen}元，依据政策{policyVersion}',
    en: 'Reclassified from {previousCategory} to {category}: yearly net income {netFen} yuan, {persons} people, line {lineMonthlyFen} yuan per person and month, policy {policyVersion}',
  },
  MemberAdded: { zh: '增加家庭成员{name}', en: 'Member {name} added' },
  MemberChanged: { zh: '变更家庭成员{name}的信息', en: 'Member {name} changed' },
  MemberRemoved: { zh: '{removedOn}减少家庭成员：{reasonKind}', en: 'Member removed on {removedOn}: {reasonKind}' },
  IncomeDeclared: { zh: '申报收入合计{totalFen}元（{from}至{to}）', en: 'Incomes of {totalFen} yuan declared ({from} to {to})' },
  ExpensesDeclared: { zh: '申报刚性支出合计{totalFen}元（{from}至{to}）', en: 'Rigid costs of {totalFen} yuan declared ({from} to {to})' },
  AssetsRecorded: { zh: '登记财产状况：房产{homes}套', en: 'Assets recorded: {homes} homes' },
  AccidentRecorded: {
    zh: '登记意外支出{costFen}元，已获补偿{compensationFen}元',
    en: 'Accident recorded: cost {costFen} yuan, compensated {compensationFen} yuan',
  },
  AccidentWithdrawn: { zh: '撤销意外登记', en: 'Accident withdrawn' },
  CausesSet: { zh: '致困原因：{main}；次要：{secondary}', en: 'Causes: {main}; further: {secondary}' },
  BankCardBound: { zh: '登记本人银行卡', en: 'Bank card of the principal recorded' },
  MonthlyIncomeRecorded: {
    zh: '{month}家庭收入{incomeFen}元，{persons}人，低保标准{lineMonthlyFen}元',
    en: 'Income of {month}: {incomeFen} yuan for {persons} people, line {lineMonthlyFen} yuan',
  },
  PrincipalContactChanged: { zh: '变更联系方式', en: 'Contact changed' },
  PrincipalDetailsChanged: { zh: '变更职工情况，工作状态：{workStatus}', en: 'Details of the worker changed; work status: {workStatus}' },
  ArchiveLevelSet: { zh: '建档标准由{previous}变更为{archiveLevel}', en: 'Archive level changed from {previous} to {archiveLevel}' },
  HouseholdReVerified: {
    zh: '{verifiedOn}年度复核：{outcome}，下次复核{nextDueOn}',
    en: 'Yearly check on {verifiedOn}: {outcome}; next due {nextDueOn}',
  },
  HouseholdMadeFormal: { zh: '{madeFormalOn}临时档案转正', en: 'Temporary file made formal on {madeFormalOn}' },
  HouseholdTransferred: {
    zh: '{transferredOn}由{fromUnitId}移交{toUnitId}：{reasonKind}',
    en: 'Transferred on {transferredOn} from {fromUnitId} to {toUnitId}: {reasonKind}',
  },
  HouseholdAbsorbed: { zh: '{mergedOn}并入另一档案', en: 'Another file was merged into this one on {mergedOn}' },
  HouseholdMergedInto: { zh: '{mergedOn}并档注销，转入另一档案', en: 'Merged into another file on {mergedOn}' },
  HouseholdLeftDifficulty: {
    zh: '{leftOn}脱困：连续{months}个月收入高于标准',
    en: 'Left difficulty on {leftOn}: {months} consecutive months above the line',
  },
  HouseholdCancelled: { zh: '{cancelledOn}注销：{reasonKind}', en: 'Cancelled on {cancelledOn}: {reasonKind}' },
  HouseholdWithdrawn: { zh: '{withdrawnOn}退档：{reasonKind}', en: 'Withdrawn on {withdrawnOn}: {reasonKind}' },
  HouseholdReopened: { zh: '{reopenedOn}返困，第{relapse}次恢复建档', en: 'Reopened on {reopenedOn} as relapse number {relapse}' },
  FactCorrected: { zh: '更正第{correctsRevision}条记录的{kind}', en: 'Corrected the {kind} of record {correctsRevision}' },
};

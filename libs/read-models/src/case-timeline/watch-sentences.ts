import type { WatchEventData } from '#domain/watch/watch.events';
import type { Language } from '../terms.js';

/** What can be said of each event of a household's watch; `{name}` stands for a parameter of its words. */
export const watchSentences: Readonly<Record<keyof WatchEventData, Readonly<Record<Language, string>>>> = {
  SignalReceived: {
    zh: '{receivedOn}收到{department}{kind}信号，发生于{happenedOn}',
    en: 'Signal of {kind} from {department} on {receivedOn}, of {happenedOn}',
  },
  SignalWithdrawn: { zh: '{withdrawnOn}撤回一条预警信号', en: 'A signal was taken back on {withdrawnOn}' },
  FlagRaised: {
    zh: '{raisedOn}触发{severity}色预警：{title}，依据政策{policyVersion}',
    en: '{severity} flag on {raisedOn}: {title}, policy {policyVersion}',
  },
  FlagSupported: { zh: '{supportedOn}第{flagNumber}号预警有新的依据', en: 'More was heard for flag {flagNumber} on {supportedOn}' },
  WatchRaised: {
    zh: '{raisedOn}由{source}提出第{watchNumber}次监测（{kind}，{severity}色，{cause}），应于{verifyDueOn}前入户核实',
    en: 'Watch case {watchNumber} ({kind}, {severity}, {cause}) raised by {source} on {raisedOn}, to be visited by {verifyDueOn}',
  },
  WatchSharpened: {
    zh: '{changedOn}监测级别由{previous}色升为{severity}色（{cause}）',
    en: 'Severity raised from {previous} to {severity} ({cause}) on {changedOn}',
  },
  WatchMarkedUrgent: { zh: '{markedOn}列为紧急，先行帮扶、后补手续', en: 'Called urgent on {markedOn}: help first, papers after' },
  WatchAssigned: { zh: '{assignedOn}交{assignees}名工作人员核实', en: 'Assigned to {assignees} people on {assignedOn}' },
  WatchVerified: {
    zh: '{visitedOn}入户核实，{visitors}人参加：{severity}色，{cause}，{hasLabour}',
    en: 'Visited at home on {visitedOn} by {visitors} people: {severity}, {cause}, {hasLabour}',
  },
  WatchRejected: { zh: '{rejectedOn}不予监测：{reasonKind}', en: 'Not kept under watch, {rejectedOn}: {reasonKind}' },
  MeasuresPlanned: {
    zh: '{plannedOn}制定帮扶措施：{measures}，{followUpDueOn}前回访',
    en: 'Measures planned on {plannedOn}: {measures}; next follow-up by {followUpDueOn}',
  },
  MeasureDelivered: { zh: '{deliveredOn}落实一项帮扶措施', en: 'A measure was delivered on {deliveredOn}' },
  MeasureDropped: { zh: '{droppedOn}取消一项帮扶措施', en: 'A measure was given up on {droppedOn}' },
  FollowedUp: {
    zh: '{followedUpOn}{method}回访：{severity}色，{stable}，下次回访{nextDueOn}',
    en: 'Followed up on {followedUpOn} ({method}): {severity}, {stable}; next by {nextDueOn}',
  },
  RiskCleared: {
    zh: '{clearedOn}风险消除，自{stableSince}起稳定{stableMonths}个月，依据政策{policyVersion}',
    en: 'Risk cleared on {clearedOn}, stable for {stableMonths} months since {stableSince}, policy {policyVersion}',
  },
  RelapseConfirmed: { zh: '{confirmedOn}确认返困', en: 'Relapse confirmed on {confirmedOn}' },
  WatchTurnedIntoCase: { zh: '{turnedOn}监测转为建档帮扶', en: 'Turned from watching into a case on {turnedOn}' },
  WatchEnded: { zh: '{endedOn}监测终止：{ending}', en: 'Watch ended on {endedOn}: {ending}' },
  KeptUnderWatch: {
    zh: '{reviewedOn}年度评估，继续监测，下次评估{nextReviewDueOn}',
    en: 'Reviewed on {reviewedOn} and kept under watch; next review by {nextReviewDueOn}',
  },
  WatchMoved: { zh: '{movedOn}监测由{fromUnitId}转至{toUnitId}', en: 'Watch moved from {fromUnitId} to {toUnitId} on {movedOn}' },
  ReminderRecorded: {
    zh: '{remindedOn}提醒：{duty}{stage}（期限{dueOn}）',
    en: 'Reminder on {remindedOn}: {duty} {stage}, due on {dueOn}',
  },
  WatchEscalated: {
    zh: '{escalatedOn}{duty}逾期（期限{dueOn}），上报{toUnitId}',
    en: '{duty} was due on {dueOn}: taken up to {toUnitId} on {escalatedOn}',
  },
};

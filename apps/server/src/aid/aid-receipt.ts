import type { AidDecision, AppliedCap, Approval } from '#domain/aid/aid.decision';
import type { KnownAid } from '#domain/aid/aid.state';
import { terms } from '#read-models/terms';

/** One line of a receipt: what it is about, and what it says. */
export type ReceiptLine = Readonly<{ title: string; text: string }>;

const line = (title: string, text: string): ReceiptLine => ({ title, text });

/** 123456 fen reads 1,234.56元. */
export const yuan = (fen: number): string => {
  const [whole = '', cents = ''] = [String(fen).slice(0, -2) || '0', String(fen).padStart(2, '0').slice(-2)];
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}元`;
};

const householdLine = ({ household: { status, category, archiveLevel, persons, noticeClosedOn } }: AidDecision): ReceiptLine => {
  const registered = status === 'registered' ? '在档' : '未建档';
  const notice = noticeClosedOn === undefined ? '公示未完成' : `公示于${noticeClosedOn}结束`;
  const categoryWord = category ? terms.category[category].zh : '未认定';
  return line('家庭', `${registered}，${categoryWord}，${terms.archiveLevel[archiveLevel].zh}，${persons}人，${notice}`);
};

const capLine = ({ capId, limitFen, usedFen, leftFen, source }: AppliedCap): ReceiptLine =>
  line(`限额 ${capId}`, `上限${yuan(limitFen)}，已用${yuan(usedFen)}，余${yuan(leftFen)}（${source}）`);

const incomeLine = ({ incomeWithAid }: AidDecision): readonly ReceiptLine[] => {
  if (!incomeWithAid) return [];
  const { earlierAidFen, netFen, category } = incomeWithAid;
  return [line('已受助计入收入', `${yuan(earlierAidFen)}，计入后年纯收入${yuan(netFen)}，${terms.category[category].zh}`)];
};

const approvalLine = (nameOf: (accountId: string) => string, { level, by, approvedOn, document }: Approval): ReceiptLine =>
  line(`${terms.approvalLevel[level].zh}审批`, `${nameOf(by)}，${approvedOn}${document === undefined ? '' : `，${document}`}`);

/** What an aid was decided by, in words a clerk can read out; amounts and days as they were decided on. */
export const receiptOf = (aid: KnownAid, nameOf: (accountId: string) => string): readonly ReceiptLine[] => {
  const { request, decision, caps, approvals, status, proposedBy, reviewedBy } = aid;
  const names = (accounts: readonly string[]) => accounts.map(nameOf).join('、') || '无';
  return [
    line('帮扶项目', `${terms.aidItem[request.item].zh}（${terms.aidForm[request.form].zh}）`),
    line('状态', terms.aidStatus[status].zh),
    line('金额', yuan(request.amountFen)),
    line('事由', request.basis),
    householdLine(decision),
    line('依据', `${decision.policyVersion}，${decision.onDate}，月保障标准${yuan(decision.lineMonthlyFen)}`),
    ...caps.map(capLine),
    ...incomeLine(decision),
    line('申请人', names(proposedBy)),
    line('审核人', names(reviewedBy)),
    ...approvals.map((approval) => approvalLine(nameOf, approval)),
  ];
};

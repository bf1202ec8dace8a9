import type { Messages } from './message.js';

/** What is heard of households, and their watch cases from the clue to their end. */
export const watch: Messages = {
  'assignees-missing': { zh: '请指定经办人。', en: 'Name who is to look into it.' },
  'costs-not-settled': { zh: '大额支出尚未解决，不能消除风险。', en: 'Costs are not under control yet, so the risk cannot be cleared.' },
  'date-before-clue': { zh: '日期不能早于线索日期。', en: 'The date lies before the clue.' },
  'date-before-plan': { zh: '日期不能早于帮扶措施的制定日期。', en: 'The date lies before the plan.' },
  'date-before-visit': { zh: '日期不能早于入户核实日期。', en: 'The date lies before the visit.' },
  'department-missing': { zh: '转介须写明接收部门。', en: 'A referral names the department.' },
  'duty-not-overdue': { zh: '该事项尚未逾期，不能上报。', en: 'This is not overdue yet, so it does not go to the unit above.' },
  'file-did-not-leave-difficulty': {
    zh: '该户档案不是脱困档案，不能认定返困。',
    en: 'Only a household that left difficulty can have fallen back.',
  },
  'follow-up-out-of-order': { zh: '回访日期须晚于上次回访。', en: 'A follow-up is later than the one before.' },
  'follow-up-overdue': {
    zh: '回访已逾期，请先回访再消除风险。',
    en: 'A follow-up is overdue. Look in before clearing the risk.',
  },
  'household-without-labour': {
    zh: '无劳动能力户持续帮扶，不标注风险消除。',
    en: 'A household without labour is helped on. Its risk is not marked as cleared.',
  },
  'kind-does-not-fit-file': {
    zh: '监测对象类别与该户档案状态不符。',
    en: 'This kind of risk is about files of another standing.',
  },
  'measure-already-delivered': { zh: '该帮扶措施已经落实。', en: 'This measure was delivered already.' },
  'measure-already-planned': { zh: '帮扶措施编号重复。', en: 'A measure of this id was planned already.' },
  'measure-dropped': { zh: '该帮扶措施已经取消。', en: 'This measure was given up.' },
  'measure-unknown': { zh: '监测对象没有该帮扶措施。', en: 'No such measure is planned for the household.' },
  'measures-missing': { zh: '请至少填写一项帮扶措施。', en: 'A plan has at least one measure.' },
  'measures-outstanding': {
    zh: '尚有帮扶措施未落实，不能消除风险。',
    en: 'Some measures are not delivered yet, so the risk cannot be cleared.',
  },
  'not-looked-at-since': {
    zh: '稳定期满后尚未回访，请先回访再消除风险。',
    en: 'Nobody has looked in since the household would have been stable long enough.',
  },
  'not-stable-long-enough': {
    zh: '稳定时间未达到规定月数，不能消除风险。',
    en: 'The household has not been stable for as many months as the policy asks for.',
  },
  'review-not-due': { zh: '年度复核尚未到期。', en: 'The yearly review is not due yet.' },
  'signal-unknown': { zh: '该户没有这条预警信号。', en: 'No such signal was heard of the household.' },
  'stable-yet-worse': { zh: '风险等级升高时不能认定为稳定。', en: 'A household that is worse off than before is not stable.' },
  'too-few-visitors': { zh: '入户核实人数少于规定人数。', en: 'More people have to make the visit.' },
  'visit-not-made': { zh: '尚未入户核实。', en: 'The household was not visited yet.' },
  'watch-already-open': { zh: '该户已在监测中。', en: 'The household is under watch already.' },
  'watch-already-verified': { zh: '该监测对象已经核实。', en: 'The visit was recorded already.' },
  'watch-not-open': { zh: '该户目前没有在办的监测。', en: 'The household is not under watch.' },
  'watch-not-planned': { zh: '请先制定帮扶措施再回访。', en: 'Plan measures before following up.' },
  'watch-not-verified': { zh: '请先入户核实再制定帮扶措施，紧急情况除外。', en: 'Visit before planning, unless the case is urgent.' },
};

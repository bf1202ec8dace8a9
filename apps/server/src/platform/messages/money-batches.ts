import type { Messages } from './message.js';

/** Lists of payments, from the draft to the bank's statement. */
export const moneyBatches: Messages = {
  'batch-absent': { zh: '没有找到该发放批次。', en: 'There is no such list of payments.' },
  'batch-already-exported': {
    zh: '该批次已交银行，不能再剔除或取消。',
    en: 'The bank has this list. Nothing can be dropped or cancelled any more.',
  },
  'batch-empty': { zh: '批次中没有可发放的笔数。', en: 'No payment is left on this list.' },
  'batch-exists': { zh: '该批次已编制。', en: 'This list was drafted already.' },
  'batch-frozen': { zh: '批次已锁定，不能剔除。', en: 'The list is frozen. No line can be dropped.' },
  'batch-line-answered': { zh: '该笔已有银行结果。', en: 'The bank’s word on this line is known already.' },
  'batch-line-twice': { zh: '同一帮扶在名单中出现两次。', en: 'One aid stands on the list twice.' },
  'batch-line-unknown': { zh: '名单中没有这一笔，或该笔已剔除。', en: 'This line is not on the list, or was dropped.' },
  'batch-lines-misnumbered': { zh: '序号须从 1 开始连续编排。', en: 'Lines are numbered from 1 without a gap.' },
  'batch-not-drafted': { zh: '批次不在编制中，不能锁定。', en: 'Only a draft can be frozen.' },
  'batch-not-exported': { zh: '批次未交银行或已对账。', en: 'The bank does not have this list, or it is reconciled already.' },
  'batch-not-frozen': { zh: '批次须先锁定再签发。', en: 'Freeze the list before signing it off.' },
  'batch-not-signed-off': { zh: '批次须先签发再导出。', en: 'Sign the list off before exporting it.' },
  'batch-reconciled': { zh: '批次已对账，不再接收回盘。', en: 'The list is reconciled and takes no more results.' },
  'bank-result-empty': { zh: '回盘文件中没有任何结果。', en: 'The bank’s file says nothing.' },
  'date-before-last-step': { zh: '日期不能早于上一步的日期。', en: 'The date lies before the step before.' },
  'lines-not-committed': {
    zh: '有资金尚未列支，请稍候或剔除后再导出。',
    en: 'Some lines do not have their money committed yet. Please wait or drop them.',
  },
  'lines-not-held': {
    zh: '有帮扶尚未列入本批次，请稍候或剔除后再锁定。',
    en: 'Some aids are not on this list yet. Please wait or drop them.',
  },
  'lines-unanswered': { zh: '有笔数尚无银行结果，不能对账。', en: 'Some lines have no word of the bank yet.' },
  'payer-decided-aid': {
    zh: '参与过申请、审核或审批的人不能付款，请由他人签发。',
    en: 'Who proposed, reviewed or approved an aid of this list cannot pay it. Somebody else must sign off.',
  },
  'result-without-export': { zh: '该批次从未导出，不能导入回盘。', en: 'The bank never had this list.' },
  'row-amount-differs': { zh: '该行金额与名单不符。', en: 'The row states another sum than the line.' },
  'rows-unmatched': { zh: '有未匹配的行待处理，不能对账。', en: 'Rows of the bank’s file still wait for a person.' },
  'statement-differs': {
    zh: '对账单金额与已发放金额不符，请核对。',
    en: 'The bank’s statement and the lines paid differ. Please check both.',
  },
  'total-too-large': { zh: '合计金额过大。', en: 'The sum is too large.' },
  'unmatched-row-resolved': { zh: '该行已处理。', en: 'Somebody looked into this row already.' },
  'unmatched-row-twice': { zh: '该行已在待处理中。', en: 'This row waits already.' },
  'unmatched-row-unknown': { zh: '没有找到该未匹配行。', en: 'No such row waits on this list.' },
};

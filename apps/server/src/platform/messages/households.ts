import type { Messages } from './message.js';

/** The case file: what it is, who acts on it, its members and its figures. */
export const households: Messages = {
  'card-holder-not-principal': { zh: '银行卡须为职工本人名下的卡。', en: 'The card must be in the worker’s own name.' },
  'cause-duplicate': { zh: '致困原因重复。', en: 'A cause is named twice.' },
  'classification-facts-missing': {
    zh: '收入、支出或资产尚未填报齐全，无法认定。',
    en: 'Incomes, costs or assets have not been declared yet.',
  },
  'classification-inputs-differ': {
    zh: '档案内容在认定期间有变动，请重新认定。',
    en: 'The facts changed while the household was being classified. Please classify it again.',
  },
  'due-date-too-early': { zh: '到期日期不能早于开始日期。', en: 'The due date lies before the beginning.' },
  'explanation-missing': { zh: '请填写说明。', en: 'An explanation is needed.' },
  'fact-already-corrected': {
    zh: '该记录已经更正过，请在最近一次更正上修改。',
    en: 'This was corrected already. Correct the latest correction.',
  },
  'fact-unknown': { zh: '没有找到要更正的记录。', en: 'There is no such record to correct.' },
  'file-already-formal': { zh: '该档案已是正式档案。', en: 'The file is a formal one already.' },
  'four-eyes': {
    zh: '经办人不能审核或审批自己录入的内容，请由他人办理。',
    en: 'Nobody reviews or decides what he entered himself. Somebody else must.',
  },
  'household-absent': { zh: '没有找到该档案。', en: 'There is no such file.' },
  'household-closed': {
    zh: '该档案已关闭，只能更正，或因返困重新建档。',
    en: 'The file is closed. It can only be corrected, or reopened on relapse.',
  },
  'household-exists': { zh: '该家庭已有档案。', en: 'The household has a file already.' },
  'household-not-registered': { zh: '该家庭尚未建档，不能进行此操作。', en: 'This can only be done with a registered household.' },
  'identity-not-held': { zh: '原档案中没有登记此人。', en: 'The file he should move from does not have this person.' },
  'invalid-amount': { zh: '金额有误，须为不小于零的整数（单位：分）。', en: 'An amount must be a whole number of fen, zero or more.' },
  'invalid-date': { zh: '日期有误。', en: 'This is not a date.' },
  'date-in-future': { zh: '日期不能晚于今天。', en: 'The date lies in the future.' },
  'date-before-application': { zh: '日期不能早于申请日期。', en: 'The date lies before the application.' },
  'date-before-exit': { zh: '返困日期不能早于脱困日期。', en: 'The date lies before the household left difficulty.' },
  'date-before-steps': { zh: '日期不能早于所依据步骤的完成日期。', en: 'The date lies before the steps that the decision relies on.' },
  'date-before-notice': { zh: '日期不能早于公示日期。', en: 'The date lies before the public notice.' },
  'invalid-window': { zh: '收入支出的起止日期有误。', en: 'The first and last day of the figures do not make a period.' },
  'member-already-listed': {
    zh: '此人已登记为家庭成员，如需修改请使用“变更成员”。',
    en: 'This person is listed already. Change the entry instead.',
  },
  'member-duplicate': { zh: '另一名家庭成员的身份证号相同。', en: 'Another member has the same ID number.' },
  'member-is-principal': { zh: '职工本人不能再登记为家庭成员。', en: 'The worker is not a member of his own household.' },
  'member-unknown': { zh: '没有找到该家庭成员。', en: 'There is no such member.' },
  'nothing-to-reveal': { zh: '请至少选择一项要查看的内容。', en: 'Please choose at least one thing to see.' },
  'person-differs': { zh: '更正内容与档案中的人员不符。', en: 'The correction is about another person than the file.' },
  'person-erased': { zh: '此人的个人信息已删除，不能再写入新内容。', en: 'This person’s data was erased. Nothing new can be written.' },
  'person-in-another-open-file': {
    zh: '此人已在另一户在档家庭中，一人不能建两份档案。',
    en: 'This person is in another open file; nobody is in two.',
  },
  'too-many-secondary-causes': { zh: '次要致困原因最多三项。', en: 'At most three secondary causes can be named.' },
  'verification-out-of-order': { zh: '复核日期不能早于上一次复核日期。', en: 'The date lies before the last verification.' },
};

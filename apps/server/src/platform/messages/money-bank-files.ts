import type { Messages } from './message.js';

/** What is wrong with a list of payments before it is one, or with a file that goes to the bank. */
export const moneyBankFiles: Messages = {
  'bank-file-not-in-gbk': {
    zh: '清单中有 GBK 编码无法表示的字，请改用 UTF-8 导出或更正后再导出。',
    en: 'The list has characters that GBK cannot carry. Please export it in UTF-8 or correct them.',
  },
  'batch-lines-refused': {
    zh: '有帮扶不能列入本批次，批次未编制，请按提示调整名单。',
    en: 'Some aids may not stand on the list, so none was drafted. Please look at each of them.',
  },
  'card-missing': {
    zh: '该家庭档案中没有登记银行卡，请先登记受助人本人的银行卡。',
    en: 'There is no bank card on the household’s file. Please bind the payee’s own card first.',
  },
};

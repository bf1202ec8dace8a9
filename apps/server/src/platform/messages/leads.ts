import type { Messages } from './message.js';

/** People of whom something was heard, and those who report themselves. */
export const leads: Messages = {
  'date-before-lead': { zh: '日期不能早于线索登记日期。', en: 'The date lies before anything was heard of this person.' },
  'lead-absent': { zh: '没有找到该线索。', en: 'There is no such lead.' },
  'lead-ended': { zh: '该线索已办结或已清除。', en: 'This lead has ended already.' },
  'lead-household-ended': {
    zh: '该家庭档案已注销或并入其他档案，不能再关联线索。',
    en: 'That household’s file was cancelled or merged into another; nothing is linked to it any more.',
  },
  'lead-household-unknown': {
    zh: '在您管理的范围内没有找到此人的档案，请先建档，或填写家庭编号。',
    en: 'No file within your reach has this person. Please open one, or name the household.',
  },
  'lead-of-another-household': {
    zh: '此人登记在另一户档案中，不能关联到该家庭。',
    en: 'This person is in the file of another household.',
  },
};

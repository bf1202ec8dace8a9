import type { Messages } from './message.js';

export const live: Messages = {
  'last-event-id-invalid': { zh: '续接位置（Last-Event-ID）格式有误。', en: 'The Last-Event-ID is none of this log.' },
  'live-streams-full': { zh: '实时连接数已满，请稍后重试。', en: 'No more live streams can be opened just now. Please try again later.' },
  'too-many-live-streams': {
    zh: '您打开的实时连接过多，请先关闭一些页面。',
    en: 'You have too many live streams open. Please close some of them first.',
  },
};

import type { Messages } from './message.js';

/** Figures as of a day. */
export const dashboards: Messages = {
  'day-to-come': { zh: '不能晚于今天。', en: 'The day is still to come.' },
};

import { reopenFile, type Reopening } from '../platform/monitoring/reopening.js';
import type { Reaction } from './reaction.js';

/** The request that confirmed reopens it as well; this is for when it did not live to do so, or a reaction confirmed. */
export const reopenRelapsedFile = (tools: Reopening): Reaction => ({
  name: 'reopen-relapsed-file',
  category: 'watch',
  types: ['RelapseConfirmed'],
  react: async (cause, now) => {
    await reopenFile(tools, cause, now);
  },
});

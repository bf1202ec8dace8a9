import type { Decider } from '../kernel/decider.js';
export const household: Decider = { category: 'household' };

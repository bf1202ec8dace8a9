import type { Decider } from '../../domain/src/kernel/decider.js';
export const port: Decider = { category: 'x' };

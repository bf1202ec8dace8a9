import { approve } from '../household/approve.js';
export const told = approve;

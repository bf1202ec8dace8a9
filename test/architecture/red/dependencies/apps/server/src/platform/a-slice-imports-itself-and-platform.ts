import { approve } from '../household/approve.js';
export const borrowed = approve;

import { approve } from './household/approve.js';
export const app = approve;

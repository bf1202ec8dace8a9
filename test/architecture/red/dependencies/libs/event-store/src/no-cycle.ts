import { back } from './no-cycle.back.js';
export const forth = () => back;

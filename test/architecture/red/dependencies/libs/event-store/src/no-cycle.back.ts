import { forth } from './no-cycle.js';
export const back = () => forth;

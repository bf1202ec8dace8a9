import { port } from '../../../read-store/src/port.js';
export const caseBoard = port;

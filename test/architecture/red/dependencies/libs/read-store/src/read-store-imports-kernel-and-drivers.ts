import { caseBoard } from '../../read-models/src/case-board/case-board.js';
export const known = caseBoard;

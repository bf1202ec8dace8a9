import { household } from '../../domain/src/household/household.js';
export const known = household;

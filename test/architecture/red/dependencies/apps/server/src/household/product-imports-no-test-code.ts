import { scenario } from '../../../../libs/domain/src/testing/scenario.js';
export const usual = scenario;

import { settings } from '../../server/src/platform/settings.js';
export const borrowed = settings;

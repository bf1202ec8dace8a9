import { settings } from '../../../apps/server/src/platform/settings.js';
export const found = settings;

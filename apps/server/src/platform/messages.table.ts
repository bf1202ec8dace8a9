import { answers } from './messages/answers.js';
import { feeds } from './messages/feeds.js';
import { householdSteps } from './messages/household-steps.js';
import { dashboards } from './messages/dashboards.js';
import { households } from './messages/households.js';
import { imports } from './messages/imports.js';
import { live } from './messages/live.js';
import { leads } from './messages/leads.js';
import type { Messages } from './messages/message.js';
import { moneyAid } from './messages/money-aid.js';
import { moneyBankFiles } from './messages/money-bank-files.js';
import { moneyBatches } from './messages/money-batches.js';
import { moneyFunds } from './messages/money-funds.js';
import { moneyGoods } from './messages/money-goods.js';
import { people } from './messages/people.js';
import { policies } from './messages/policies.js';
import { watch } from './messages/watch.js';
import { watchRoutes } from './messages/watch-routes.js';

/** Every problem and refusal code in the reader's language; a test compares the codes with those in the source. */
export const messages: Messages = {
  ...answers,
  ...people,
  ...policies,
  ...households,
  ...householdSteps,
  ...imports,
  ...dashboards,
  ...feeds,
  ...live,
  ...moneyFunds,
  ...moneyAid,
  ...moneyBankFiles,
  ...moneyBatches,
  ...moneyGoods,
  ...leads,
  ...watch,
  ...watchRoutes,
};

import { accessPersonal } from './access/access.events.js';
import { accountPersonal } from './account/account.events.js';
import { householdPersonal } from './household/household.events.js';
import { identityPersonal } from './identity/identity.events.js';
import { importPersonal } from './import/import.events.js';
import { aidPersonal } from './aid/aid.events.js';
import { entitlementPersonal } from './entitlement/entitlement.events.js';
import { feedPersonal } from './feed/feed.events.js';
import { fundPersonal } from './fund/fund.events.js';
import { goodsLotPersonal } from './goods-lot/goods-lot.events.js';
import { paymentBatchPersonal } from './payment-batch/payment-batch.events.js';
import { refusedRequestPersonal } from './refused-request/refused-request.events.js';
import { leadPersonal } from './lead/lead.events.js';
import type { SealedFields } from './kernel/message.js';
import { policyPersonal } from './policy/policy.events.js';
import { unitPersonal } from './unit/unit.events.js';
import { usernamePersonal } from './username/username.events.js';
import { watchPersonal } from './watch/watch.events.js';

/** Personal fields of every event, by category and type: what the log seals on append and opens on read. */
export const sealedFields: Readonly<Record<string, Readonly<Record<string, readonly SealedFields[]>>>> = {
  access: accessPersonal,
  account: accountPersonal,
  household: householdPersonal,
  identity: identityPersonal,
  import: importPersonal,
  policy: policyPersonal,
  unit: unitPersonal,
  aid: aidPersonal,
  entitlement: entitlementPersonal,
  feed: feedPersonal,
  fund: fundPersonal,
  goodsLot: goodsLotPersonal,
  lead: leadPersonal,
  paymentBatch: paymentBatchPersonal,
  refusedRequest: refusedRequestPersonal,
  username: usernamePersonal,
  watch: watchPersonal,
};

import type { View } from '../view.js';
import type { MoneySeen, Step, UnsettledRow } from './row.js';
import { aidSteps, batchSteps, entitlementSteps, fundSteps, goodsSteps } from './steps.js';

export type { UnsettledRow } from './row.js';

/** Names of events are their own in all of money, so that one table serves. */
const steps = { ...fundSteps, ...entitlementSteps, ...aidSteps, ...batchSteps, ...goodsSteps };

const stepsOf = ({ type, data, stream }: MoneySeen): readonly Step[] => {
  const ofType = steps[type] as (data: MoneySeen['data'], id: string) => readonly Step[];
  return ofType(data, stream.slice(stream.indexOf('-') + 1));
};

/** 未结: what one stream has promised about money and another has not kept yet. What stays in it for a minute is stuck. */
export const unsettledMoney: View<UnsettledRow, MoneySeen> = {
  collection: {
    name: 'unsettled-money',
    key: ({ key }) => key,
    fields: { key: 'string', stream: 'string', waitsFor: 'string', openedAt: 'string' },
    indexes: [['openedAt'], ['stream']],
  },
  version: 1,
  categories: ['aid', 'entitlement', 'fund', 'goodsLot', 'paymentBatch'],
  keysOf: (event) => stepsOf(event).map(({ key }) => key),
  fold: (row, event, key) =>
    stepsOf(event).reduce<UnsettledRow | null>((folded, step) => (step.key === key ? step.turn(folded, event) : folded), row),
};

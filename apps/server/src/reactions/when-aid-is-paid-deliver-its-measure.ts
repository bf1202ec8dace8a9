import { aid } from '#domain/aid/aid';
import type { Context } from '#domain/kernel/decider';
import type { KnownMeasure, WatchCase } from '#domain/watch/watch.state';
import type { Streams } from '#event-store/streams';
import { onCase, openCaseOf } from '../platform/monitoring/open-case.js';
import type { Reaction } from './reaction.js';

type OfHousehold = Readonly<{ householdId: string }>;

/**
 * A measure that is an aid is delivered by its payment (or by the goods handed over), be that before or after the measure was planned.
 * Aid paid before the clue was no answer to it.
 */
export const deliverPaidMeasures = (streams: Streams): readonly Reaction[] => {
  const paidOn = async (aidId: string): Promise<string | undefined> => {
    const { state } = await streams.load(aid, aidId);
    return state.status === 'paid' || state.status === 'received' ? state.paidOn : undefined;
  };

  const deliver = async (open: WatchCase, { measureId, aidId, deliveredOn }: KnownMeasure, context: Context): Promise<void> => {
    if (aidId === undefined || deliveredOn !== undefined) return;
    const paid = await paidOn(aidId);
    if (paid === undefined || paid < open.raisedOn) return;
    const command = { type: 'DeliverMeasure', data: { measureId, deliveredOn: paid, aidId } } as const;
    await onCase(streams, open, command, { ...context, requestId: `${context.requestId}:${measureId}` });
  };

  const react: Reaction['react'] = async ({ data }, context) => {
    const open = await openCaseOf(streams, (data as OfHousehold).householdId);
    if (open) for (const measure of open.measures.values()) await deliver(open, measure, context);
  };

  // Nothing can be written about somebody whose key is destroyed any more.
  const expects = ['person-erased'];
  return [
    { name: 'deliver-measure-of-paid-aid', category: 'aid', types: ['AidPaid', 'AidHandedOver'], expects, react },
    { name: 'deliver-measure-paid-before', category: 'watch', types: ['MeasuresPlanned'], expects, react },
  ];
};

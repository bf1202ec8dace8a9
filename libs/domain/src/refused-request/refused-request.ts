import type { Decider } from '../kernel/decider.js';
import type { Message } from '../kernel/message.js';
import type { RefusedRequestEvent } from './refused-request.events.js';

export type RefusedRequestCommand = Message<'RecordRefusal', RefusedRequestEvent['data']>;

/** How many requests about a subject were refused. */
export type RefusedRequests = Readonly<{ refused: number }>;

/** The memory of what was tried with money and not allowed: stream `refusedRequest-<id of the aid, fund, batch or lot>`. */
export const refusedRequest: Decider<RefusedRequests, RefusedRequestCommand, RefusedRequestEvent> = {
  category: 'refusedRequest',
  initial: { refused: 0 },
  decide: ({ type, data }) => {
    switch (type) {
      case 'RecordRefusal':
        return [{ type: 'RequestRefused', data }];
    }
  },
  evolve: ({ refused }) => ({ refused: refused + 1 }),
};

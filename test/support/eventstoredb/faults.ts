import type { status } from '@grpc/grpc-js';

/** What a subscription does after it has sent `after` events: end with a status code, or misbehave in one of the ways below. */
export type SubscriptionFault = Readonly<{ after: number; then: status | SubscriptionFailure }>;

/**
 * `end`: a regular end that nobody asked for. `stall`: open, and silent. `cut`: the connection breaks. `freeze`: the connection
 * is half-open, nothing passes and nothing is closed. `falseCheckpoint`: says that it has looked past an event it has not sent,
 * then breaks off.
 */
export type SubscriptionFailure = 'end' | 'stall' | 'cut' | 'freeze' | 'falseCheckpoint';

/** What happens to an append: whether it is written, and the status it is answered with (`unanswered`: none at all). */
export type AppendFault = Readonly<{ written: boolean; answer: status | 'unanswered' }>;

/** The switches of a test server. All off: a server as it should be. */
export class Faults {
  /** Each subscription that is opened takes the first of these with it. */
  subscriptions: SubscriptionFault[] = [];
  /** Each append takes the first of these with it. */
  appends: AppendFault[] = [];
  /** Wait before each answer of a read or subscription, in milliseconds. */
  slowMs = 0;
  /** Servers before 23.10 never say that a subscription has caught up. */
  saysCaughtUp = true;
}

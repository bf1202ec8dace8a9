import { Logger } from '@nestjs/common';
import { Refusal } from '#domain/kernel/refusal';

/** What passes do: each is counted. */
export const deeds = ['reminder', 'escalation', 'review', 'lead_expiry'] as const;
export type Deed = (typeof deeds)[number];

const zero = (): Record<Deed, number> => ({ reminder: 0, escalation: 0, review: 0, lead_expiry: 0 });

/** One pass over what is due: what was done of it, and what failed. One failure stops nothing else. */
export class Pass {
  private readonly logger = new Logger('Deadlines');
  readonly done = zero();
  readonly failed = zero();

  constructor(private readonly held: AbortSignal) {}

  /**
   * Answers whether it was done; work on several says how many there were. What an error says may be about people; its kind and whose stream it was are not.
   * @throws once the lease is not held any more, or the server stops: the pass ends there.
   */
  async attempt(deed: Deed, subjectId: string, work: () => Promise<unknown>): Promise<boolean> {
    this.held.throwIfAborted();
    try {
      const done = await work();
      this.done[deed] += typeof done === 'number' ? done : 1;
      return true;
    } catch (error) {
      const cause = error instanceof Refusal ? error.code : error instanceof Error ? error.name : typeof error;
      this.logger.error({ deed, subjectId, cause }, 'a deadline could not be kept; the next pass tries again');
      this.failed[deed] += 1;
      return false;
    }
  }
}

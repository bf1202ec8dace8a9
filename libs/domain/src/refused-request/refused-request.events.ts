import type { DomainEvent, PersonalFields } from '../kernel/message.js';

/** What a refused request was about. */
export const refusedSubjects = ['aid', 'fund', 'paymentBatch', 'goodsLot'] as const;
export type RefusedSubject = (typeof refusedSubjects)[number];

/** A wish about money that a rule refused: nothing else is recorded of it. Storage format of `refusedRequest-<id of the subject>`. */
export type RefusedRequestEvent = DomainEvent<
  'RequestRefused',
  Readonly<{
    subject: RefusedSubject;
    subjectId: string;
    unitId: string;
    /** The command's name. */
    command: string;
    code: string;
    /** The figures that decided it, never anything personal. */
    details: Readonly<Record<string, unknown>>;
    householdId?: string;
    amountFen?: number;
  }>
>;

export const refusedRequestPersonal: PersonalFields<RefusedRequestEvent> = { RequestRefused: [] };

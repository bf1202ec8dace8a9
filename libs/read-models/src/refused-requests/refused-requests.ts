import type { RefusedRequestEvent, RefusedSubject } from '#domain/refused-request/refused-request.events';
import type { Seen, View } from '../view.js';

/** A wish about money that a rule refused: who wanted what, when, and the figures that decided it. */
export type RefusedRequestRow = Readonly<{
  refusalId: string;
  subject: RefusedSubject;
  subjectId: string;
  /** Unit of what it was about. */
  unitId: string;
  /** The command's name. */
  command: string;
  code: string;
  details: Readonly<Record<string, unknown>>;
  householdId: string | null;
  amountFen: number | null;
  by: string;
  role: string;
  at: string;
}>;

type RefusalSeen = Seen<RefusedRequestEvent>;

const refusalIdOf = ({ data: { subjectId }, revision }: RefusalSeen): string => `${subjectId}:${revision}`;

const fold = (_row: RefusedRequestRow | null, event: RefusalSeen): RefusedRequestRow => {
  const { data, meta } = event;
  return {
    refusalId: refusalIdOf(event),
    subject: data.subject,
    subjectId: data.subjectId,
    unitId: data.unitId,
    command: data.command,
    code: data.code,
    details: data.details,
    householdId: data.householdId ?? null,
    amountFen: data.amountFen ?? null,
    by: meta.by,
    role: meta.role,
    at: meta.at,
  };
};

/** 被拒请求: every request about money that a rule refused, a row each. */
export const refusedRequests: View<RefusedRequestRow, RefusalSeen> = {
  collection: {
    name: 'refused-requests',
    key: ({ refusalId }) => refusalId,
    fields: {
      subject: 'string',
      subjectId: 'string',
      unitId: 'string',
      command: 'string',
      code: 'string',
      householdId: 'string',
      amountFen: 'number',
      by: 'string',
      at: 'string',
    },
    indexes: [['at'], ['unitId', 'at'], ['code', 'at'], ['by', 'at'], ['subjectId', 'at'], ['householdId', 'at']],
  },
  version: 1,
  categories: ['refusedRequest'],
  keysOf: (event) => [refusalIdOf(event)],
  fold,
};

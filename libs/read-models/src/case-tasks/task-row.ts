import type { Role } from '#domain/account/account.events';
import type { BatchStatus } from '#domain/payment-batch/payment-batch.state';

/** Duties a file can have, and whose they are first of all. */
export const householdTaskRoles = {
  survey_due: 'base_caseworker',
  notice_to_close: 'base_caseworker',
  objection_to_resolve: 'township_reviewer',
  review_waiting: 'township_reviewer',
  correction_waiting: 'base_caseworker',
  data_match_waiting: 'service_centre_officer',
  hits_to_explain: 'base_caseworker',
  classification_due: 'county_approver',
  approval_waiting: 'county_approver',
  reverification_due: 'base_caseworker',
} as const satisfies Record<string, Role>;

/** Of an aid; each level that has to agree is a kind of its own, so that everybody sees what waits for him. */
export const aidTaskRoles = {
  aid_review_waiting: 'township_reviewer',
  aid_correction_waiting: 'base_caseworker',
  aid_approval_waiting_county: 'county_approver',
  aid_approval_waiting_city: 'rights_dept_officer',
  aid_approval_waiting_province: 'rights_dept_officer',
  aid_approval_waiting_national: 'rights_dept_officer',
  aid_to_pay: 'service_centre_officer',
  bounced_to_mend: 'service_centre_officer',
  goods_to_hand_over: 'base_caseworker',
  receipt_to_sign: 'base_caseworker',
  urgent_papers_due: 'base_caseworker',
  claw_back_outstanding: 'finance_officer',
} as const satisfies Record<string, Role>;

/** Of a list of payments. */
export const batchTaskRoles = {
  batch_to_freeze: 'service_centre_officer',
  batch_to_sign_off: 'finance_officer',
  bank_file_to_export: 'finance_officer',
  bank_result_waiting: 'finance_officer',
  unmatched_rows_waiting: 'finance_officer',
  batch_to_reconcile: 'finance_officer',
} as const satisfies Record<string, Role>;

export const taskRoles = { ...householdTaskRoles, ...aidTaskRoles, ...batchTaskRoles } as const;

export type HouseholdTaskKind = keyof typeof householdTaskRoles;
export type AidTaskKind = keyof typeof aidTaskRoles;
export type BatchTaskKind = keyof typeof batchTaskRoles;
export type TaskKind = keyof typeof taskRoles;

/** Lines that the bank has not answered and rows of its files that wait for a person decide which duties of a batch are open. */
export type BatchProgress = Readonly<{ status: BatchStatus; lines: number; rows: number }>;

/** One kind of duty of a household, an aid or a batch: open with the day it is due (null where no rule sets one), or done. */
export type TaskRow = Readonly<{
  taskId: string;
  householdId: string | null;
  aidId: string | null;
  batchId: string | null;
  kind: TaskKind;
  role: Role;
  unitId: string;
  open: boolean;
  dueOn: string | null;
  openedAt: string | null;
  doneAt: string | null;
  /** What is still open where several may be at once (objections, matches); one nameless entry otherwise. */
  references: readonly string[];
  /** Of a batch; null for other duties. */
  progress: BatchProgress | null;
}>;

/** What a duty is about. */
export type Subject = Readonly<{ subjectId: string }> & Pick<TaskRow, 'householdId' | 'aidId' | 'batchId'>;

export type Change =
  /** `unitId` is known by the event, or by the row where the task has one; without either nothing is opened. */
  | Readonly<{ kind: TaskKind; does: 'open'; unitId?: string; dueOn?: string; reference?: string }>
  /** Makes a row for later events to open. */
  | Readonly<{ kind: TaskKind; does: 'prepare'; unitId: string }>
  | Readonly<{ kind: TaskKind; does: 'close'; reference?: string }>
  /** Takes the row away, so that nothing opens it until it is prepared anew. */
  | Readonly<{ kind: TaskKind; does: 'forget' }>
  | Readonly<{ kind: TaskKind; does: 'move'; unitId: string }>;

export const opens = (kind: TaskKind, unitId?: string, dueOn?: string, reference?: string): Change => ({
  kind,
  does: 'open',
  ...(unitId !== undefined && { unitId }),
  ...(dueOn !== undefined && { dueOn }),
  ...(reference !== undefined && { reference }),
});

export const closes = (kind: TaskKind, reference?: string): Change => ({
  kind,
  does: 'close',
  ...(reference !== undefined && { reference }),
});

export const taskIdOf = (subjectId: string, kind: TaskKind): string => `${subjectId}:${kind}`;

/** A duty that is not open yet. */
export const blank = ({ subjectId, ...subject }: Subject, kind: TaskKind, unitId: string): TaskRow => ({
  taskId: taskIdOf(subjectId, kind),
  ...subject,
  kind,
  role: taskRoles[kind],
  unitId,
  open: false,
  dueOn: null,
  openedAt: null,
  doneAt: null,
  references: [],
  progress: null,
});

const open = (row: TaskRow, { dueOn, reference = '' }: Extract<Change, { does: 'open' }>, at: string): TaskRow => ({
  ...row,
  open: true,
  dueOn: dueOn ?? null,
  openedAt: row.open ? row.openedAt : at,
  doneAt: null,
  references: [...new Set([...row.references, reference])],
});

const close = (row: TaskRow, reference: string | undefined, at: string): TaskRow => {
  if (!row.open) return row;
  const references = row.references.filter((known) => reference !== undefined && known !== reference);
  return references.length > 0 ? { ...row, references } : { ...row, references, open: false, doneAt: at };
};

const apply = (row: TaskRow | null, change: Change, subject: Subject, at: string): TaskRow | null => {
  switch (change.does) {
    case 'prepare':
      return row ?? blank(subject, change.kind, change.unitId);
    case 'open': {
      const known = change.unitId === undefined ? row : { ...(row ?? blank(subject, change.kind, change.unitId)), unitId: change.unitId };
      return known && open(known, change, at);
    }
    case 'close':
      return row && close(row, change.reference, at);
    case 'forget':
      return null;
    case 'move':
      return row && { ...row, unitId: change.unitId };
  }
};

/** The row under `key` after the changes of one event that concern it. */
export const applyAll = (
  row: TaskRow | null,
  changes: readonly Change[],
  { subject, key, at }: Readonly<{ subject: Subject; key: string; at: string }>,
): TaskRow | null =>
  changes
    .filter(({ kind }) => taskIdOf(subject.subjectId, kind) === key)
    .reduce<TaskRow | null>((folded, change) => apply(folded, change, subject, at), row);

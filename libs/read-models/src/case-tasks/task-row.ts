import type { Role } from '#domain/account/account.events';
import type { BatchStatus } from '#domain/payment-batch/payment-batch.state';
import type { ReminderStage } from '#domain/watch/watch.terms';

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
  file_to_recheck: 'base_caseworker',
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

/** Of a watch case. */
export const watchTaskRoles = {
  watch_to_assign: 'township_reviewer',
  watch_to_verify: 'base_caseworker',
  watch_plan_due: 'base_caseworker',
  measure_to_deliver: 'base_caseworker',
  follow_up_due: 'base_caseworker',
  watch_review_due: 'base_caseworker',
} as const satisfies Record<string, Role>;

/** Of somebody heard of who is in no file. */
export const leadTaskRoles = { lead_to_follow: 'base_caseworker' } as const satisfies Record<string, Role>;

export const taskRoles = { ...householdTaskRoles, ...aidTaskRoles, ...batchTaskRoles, ...watchTaskRoles, ...leadTaskRoles } as const;

export type HouseholdTaskKind = keyof typeof householdTaskRoles;
export type AidTaskKind = keyof typeof aidTaskRoles;
export type BatchTaskKind = keyof typeof batchTaskRoles;
export type WatchTaskKind = keyof typeof watchTaskRoles;
export type TaskKind = keyof typeof taskRoles;

/** Lines that the bank has not answered and rows of its files that wait for a person decide which duties of a batch are open. */
export type BatchProgress = Readonly<{ status: BatchStatus; lines: number; rows: number }>;

/**
 * What is open of a task: several things may be at once (objections, matches, measures), each under its own reference; otherwise one
 * without. Of a watch case's duty it also says what was said of it.
 */
export type TaskItem = Readonly<{
  reference: string;
  /** Null where no rule sets a day. */
  dueOn: string | null;
  /** The unit it went up to last, being overdue; null while it is with its own. */
  escalatedTo: string | null;
  /** The last reminder of it. */
  reminded: ReminderStage | null;
  /** From which day on whoever has it now has been late: the day it was due, or came to him. */
  lateFrom: string | null;
}>;

/** When something has to be said of a task's items: the earliest day of those that wait for it, null where none does. */
type Signposts = Readonly<{
  /** Due on that day, and nobody was reminded. */
  remindOn: string | null;
  /** Due on that day, and not said to be overdue. */
  reportOn: string | null;
  /** Said to be overdue, and late from that day on. */
  escalateFrom: string | null;
}>;

/** One kind of duty of a household, a watch case, an aid, a batch or a lead: open with the day its first item is due, or done. */
export type TaskRow = Readonly<{
  taskId: string;
  householdId: string | null;
  aidId: string | null;
  batchId: string | null;
  leadId: string | null;
  /** Of a duty of a watch case: which case of the household. */
  watchNumber: number | null;
  kind: TaskKind;
  role: Role;
  /** Who is responsible now: the unit that keeps it, or the one that its first item went up to. */
  unitId: string;
  keptByUnitId: string;
  escalated: boolean;
  open: boolean;
  dueOn: string | null;
  openedAt: string | null;
  doneAt: string | null;
  items: readonly TaskItem[];
  /** Of a batch; null for other duties. */
  progress: BatchProgress | null;
}> &
  Signposts;

/** What a duty is about. */
export type Subject = Readonly<{ subjectId: string }> & Pick<TaskRow, 'householdId' | 'aidId' | 'batchId' | 'leadId' | 'watchNumber'>;

const aboutNothing = { householdId: null, aidId: null, batchId: null, leadId: null, watchNumber: null } as const;

/** A subject by its own id and the ids it stands with. */
export const subject = (subjectId: string, about: Partial<Omit<Subject, 'subjectId'>>): Subject => ({
  subjectId,
  ...aboutNothing,
  ...about,
});

export type Change =
  /** `unitId` is known by the event, or by the row where the task has one; without either nothing is opened. */
  | Readonly<{ kind: TaskKind; does: 'open'; unitId?: string; dueOn?: string; reference?: string }>
  /** Makes a row for later events to open. */
  | Readonly<{ kind: TaskKind; does: 'prepare'; unitId: string }>
  | Readonly<{ kind: TaskKind; does: 'close'; reference?: string }>
  /** Takes the row away, so that nothing opens it until it is prepared anew. */
  | Readonly<{ kind: TaskKind; does: 'forget' }>
  /** `on` is the day from which the new unit has what is overdue. */
  | Readonly<{ kind: TaskKind; does: 'move'; unitId: string; on?: string }>
  | Readonly<{ kind: TaskKind; does: 'remind'; reference: string; stage: ReminderStage }>
  | Readonly<{ kind: TaskKind; does: 'escalate'; reference: string; toUnitId: string; on: string }>;

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
export const blank = ({ subjectId, ...about }: Subject, kind: TaskKind, unitId: string): TaskRow => ({
  taskId: taskIdOf(subjectId, kind),
  ...about,
  kind,
  role: taskRoles[kind],
  unitId,
  keptByUnitId: unitId,
  escalated: false,
  open: false,
  dueOn: null,
  openedAt: null,
  doneAt: null,
  items: [],
  progress: null,
  remindOn: null,
  reportOn: null,
  escalateFrom: null,
});

/** What has a day comes before what has none. */
const byDay = (one: TaskItem, other: TaskItem): number => {
  if (one.dueOn === other.dueOn) return 0;
  return (one.dueOn ?? '~') < (other.dueOn ?? '~') ? -1 : 1;
};

const earliest = (days: readonly (string | null)[]): string | null => days.filter((day) => day !== null).toSorted()[0] ?? null;

/** Only of duties of a watch case anything is said: all others are looked up by who has them. */
const signpostsOf = ({ kind }: TaskRow, items: readonly TaskItem[]): Signposts => {
  const spoken = Object.hasOwn(watchTaskRoles, kind) ? items : [];
  const days = (waits: (item: TaskItem) => boolean, day: 'dueOn' | 'lateFrom') => earliest(spoken.filter(waits).map((item) => item[day]));
  return {
    remindOn: days(({ reminded }) => reminded === null, 'dueOn'),
    reportOn: days(({ reminded }) => reminded !== 'overdue', 'dueOn'),
    escalateFrom: days(({ reminded }) => reminded === 'overdue', 'lateFrom'),
  };
};

const withItems = (row: TaskRow, unordered: readonly TaskItem[], at: string): TaskRow => {
  const items = unordered.toSorted(byDay);
  const [first] = items;
  const when = first
    ? { open: true, openedAt: row.open ? row.openedAt : at, doneAt: null }
    : { open: false, doneAt: row.open ? at : row.doneAt };
  const who = { unitId: first?.escalatedTo ?? row.keptByUnitId, escalated: Boolean(first?.escalatedTo) };
  return { ...row, ...when, ...who, items, dueOn: first ? first.dueOn : row.dueOn, ...signpostsOf(row, items) };
};

/** The same thing due on the same day stays as it is, with what was said of it. */
const open = (row: TaskRow, { reference = '', ...change }: Extract<Change, { does: 'open' }>, at: string): TaskRow => {
  const dueOn = change.dueOn ?? null;
  const item = { reference, dueOn, escalatedTo: null, reminded: null, lateFrom: dueOn };
  const standing = row.items.find((known) => known.reference === reference && known.dueOn === dueOn);
  return withItems(row, [...row.items.filter((known) => known.reference !== reference), standing ?? item], at);
};

const close = (row: TaskRow, reference: string | undefined, at: string): TaskRow =>
  row.open ? withItems(row, reference === undefined ? [] : row.items.filter((known) => known.reference !== reference), at) : row;

const onItem = (row: TaskRow, reference: string, change: Partial<TaskItem>, at: string): TaskRow =>
  withItems(
    row,
    row.items.map((item) => (item.reference === reference ? { ...item, ...change } : item)),
    at,
  );

/** Another unit has it now; what was said above the one before does not count against it. */
const move = (row: TaskRow, { unitId, on }: Extract<Change, { does: 'move' }>, at: string): TaskRow => {
  const lateFrom = (item: TaskItem) => (on !== undefined && item.lateFrom !== null && item.lateFrom < on ? on : item.lateFrom);
  const items = row.items.map((item) => ({ ...item, escalatedTo: null, lateFrom: lateFrom(item) }));
  return withItems({ ...row, keptByUnitId: unitId }, items, at);
};

const apply = (row: TaskRow | null, change: Change, about: Subject, at: string): TaskRow | null => {
  switch (change.does) {
    case 'prepare':
      return row ?? blank(about, change.kind, change.unitId);
    case 'open': {
      const { unitId } = change;
      const { watchNumber } = about;
      const known = unitId === undefined ? row : { ...(row ?? blank(about, change.kind, unitId)), keptByUnitId: unitId, watchNumber };
      return known && open(known, change, at);
    }
    case 'close':
      return row && close(row, change.reference, at);
    case 'forget':
      return null;
    case 'move':
      return row && move(row, change, at);
    case 'remind':
      return row && onItem(row, change.reference, { reminded: change.stage }, at);
    case 'escalate':
      return row && onItem(row, change.reference, { escalatedTo: change.toUnitId, lateFrom: change.on }, at);
  }
};

/** The row under `key` after the changes of one event that concern it. */
export const applyAll = (
  row: TaskRow | null,
  changes: readonly Change[],
  { about, key, at }: Readonly<{ about: Subject; key: string; at: string }>,
): TaskRow | null =>
  changes
    .filter(({ kind }) => taskIdOf(about.subjectId, kind) === key)
    .reduce<TaskRow | null>((folded, change) => apply(folded, change, about, at), row);

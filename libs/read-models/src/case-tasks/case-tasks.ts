import type { Role } from '#domain/account/account.events';
import type { HouseholdEventData } from '#domain/household/household.events';
import { householdIdOf, type HouseholdSeen } from '../household-folds.js';
import type { View } from '../view.js';

/** Duties a file can have, and whose they are first of all. */
export const taskRoles = {
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

export type TaskKind = keyof typeof taskRoles;

const kinds = Object.keys(taskRoles) as TaskKind[];

/** One kind of duty of one household: open with the day it is due (null where no rule sets one), or done. */
export type TaskRow = Readonly<{
  taskId: string;
  householdId: string;
  kind: TaskKind;
  role: Role;
  unitId: string;
  open: boolean;
  dueOn: string | null;
  openedAt: string | null;
  doneAt: string | null;
  /** What is still open where several may be at once (objections, matches); one nameless entry otherwise. */
  references: readonly string[];
}>;

type Change =
  /** `unitId` is known by the event, or by the row where the task has one; without either nothing is opened. */
  | Readonly<{ kind: TaskKind; does: 'open'; unitId?: string; dueOn?: string; reference?: string }>
  /** Makes a row for later events to open. */
  | Readonly<{ kind: TaskKind; does: 'prepare'; unitId: string }>
  | Readonly<{ kind: TaskKind; does: 'close'; reference?: string }>
  | Readonly<{ kind: TaskKind; does: 'move'; unitId: string }>;

type Changes = { readonly [Type in keyof HouseholdEventData]: (data: HouseholdEventData[Type]) => readonly Change[] };

const opens = (kind: TaskKind, unitId?: string, dueOn?: string, reference?: string): Change => ({
  kind,
  does: 'open',
  ...(unitId !== undefined && { unitId }),
  ...(dueOn !== undefined && { dueOn }),
  ...(reference !== undefined && { reference }),
});
const closes = (kind: TaskKind, reference?: string): Change => ({ kind, does: 'close', ...(reference !== undefined && { reference }) });

const none = (): readonly Change[] => [];
const allClose = (): readonly Change[] => kinds.map((kind) => closes(kind));
/** A fact that the classification looked at is not what it was. */
const reclassify = (): readonly Change[] => [opens('classification_due')];

const beginning = (unitId: string, surveyDueOn?: string): readonly Change[] => [
  // A policy that asks for no survey sets no day for one.
  ...(surveyDueOn === undefined ? [] : [opens('survey_due', unitId, surveyDueOn)]),
  opens('classification_due', unitId),
  { kind: 'data_match_waiting', does: 'prepare', unitId },
];

const changes: Changes = {
  // A legacy file is registered already: nobody surveys it, and its classification comes with it.
  HouseholdApplied: ({ origin, unitId, surveyDueOn }) =>
    origin === 'import' ? [{ kind: 'classification_due', does: 'prepare', unitId }] : beginning(unitId, surveyDueOn),
  HouseholdImported: none,
  DataChecksAuthorised: () => [opens('data_match_waiting')],
  HomeSurveyRecorded: () => [closes('survey_due')],
  PublicNoticePosted: ({ unitId, endsOn }) => [closes('objection_to_resolve'), opens('notice_to_close', unitId, endsOn)],
  ObjectionRaised: ({ unitId, objectionId }) => [opens('objection_to_resolve', unitId, undefined, objectionId)],
  ObjectionResolved: ({ objectionId }) => [closes('objection_to_resolve', objectionId)],
  PublicNoticeClosed: ({ unitId }) => [closes('notice_to_close'), opens('review_waiting', unitId)],
  ReviewPassed: ({ unitId }) => [closes('review_waiting'), opens('approval_waiting', unitId)],
  ReturnedForCorrection: ({ unitId, redo }) => [
    closes('review_waiting'),
    closes('approval_waiting'),
    ...(redo.includes('notice') ? [closes('notice_to_close'), closes('objection_to_resolve')] : []),
    ...(redo.includes('survey') ? [opens('survey_due', unitId)] : []),
    ...(redo.includes('data_match') ? [opens('data_match_waiting', unitId)] : []),
    opens('correction_waiting', unitId),
  ],
  ApplicationResubmitted: ({ unitId }) => [closes('correction_waiting'), opens('review_waiting', unitId)],
  DataMatchRecorded: ({ unitId, result, matchId }) => [
    closes('data_match_waiting'),
    ...(result === 'hits' ? [opens('hits_to_explain', unitId, undefined, matchId)] : []),
  ],
  DataMatchExplained: ({ matchId }) => [closes('hits_to_explain', matchId)],
  HouseholdApproved: () => [closes('review_waiting'), closes('approval_waiting')],
  ApplicationRejected: allClose,
  HouseholdRegistered: ({ unitId, reverifyDueOn }) =>
    reverifyDueOn === undefined ? none() : [opens('reverification_due', unitId, reverifyDueOn)],
  HouseholdEntered: none,
  HouseholdClassified: () => [closes('classification_due')],
  HouseholdReclassified: () => [closes('classification_due')],
  MemberAdded: reclassify,
  MemberChanged: none,
  MemberRemoved: reclassify,
  IncomeDeclared: reclassify,
  ExpensesDeclared: reclassify,
  AssetsRecorded: reclassify,
  AccidentRecorded: reclassify,
  AccidentWithdrawn: reclassify,
  CausesSet: none,
  BankCardBound: none,
  MonthlyIncomeRecorded: none,
  PrincipalContactChanged: none,
  PrincipalDetailsChanged: none,
  ArchiveLevelSet: none,
  HouseholdReVerified: ({ unitId, nextDueOn }) => [opens('reverification_due', unitId, nextDueOn)],
  HouseholdMadeFormal: ({ unitId, reverifyDueOn }) => [
    closes('review_waiting'),
    closes('approval_waiting'),
    opens('reverification_due', unitId, reverifyDueOn),
  ],
  HouseholdTransferred: ({ toUnitId }) => kinds.map((kind) => ({ kind, does: 'move', unitId: toUnitId })),
  HouseholdAbsorbed: none,
  HouseholdMergedInto: allClose,
  HouseholdLeftDifficulty: allClose,
  HouseholdCancelled: allClose,
  HouseholdWithdrawn: allClose,
  HouseholdReopened: ({ unitId, surveyDueOn }) => beginning(unitId, surveyDueOn),
  FactCorrected: ({ correction: { kind } }) => (kind === 'incomes' || kind === 'rigidCosts' || kind === 'assets' ? reclassify() : none()),
};

const changesOf = <Type extends keyof HouseholdEventData>({ type, data }: Readonly<{ type: Type; data: HouseholdEventData[Type] }>) =>
  changes[type](data);

const taskIdOf = (stream: string, kind: TaskKind): string => `${householdIdOf(stream)}:${kind}`;

const blank = (stream: string, kind: TaskKind, unitId: string): TaskRow => ({
  taskId: taskIdOf(stream, kind),
  householdId: householdIdOf(stream),
  kind,
  role: taskRoles[kind],
  unitId,
  open: false,
  dueOn: null,
  openedAt: null,
  doneAt: null,
  references: [],
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

const apply = (row: TaskRow | null, change: Change, { stream, meta }: HouseholdSeen): TaskRow | null => {
  switch (change.does) {
    case 'prepare':
      return row ?? blank(stream, change.kind, change.unitId);
    case 'open': {
      const known = change.unitId === undefined ? row : { ...(row ?? blank(stream, change.kind, change.unitId)), unitId: change.unitId };
      return known && open(known, change, meta.at);
    }
    case 'close':
      return row && close(row, change.reference, meta.at);
    case 'move':
      return row && { ...row, unitId: change.unitId };
  }
};

const fold = (row: TaskRow | null, event: HouseholdSeen, key: string): TaskRow | null =>
  changesOf(event)
    .filter(({ kind }) => taskIdOf(event.stream, kind) === key)
    .reduce<TaskRow | null>((folded, change) => apply(folded, change, event), row);

/** 待办: what has to be done with which file, by whom, until when. */
export const caseTasks: View<TaskRow, HouseholdSeen> = {
  collection: {
    name: 'case-tasks',
    key: ({ taskId }) => taskId,
    fields: {
      taskId: 'string',
      householdId: 'string',
      kind: 'string',
      role: 'string',
      unitId: 'string',
      open: 'boolean',
      dueOn: 'string',
      openedAt: 'string',
    },
    indexes: [
      ['unitId', 'open', 'dueOn'],
      ['open', 'role', 'dueOn'],
      ['open', 'dueOn'],
      ['householdId', 'kind'],
    ],
  },
  version: 1,
  categories: ['household'],
  keysOf: (event) => [...new Set(changesOf(event).map(({ kind }) => taskIdOf(event.stream, kind)))],
  fold,
};

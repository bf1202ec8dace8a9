import { isOfAid, type AidSeen } from '../aid-folds.js';
import { isOfBatch, type BatchSeen } from '../batch-folds.js';
import type { HouseholdSeen } from '../household-folds.js';
import type { View } from '../view.js';
import { aidOf, changesOfAid } from './aid-tasks.js';
import { foldBatchTask, keysOfBatch } from './batch-tasks.js';
import { changesOfHousehold, householdOf } from './household-tasks.js';
import { applyAll, taskIdOf, type Change, type Subject, type TaskRow } from './task-row.js';

type TaskSeen = HouseholdSeen | AidSeen | BatchSeen;

const subjectOf = (event: HouseholdSeen | AidSeen): Subject => (isOfAid(event) ? aidOf(event) : householdOf(event));

const changesOf = (event: HouseholdSeen | AidSeen): readonly Change[] => (isOfAid(event) ? changesOfAid(event) : changesOfHousehold(event));

const keysOf = (event: TaskSeen): readonly string[] => {
  if (isOfBatch(event)) return keysOfBatch(event);
  const { subjectId } = subjectOf(event);
  return [...new Set(changesOf(event).map(({ kind }) => taskIdOf(subjectId, kind)))];
};

const fold = (row: TaskRow | null, event: TaskSeen, key: string): TaskRow | null =>
  isOfBatch(event)
    ? foldBatchTask(row, event, key)
    : applyAll(row, changesOf(event), { subject: subjectOf(event), key, at: event.meta.at });

/** 待办: what has to be done with which file, aid or batch, by whom, until when. */
export const caseTasks: View<TaskRow, TaskSeen> = {
  collection: {
    name: 'case-tasks',
    key: ({ taskId }) => taskId,
    fields: {
      taskId: 'string',
      householdId: 'string',
      aidId: 'string',
      batchId: 'string',
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
      ['aidId', 'kind'],
      ['batchId', 'kind'],
    ],
  },
  version: 2,
  categories: ['household', 'aid', 'paymentBatch'],
  keysOf,
  fold,
};

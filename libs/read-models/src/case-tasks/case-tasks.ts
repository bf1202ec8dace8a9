import { isOfAid, type AidSeen } from '../aid-folds.js';
import { isOfBatch, type BatchSeen } from '../batch-folds.js';
import type { HouseholdSeen } from '../household-folds.js';
import { isOfLead, type LeadSeen } from '../lead-folds.js';
import type { View } from '../view.js';
import { isOfWatch, type WatchSeen } from '../watch-folds.js';
import { aidOf, changesOfAid } from './aid-tasks.js';
import { foldBatchTask, keysOfBatch } from './batch-tasks.js';
import { changesOfHousehold, householdOf } from './household-tasks.js';
import { changesOfLead, leadOf } from './lead-tasks.js';
import { applyAll, taskIdOf, type Change, type Subject, type TaskRow } from './task-row.js';
import { changesOfWatch, watchOf } from './watch-tasks.js';

type SubjectSeen = HouseholdSeen | AidSeen | WatchSeen | LeadSeen;
type TaskSeen = SubjectSeen | BatchSeen;

const subjectOf = (event: SubjectSeen): Subject => {
  if (isOfAid(event)) return aidOf(event);
  if (isOfWatch(event)) return watchOf(event);
  return isOfLead(event) ? leadOf(event) : householdOf(event);
};

const changesOf = (event: SubjectSeen): readonly Change[] => {
  if (isOfAid(event)) return changesOfAid(event);
  if (isOfWatch(event)) return changesOfWatch(event);
  return isOfLead(event) ? changesOfLead(event) : changesOfHousehold(event);
};

const keysOf = (event: TaskSeen): readonly string[] => {
  if (isOfBatch(event)) return keysOfBatch(event);
  const { subjectId } = subjectOf(event);
  return [...new Set(changesOf(event).map(({ kind }) => taskIdOf(subjectId, kind)))];
};

const fold = (row: TaskRow | null, event: TaskSeen, key: string): TaskRow | null =>
  isOfBatch(event) ? foldBatchTask(row, event, key) : applyAll(row, changesOf(event), { about: subjectOf(event), key, at: event.meta.at });

/** 待办: what has to be done with which file, watch case, aid, batch or lead, by whom, until when. */
export const caseTasks: View<TaskRow, TaskSeen> = {
  collection: {
    name: 'case-tasks',
    key: ({ taskId }) => taskId,
    fields: {
      taskId: 'string',
      householdId: 'string',
      aidId: 'string',
      batchId: 'string',
      leadId: 'string',
      watchNumber: 'number',
      kind: 'string',
      role: 'string',
      unitId: 'string',
      keptByUnitId: 'string',
      escalated: 'boolean',
      open: 'boolean',
      dueOn: 'string',
      openedAt: 'string',
      remindOn: 'string',
      reportOn: 'string',
      escalateFrom: 'string',
    },
    indexes: [
      ['unitId', 'open', 'dueOn'],
      ['open', 'role', 'dueOn'],
      ['open', 'dueOn'],
      ['householdId', 'kind'],
      ['aidId', 'kind'],
      ['batchId', 'kind'],
      ['leadId', 'kind'],
      // For the keeper of deadlines: rows leave an index as soon as what it waits for was said.
      ['remindOn'],
      ['reportOn'],
      ['escalateFrom'],
    ],
  },
  version: 5,
  categories: ['household', 'aid', 'paymentBatch', 'watch', 'lead'],
  keysOf,
  fold,
};

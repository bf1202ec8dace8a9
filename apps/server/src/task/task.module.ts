import { Module } from '@nestjs/common';
import { ListTasksController, ListTasksHandler } from './list-tasks.query.js';
import { TaskSelections } from './task-selections.js';

@Module({ controllers: [ListTasksController], providers: [ListTasksHandler, TaskSelections] })
export class TaskModule {}

import { Module } from '@nestjs/common';
import { ListTasksController, ListTasksHandler } from './list-tasks.query.js';

@Module({ controllers: [ListTasksController], providers: [ListTasksHandler] })
export class TaskModule {}

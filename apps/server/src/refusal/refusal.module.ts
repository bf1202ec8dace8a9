import { Module } from '@nestjs/common';
import { ListRefusalsController, ListRefusalsHandler } from './list-refusals.query.js';

@Module({ controllers: [ListRefusalsController], providers: [ListRefusalsHandler] })
export class RefusalModule {}

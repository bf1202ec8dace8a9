import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import { AssignLeadController, AssignLeadHandler } from './assign-lead.js';
import { DismissLeadController, DismissLeadHandler } from './dismiss-lead.js';
import { LeadDesk } from './lead-desk.js';
import { LeadFiles } from './lead-files.js';
import { LinkLeadController, LinkLeadHandler } from './link-lead.js';
import { ListLeadsController, ListLeadsHandler } from './list-leads.query.js';
import { OpenLeadController, OpenLeadHandler } from './open-lead.query.js';
import { RevealLeadController, RevealLeadHandler } from './reveal-lead.js';

/** What people do with leads; feeds and reports open them, a file takes them in, and days end them. */
const useCases: readonly (readonly [Type<ICommandHandler>, Type])[] = [
  [AssignLeadHandler, AssignLeadController],
  [DismissLeadHandler, DismissLeadController],
  [LinkLeadHandler, LinkLeadController],
  [RevealLeadHandler, RevealLeadController],
];

const queries: readonly (readonly [Type<IQueryHandler>, Type])[] = [
  [ListLeadsHandler, ListLeadsController],
  [OpenLeadHandler, OpenLeadController],
];

@Module({
  controllers: [...useCases, ...queries].map(([, controller]) => controller),
  providers: [...[...useCases, ...queries].map(([handler]) => handler), LeadDesk, LeadFiles],
})
export class LeadModule {}

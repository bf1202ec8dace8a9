import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import { require } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { permissionsOf } from '../platform/permissions.js';
import { LeadDesk } from './lead-desk.js';
import { LeadId, LeadRoute, LeadWish, PostCommand } from './lead-route.js';

export class AssignLeadBody {
  /** Accounts that may work on leads of this unit. */
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(10) @ArrayUnique() @IsUUID('all', { each: true }) readonly assignees!: string[];
  @IsCalendarDate() readonly assignedOn!: string;
}

export class AssignLead extends LeadWish<AssignLeadBody> {}

@CommandHandler(AssignLead)
export class AssignLeadHandler implements ICommandHandler<AssignLead> {
  constructor(
    private readonly desk: LeadDesk,
    private readonly directory: Directory,
  ) {}

  execute(wish: AssignLead): Promise<Receipt> {
    return this.desk.act(wish, 'lead:enter', ({ lead }) => {
      this.requireWorkers(wish.body.assignees, lead.unitId);
      return { type: 'AssignLead', data: wish.body };
    });
  }

  /** Nobody is given what he could not open. @throws {Refusal} `assignee-out-of-reach` with how many that are */
  private requireWorkers(assignees: readonly string[], unitId: string): void {
    const tree = this.directory.unitTree();
    const mayWork = (accountId: string): boolean => {
      const account = this.directory.account(accountId);
      const held = account?.roles.filter(({ role }) => permissionsOf[role].includes('lead:enter')) ?? [];
      return account?.status === 'active' && held.some(({ unit }) => tree.isWithin(unitId, unit));
    };
    const unable = assignees.filter((accountId) => !mayWork(accountId)).length;
    require(unable === 0, 'assignee-out-of-reach', { unable });
  }
}

@LeadRoute('assign')
export class AssignLeadController {
  constructor(private readonly bus: CommandBus) {}

  /** 交办:names who looks into the lead. */
  @PostCommand('lead:enter')
  assign(@LeadId() leadId: string, @Body() body: AssignLeadBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new AssignLead(leadId, body, caller));
  }
}

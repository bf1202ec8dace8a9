import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Measure } from '#domain/watch/watch.events';
import { measureKinds, type MeasureKind } from '#domain/watch/watch.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { NestedList } from '../platform/nested.js';
import { IsText } from '../platform/text.js';
import { LinkedAids } from './linked-aids.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class MeasureBody implements Measure {
  /** Chosen by the client, never used before for this household. */
  @IsUUID('all') readonly measureId!: string;
  @IsIn(measureKinds) readonly kind!: MeasureKind;
  @IsCalendarDate() readonly dueOn!: string;
  /** The aid it is, of this very household: its payment delivers the measure. */
  @IsOptional() @IsUUID('all') readonly aidId?: string;
  /** Whom a referral goes to. */
  @IsOptional() @IsText(100) readonly department?: string;
  @IsText(1000) readonly description!: string;
}

export class PlanMeasuresBody {
  @IsCalendarDate() readonly plannedOn!: string;
  @NestedList(() => MeasureBody, 20) readonly measures!: readonly MeasureBody[];
}

export class PlanMeasures extends WatchWish<PlanMeasuresBody> {}

@CommandHandler(PlanMeasures)
export class PlanMeasuresHandler implements ICommandHandler<PlanMeasures> {
  constructor(
    private readonly desk: WatchDesk,
    private readonly aids: LinkedAids,
  ) {}

  execute(wish: PlanMeasures): Promise<Receipt> {
    const { householdId, body } = wish;
    return this.desk.act(wish, 'watch:enter', async ({ termsOn }) => {
      for (const { aidId } of body.measures) if (aidId !== undefined) await this.aids.requireOf(householdId, aidId);
      return { type: 'PlanMeasures', data: { ...body, followUpMonths: termsOn(body.plannedOn).rules.followUpMonths } };
    });
  }
}

@WatchRoute('plan-measures')
export class PlanMeasuresController {
  constructor(private readonly bus: CommandBus) {}

  /** 制定帮扶措施:what is done for the household and until when. Urgent cases may be planned before the visit. */
  @PostCommand('watch:enter')
  plan(@HouseholdId() householdId: string, @Body() body: PlanMeasuresBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new PlanMeasures(householdId, body, caller));
  }
}

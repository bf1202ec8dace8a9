import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Context } from '#domain/kernel/decider';
import { require } from '#domain/kernel/refusal';
import type { Signal } from '#domain/watch/watch.events';
import { uuidFrom } from '#event-store/request';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsFen } from '../platform/amounts.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

/** How the household does, in the eyes of who was there. */
export const visitJudgements = ['worse', 'unchanged', 'better'] as const;
export type VisitJudgement = (typeof visitJudgements)[number];

export class RecordVisitFindingBody {
  @IsCalendarDate() readonly visitedOn!: string;
  @IsIn(visitJudgements) readonly judgement!: VisitJudgement;
  @IsText(4000) readonly findings!: string;
  /** Own-paid cost or loss that was seen. */
  @IsOptional() @IsFen() readonly amountFen?: number;
  /** Whom of the household it is about; the principal where nobody is named. */
  @IsOptional() @IsUUID('all') readonly personId?: string;
}

export class RecordVisitFinding extends WatchWish<RecordVisitFindingBody> {}

/** The union's own word stands beside those of the departments. */
const UNION = '工会';

/** The same request is the same signal, however often it is sent. */
const signalOf = ({ householdId, body }: RecordVisitFinding, { by, requestId, today }: Context): Omit<Signal, 'personId'> => ({
  signalId: uuidFrom('signal', 'visit_finding', householdId, by, requestId),
  kind: 'visit_finding',
  department: UNION,
  happenedOn: body.visitedOn,
  receivedOn: today,
  figures: {
    marks: { judgement: body.judgement },
    words: body.findings,
    ...(body.amountFen !== undefined && { amountFen: body.amountFen }),
  },
});

@CommandHandler(RecordVisitFinding)
export class RecordVisitFindingHandler implements ICommandHandler<RecordVisitFinding> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: RecordVisitFinding): Promise<Receipt> {
    return this.desk.act(wish, 'watch:enter', async ({ file: { facts }, context, standing, termsOn }) => {
      const { personId = facts.principal.personId } = wish.body;
      const listed = [facts.principal, ...facts.members].some((person) => person.personId === personId);
      require(listed, 'person-not-in-household');
      const signal = { ...signalOf(wish, context), personId };
      return { type: 'ReceiveSignal', data: { signal, file: await standing(), terms: termsOn(signal.receivedOn) } };
    });
  }
}

@WatchRoute('record-visit-finding')
export class RecordVisitFindingController {
  constructor(private readonly bus: CommandBus) {}

  /** 走访发现:what was seen of the household, heard and judged like every signal. */
  @PostCommand('watch:enter')
  record(@HouseholdId() householdId: string, @Body() body: RecordVisitFindingBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordVisitFinding(householdId, body, caller));
  }
}

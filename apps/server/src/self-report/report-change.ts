import { setTimeout as delay } from 'node:timers/promises';
import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { reportedChanges, type ReportedChange } from '#domain/lead/lead.events';
import { normaliseIdNumber } from '#domain/person/id-number';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { Clock } from '../platform/clock.js';
import { Directory, systemContext } from '../platform/directory.js';
import { requestIdOf } from '../platform/guard.js';
import { hearReport, referenceOf } from '../platform/monitoring/leads.js';
import { watchTermsFor } from '../platform/monitoring/watch-terms.js';
import { Open } from '../platform/permissions.js';
import { IsIdNumber, IsPhone } from '../platform/person-fields.js';
import { Problem } from '../platform/problem.js';
import { IsText } from '../platform/text.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { SelfReportThrottle } from './self-report-throttle.js';

/** Reports of one person that are taken in on one day. */
const MOST_OF_DAY = 3;
/** Longer than it takes to write a report down: how long an answer takes says nothing of what was found or written. */
const ANSWER_AFTER_MS = 100;

/** 自主申报: what has changed for a household, told by itself. */
export class ReportChangeBody {
  /** The union whose link was followed. Codes of unions are no secret: one that is none is said to be none. */
  @IsUnitCode() readonly unitCode!: string;
  @IsText(50) readonly name!: string;
  @IsIdNumber() readonly idNumber!: string;
  @IsPhone() readonly phone!: string;
  @IsIn(reportedChanges) readonly change!: ReportedChange;
  /** In the household's own words. */
  @IsText(500) readonly words!: string;
}

/** The same for everybody, whether the union knows him or not. */
export class ReportReceivedAnswer {
  @ApiProperty({ enum: [true] }) readonly received!: true;
  @ApiProperty({ example: '3F0C-9A1B', description: 'to ask after the report by' }) readonly reference!: string;
}

export class ReportChange extends Command<ReportReceivedAnswer> {
  constructor(
    readonly body: ReportChangeBody,
    /** The Idempotency-Key, or an id of this request alone. */
    readonly requestId: string,
    readonly correlationId: string,
  ) {
    super();
  }
}

@CommandHandler(ReportChange)
export class ReportChangeHandler implements ICommandHandler<ReportChange> {
  constructor(
    private readonly streams: Streams,
    private readonly events: EventStore,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Nothing is looked up about the person but his own leads; which unit asks him, a reaction finds out later. */
  async execute({ body, requestId, correlationId }: ReportChange): Promise<ReportReceivedAnswer> {
    this.directory.requireSound();
    const unitId = this.unitOf(body.unitCode);
    const { keyring } = this.events;
    // Whoever uses another's key by chance says something else, so that it is another report.
    const reportId = uuidFrom('self-report', requestId, keyring.fileHash(JSON.stringify(body)));
    const { name, phone, change, words } = body;
    const idNumber = normaliseIdNumber(body.idNumber);
    const reportedOn = this.clock.today();
    const { rules, verifyDueOn: followUpDueOn } = watchTermsFor(this.directory, unitId, reportedOn);
    const person = {
      idHash: keyring.identityHash(idNumber),
      name: name.trim(),
      idNumber,
      unitId,
      keepDays: rules.leadKeepDays,
      followUpDueOn,
    };
    const report = { ...person, reportId, phone, change, words, reportedOn, mostOfDay: MOST_OF_DAY };
    const context = { ...systemContext('self-report', this.clock, reportId), correlationId };
    await Promise.all([hearReport(this.streams, report, context), delay(ANSWER_AFTER_MS)]);
    return { received: true, reference: referenceOf(reportId) };
  }

  /** @throws {Problem} 400 `validation-failed`, with the field */
  private unitOf(unitCode: string): string {
    if (this.directory.unit(unitCode)?.status === 'open') return unitCode;
    throw new Problem(400, 'validation-failed', {}, [
      { pointer: '/unitCode', code: 'unit-unknown', detail: 'unitCode must be that of a union' },
    ]);
  }
}

@ApiTags('self-reports')
@Controller('self-reports')
export class ReportChangeController {
  constructor(private readonly bus: CommandBus) {}

  /**
   * A household tells what has changed for it; needs no session. The answer is the same for everybody, known or not. So many a minute from one
   * address; of one person so many a day are taken in. The same Idempotency-Key with the same content is one report.
   */
  @Post()
  @Open()
  @UseGuards(SelfReportThrottle)
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ReportReceivedAnswer })
  report(@Body() body: ReportChangeBody, @Req() request: FastifyRequest): Promise<ReportReceivedAnswer> {
    return this.bus.execute(new ReportChange(body, requestIdOf(request), String(request.id)));
  }
}

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { aidDecisionFor, type AidSubject } from '#domain/aid/aid-decision-for';
import type { AidDecision } from '#domain/aid/aid.decision';
import { aidRules } from '#domain/aid/aid.policies';
import { capsLeft, doubleOf } from '#domain/entitlement/claims';
import { reservationRules } from '#domain/fund/fund.policies';
import { household } from '#domain/household/household';
import type { Answer } from '#domain/kernel/guards';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { AidFacts } from './aid-facts.js';
import { AidRequests } from './aid-request.body.js';
import { AidDecisionAnswer, AppliedCapAnswer } from './aid.answers.js';
import { ProposeAidBody } from './propose-aid.js';

/** A rule that would refuse the aid, with the figures that decide it. */
export class WouldRefuseAnswer {
  @ApiProperty({ example: 'over-cap' }) readonly code!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly details!: Readonly<Record<string, unknown>>;
}

export class AidPreviewAnswer {
  @ApiProperty() readonly decision!: AidDecisionAnswer;
  @ApiProperty({ type: [AppliedCapAnswer] }) readonly caps!: readonly AppliedCapAnswer[];
  /** Everything that stands in the way, in order of precedence: the first is what proposing, or the last approval, would answer. */
  @ApiProperty({ type: [WouldRefuseAnswer] }) readonly refusals!: readonly WouldRefuseAnswer[];
}

export class PreviewAid extends Query<AidPreviewAnswer> {
  constructor(
    readonly body: ProposeAidBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

type Said = NonNullable<Answer>;

const byTheCaps = ({ request, entitlement }: AidSubject, { limits }: AidDecision): Said[] => {
  const double = doubleOf(entitlement, request);
  const passed = capsLeft(entitlement, limits, request).filter(({ leftFen }) => request.amountFen > leftFen);
  return [
    ...(double ? [{ code: 'double-aid', details: { item: request.item, aidId: double.aidId } }] : []),
    ...passed.map(({ capId, limitFen, usedFen, leftFen }) => ({
      code: 'over-cap',
      details: { capId, limitFen, usedFen, amountFen: request.amountFen, leftFen },
    })),
  ];
};

/** What the fund would say to the reservation of the last approval, if that came today. */
const byTheFund = ({ request, fund }: AidSubject, { household: { archiveLevel }, onDate: reservedOn }: AidDecision): Said[] => {
  if (!fund || fund.state.status === 'absent') return [];
  const { aidId: useId, item, householdId, amountFen } = request;
  const wish = { useKind: 'aid', useId, item, householdId, amountFen, archiveLevel, reservedOn } as const;
  const { state } = fund;
  return reservationRules.flatMap((rule) => rule({ fund: state, wish }) ?? []);
};

/** A code that both the aid and its fund answer is said once. */
const refusalsOf = (subject: AidSubject, decision: AidDecision, today: string): readonly Said[] => {
  const judged = { request: subject.request, decision, today };
  const byRules = aidRules.flatMap(({ code, judge }) => {
    const details = judge(judged);
    return details ? [{ code, details }] : [];
  });
  const said = new Set(byRules.map(({ code }) => code));
  return [...byRules, ...byTheCaps(subject, decision), ...byTheFund(subject, decision).filter(({ code }) => !said.has(code))];
};

@QueryHandler(PreviewAid)
export class PreviewAidHandler implements IQueryHandler<PreviewAid> {
  constructor(
    private readonly streams: Streams,
    private readonly facts: AidFacts,
    private readonly requests: AidRequests,
  ) {}

  async execute({ body, caller }: PreviewAid): Promise<AidPreviewAnswer> {
    const file = (await this.streams.load(household, body.householdId)).state;
    if (file.status === 'absent') throw notFound();
    const { today } = caller.contextIn('aid:propose', file.facts.unitId);
    const aidId = uuidFrom('aid preview', caller.accountId, caller.request.requestId);
    const request = await this.requests.from(body, { aidId, file, today });
    const subject = await this.facts.subject(request, request.proposedOn);
    const decision = aidDecisionFor(subject);
    return {
      decision,
      caps: capsLeft(subject.entitlement, decision.limits, request),
      refusals: refusalsOf(subject, decision, today),
    };
  }
}

@ApiTags('aids')
@Controller('aids/preview')
export class PreviewAidController {
  constructor(private readonly bus: QueryBus) {}

  /** What proposing would answer: caps and what is left of them, levels that have to agree, everything that stands in the way. Nothing is recorded. */
  @Post()
  @HttpCode(200)
  @Can('aid:propose')
  @ApiOkResponse({ type: AidPreviewAnswer })
  preview(@Body() body: ProposeAidBody, @From() caller: Caller): Promise<AidPreviewAnswer> {
    return this.bus.execute(new PreviewAid(body, caller));
  }
}

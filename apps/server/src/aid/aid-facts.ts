import { Injectable } from '@nestjs/common';
import { aidDecisionFor, type AidSubject } from '#domain/aid/aid-decision-for';
import type { AidDecision } from '#domain/aid/aid.decision';
import type { AidRequest } from '#domain/aid/aid.events';
import { entitlement } from '#domain/entitlement/entitlement';
import { fund } from '#domain/fund/fund';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import { household } from '#domain/household/household';
import { Streams } from '#event-store/streams';
import { Directory } from '../platform/directory.js';

/** Looks up all that decisions about aid are made of. */
@Injectable()
export class AidFacts {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
  ) {}

  /**
   * What the rules of aid look at, as it stands now, judged for a day.
   * @throws {Refusal} `no-policy-in-force`, `household-not-registered` where there is no file, `no-line-for-date`
   */
  async decisionFor(request: AidRequest, onDate: string): Promise<AidDecision> {
    return aidDecisionFor(await this.subject(request, onDate));
  }

  /** Everything a decision is made of. @throws {Refusal} `no-policy-in-force` */
  async subject(request: AidRequest, onDate: string): Promise<AidSubject> {
    const { householdId, unitId } = request;
    return {
      ...{ request, onDate },
      ...this.directory.rulesFor(unitId, onDate),
      household: (await this.streams.load(household, householdId)).state,
      entitlement: (await this.streams.load(entitlement, householdId)).state,
      ...(request.lotId === undefined ? await this.money(request) : await this.goods(request.lotId, unitId)),
    };
  }

  private async money({ fundId, unitId }: AidRequest): Promise<Pick<AidSubject, 'fund'>> {
    const { state } = await this.streams.load(fund, fundId);
    return state.status === 'absent' ? {} : { fund: { state, covers: this.covers(state.unitId, unitId) } };
  }

  private async goods(lotId: string, unitId: string): Promise<Pick<AidSubject, 'lot'>> {
    const { state } = await this.streams.load(goodsLot, lotId);
    if (state.status === 'absent') return {};
    const paidFrom = (await this.streams.load(fund, state.purchase.fundId)).state;
    if (paidFrom.status === 'absent') return {};
    return { lot: { state, purpose: paidFrom.purpose, covers: this.covers(state.purchase.unitId, unitId) } };
  }

  /** Whether money of a unit may go to a household of another: its own, or one below. */
  private covers(ownerUnit: string, unitId: string): boolean {
    return this.directory.unitTree().isWithin(unitId, ownerUnit);
  }
}

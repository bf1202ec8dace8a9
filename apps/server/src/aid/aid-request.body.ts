import { Injectable } from '@nestjs/common';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { AidRequest } from '#domain/aid/aid.events';
import { aidForms, aidItems, type AidForm, type AidItem } from '#domain/aid/aid.terms';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import type { KnownHousehold } from '#domain/household/household.state';
import { Streams } from '#event-store/streams';
import { IsFen } from '../platform/amounts.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';

/** What a household is to be given, and for what. */
export class AidRequestBody {
  @IsIn(aidItems) readonly item!: AidItem;
  @IsIn(aidForms) readonly form!: AidForm;
  @IsFen() readonly amountFen!: number;
  /** Cash: the fund it is to come from. Goods name their lot, whose fund paid at the purchase. */
  @IsOptional() @IsUUID('all') readonly fundId?: string;
  @IsOptional() @IsUUID('all') readonly lotId?: string;
  /** Pieces of the lot. */
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) readonly quantity?: number;
  /** The worker or a member of the household. */
  @IsUUID('all') readonly payeePersonId!: string;
  /** What it is for: a month, a school year, a bill's number. The same person is aided for it once. */
  @IsText(100) readonly basis!: string;
  /** The household's own-paid part of the cost, where a cap is a share of it. */
  @IsOptional() @IsFen() readonly costFen?: number;
  /** 急难救助:help first, papers after. */
  @IsOptional() @IsBoolean() readonly urgent?: boolean;
  /** Why, in the proposer's words. */
  @IsOptional() @IsText(1000) readonly statement?: string;
  /** Today unless another day is named. */
  @IsOptional() @IsCalendarDate() readonly proposedOn?: string;
}

/** For whom a request is made, under which id, on which day unless it names one. */
export type RequestFrame = Readonly<{ aidId: string; file: KnownHousehold; today: string }>;

/** The payee's name as the file has it; '' where nobody of the household is meant, which a rule refuses. */
const nameIn = ({ facts: { principal, members } }: KnownHousehold, personId: string): string =>
  [principal, ...members].find((person) => person.personId === personId)?.name ?? '';

/** Makes requests of what was sent, with what the files know. */
@Injectable()
export class AidRequests {
  constructor(private readonly streams: Streams) {}

  async from(body: AidRequestBody, { aidId, file, today }: RequestFrame): Promise<AidRequest> {
    const { urgent = false, proposedOn = today, item, form, amountFen, payeePersonId, basis, costFen, statement, quantity } = body;
    return {
      ...{ aidId, householdId: file.householdId, unitId: file.facts.unitId, item, form, amountFen },
      ...(await this.sourceOf(body)),
      ...(quantity !== undefined && { quantity }),
      ...{ payeePersonId, payeeName: nameIn(file, payeePersonId), basis: basis.trim(), proposedOn, urgent },
      ...(costFen !== undefined && { costFen }),
      ...(statement !== undefined && { statement }),
    };
  }

  /** '' names no fund, which a rule refuses. */
  private async sourceOf({ fundId = '', lotId }: AidRequestBody): Promise<Pick<AidRequest, 'fundId' | 'lotId'>> {
    if (lotId === undefined) return { fundId };
    const { state } = await this.streams.load(goodsLot, lotId);
    return { fundId: state.status === 'absent' ? fundId : state.purchase.fundId, lotId };
  }
}

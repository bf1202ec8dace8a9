import { IsIn, IsOptional } from 'class-validator';
import type { Donor, FundConditions } from '#domain/fund/fund.events';
import { IsFen } from '../platform/amounts.js';
import { IsText } from '../platform/text.js';

/** What a donor or the source allows. */
export class FundConditionsBody implements FundConditions {
  /** The most that one aid may be. */
  @IsOptional() @IsFen() readonly perAidMaxFen?: number;
  /** The most that one household may have of this fund. */
  @IsOptional() @IsFen() readonly perHouseholdMaxFen?: number;
}

export const donorKinds: readonly Donor['kind'][] = ['organisation', 'person'];

/** Who gave; left out where nobody is to be named. */
export class DonorBody {
  @IsIn(donorKinds) readonly kind!: Donor['kind'];
  @IsText(100) readonly name!: string;
}

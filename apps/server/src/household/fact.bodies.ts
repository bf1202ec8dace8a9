import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { hardshipCauses, type HardshipCause } from '#domain/household/household.terms';
import type { Accident, Assets, Incomes, RigidCosts } from '#domain/policy/classification';
import { IsFen } from '../platform/amounts.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';

/** The months that declared sums cover: first and last day. */
export class WindowBody {
  @IsCalendarDate() readonly from!: string;
  @IsCalendarDate() readonly to!: string;
}

/** The household's incomes over the window. */
export class IncomesBody implements Incomes {
  @IsFen() readonly wageFen!: number;
  @IsFen() readonly businessFen!: number;
  @IsFen() readonly propertyFen!: number;
  @IsFen() readonly transferFen!: number;
  @IsFen() readonly otherFen!: number;
}

/** 刚性支出 over the window. */
export class RigidCostsBody implements RigidCosts {
  @IsFen() readonly medicalFen!: number;
  @IsFen() readonly disabilityCareFen!: number;
  @IsFen() readonly schoolingFen!: number;
  @IsFen() readonly housingFen!: number;
  @IsFen() readonly employmentFen!: number;
}

/** What excludes a household whatever its income. */
export class AssetsBody implements Assets {
  @IsInt() @Min(0) @Max(1000) readonly homes!: number;
  @IsBoolean() readonly motorVehicle!: boolean;
  @IsBoolean() readonly mobilityAidVehicle!: boolean;
  @IsBoolean() readonly controllingShareholder!: boolean;
  @IsBoolean() readonly highFeeSchooling!: boolean;
}

/** 意外: what it cost and what was made good. */
export class AccidentBody implements Accident {
  @IsText(100) readonly kind!: string;
  @IsFen() readonly costFen!: number;
  @IsFen() readonly compensationFen!: number;
}

/** 致困原因: one main cause, up to three more. */
export class CausesBody {
  @IsIn(hardshipCauses) readonly main!: HardshipCause;
  @IsArray() @ArrayMaxSize(3) @ArrayUnique() @IsIn(hardshipCauses, { each: true }) readonly secondary!: HardshipCause[];
}

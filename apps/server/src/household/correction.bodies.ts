import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsObject, IsUUID, ValidateNested } from 'class-validator';
import type { CorrectableDate } from '#domain/household/household.events';
import { IsCalendarDate } from '../platform/dates.js';
import { Nested } from '../platform/nested.js';
import { AssetsBody, IncomesBody, RigidCostsBody, WindowBody } from './fact.bodies.js';
import { DetailsBody, IdentityBody, MemberBody } from './person.bodies.js';

const dates: readonly CorrectableDate[] = ['appliedOn', 'surveyedOn'];

class IdentityCorrectionBody {
  @IsIn(['identity']) readonly kind!: 'identity';
  @Nested(() => IdentityBody) readonly identity!: IdentityBody;
}

class DetailsCorrectionBody {
  @IsIn(['details']) readonly kind!: 'details';
  @Nested(() => DetailsBody) readonly details!: DetailsBody;
}

class MemberCorrectionBody {
  @IsIn(['member']) readonly kind!: 'member';
  @IsUUID('all') readonly personId!: string;
  @Nested(() => MemberBody) readonly member!: MemberBody;
}

class IncomesCorrectionBody {
  @IsIn(['incomes']) readonly kind!: 'incomes';
  @Nested(() => IncomesBody) readonly incomes!: IncomesBody;
  @Nested(() => WindowBody) readonly window!: WindowBody;
}

class RigidCostsCorrectionBody {
  @IsIn(['rigidCosts']) readonly kind!: 'rigidCosts';
  @Nested(() => RigidCostsBody) readonly rigidCosts!: RigidCostsBody;
  @Nested(() => WindowBody) readonly window!: WindowBody;
}

class AssetsCorrectionBody {
  @IsIn(['assets']) readonly kind!: 'assets';
  @Nested(() => AssetsBody) readonly assets!: AssetsBody;
}

class DateCorrectionBody {
  @IsIn(['date']) readonly kind!: 'date';
  @IsIn(dates) readonly date!: CorrectableDate;
  @IsCalendarDate() readonly on!: string;
}

/** What the fact should have said, by its kind. */
export type CorrectionBody =
  | IdentityCorrectionBody
  | DetailsCorrectionBody
  | MemberCorrectionBody
  | IncomesCorrectionBody
  | RigidCostsCorrectionBody
  | AssetsCorrectionBody
  | DateCorrectionBody;

const byKind = {
  identity: IdentityCorrectionBody,
  details: DetailsCorrectionBody,
  member: MemberCorrectionBody,
  incomes: IncomesCorrectionBody,
  rigidCosts: RigidCostsCorrectionBody,
  assets: AssetsCorrectionBody,
  date: DateCorrectionBody,
} satisfies { [Kind in CorrectionBody['kind']]: new () => Extract<CorrectionBody, { kind: Kind }> };

/** Where no kind is named, or none that we know. */
class UnknownCorrectionBody {
  @IsIn(Object.keys(byKind)) readonly kind!: string;
}

const subTypes = Object.entries(byKind).map(([name, value]) => ({ name, value }));

const OneOfTheKinds: PropertyDecorator = (body, field) => {
  ApiExtraModels(...Object.values(byKind))(body.constructor);
  const mapping = Object.fromEntries(subTypes.map(({ name, value }) => [name, getSchemaPath(value)]));
  const oneOf = subTypes.map(({ value }) => ({ $ref: getSchemaPath(value) }));
  ApiProperty({ oneOf, discriminator: { propertyName: 'kind', mapping } })(body, field);
};

/** A field that holds one correction; its `kind` decides what else it must hold. */
export const IsCorrection = (): PropertyDecorator =>
  applyDecorators(
    OneOfTheKinds,
    IsDefined(),
    IsObject(),
    ValidateNested(),
    Type(() => UnknownCorrectionBody, { discriminator: { property: 'kind', subTypes }, keepDiscriminatorProperty: true }),
  );

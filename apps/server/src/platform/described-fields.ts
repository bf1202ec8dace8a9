import { ApiProperty } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';

type Guard = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

type Class = abstract new (...args: never[]) => object;

/** Part of a JSON Schema. */
type Part = Readonly<Record<string, unknown>>;

/** What the guards of a field say of its value, by their names. A guard that is not here leaves its field without a type. */
const parts: Readonly<Record<string, (constraints: readonly unknown[]) => Part>> = {
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isFen: () => ({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  isIn: ([values]) => ({ type: typeof (values as unknown[])[0], enum: values }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isCalendarDate: () => ({ type: 'string', format: 'date' }),
  idNumber: () => ({ type: 'string', format: 'resident-id-number', maxLength: 40 }),
  bankCard: () => ({ type: 'string', format: 'bank-card', maxLength: 40 }),
  matches: ([pattern]) => ({ type: 'string', pattern: (pattern as RegExp).source }),
  isNotEmpty: () => ({ minLength: 1 }),
  minLength: ([length]) => ({ minLength: length }),
  maxLength: ([length]) => ({ maxLength: length }),
  min: ([least]) => ({ minimum: least }),
  max: ([most]) => ({ maximum: most }),
};

const listParts: typeof parts = {
  arrayMinSize: ([size]) => ({ minItems: size }),
  arrayMaxSize: ([size]) => ({ maxItems: size }),
  arrayUnique: () => ({ uniqueItems: true }),
};

const nameOf = ({ name, constraintCls }: Guard): string =>
  getMetadataStorage().getTargetValidatorConstraints(constraintCls)[0]?.name ?? name ?? '';

const described = (guards: readonly Guard[], table: typeof parts): Part =>
  Object.assign({}, ...guards.map((guard) => table[nameOf(guard)]?.(guard.constraints ?? []) ?? {})) as Part;

const schemaOf = (guards: readonly Guard[]): Part => {
  if (!guards.some((guard) => nameOf(guard) === 'isArray')) return described(guards, parts);
  const items = described(guards, parts);
  // Lists of objects have told their class where they were declared.
  return { ...described(guards, listParts), ...(Object.keys(items).length > 0 && { type: 'array', items }) };
};

/** Stands in a body of which nothing is asked. */
const isNothing = (guards: readonly Guard[]): boolean =>
  guards.some((guard) => nameOf(guard) === 'equals' && guard.constraints[0] === undefined);

const describe = (body: Class): void => {
  const storage = getMetadataStorage();
  const fields = storage.groupByPropertyName(storage.getTargetValidationMetadatas(body, '', false, false));
  for (const [name, guards] of Object.entries(fields)) {
    if (isNothing(guards)) continue;
    const required = !guards.some(({ type }) => type === 'conditionalValidation');
    ApiProperty({ ...schemaOf(guards), required })(body.prototype as object, name);
  }
};

/**
 * Describes every guarded field to OpenAPI as its guards have it, so that a limit is written once and the document cannot
 * disagree with what is accepted.
 */
export const describeFields = (): void => {
  // class-validator keeps no public list of the classes it guards.
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: ReadonlyMap<Class, unknown> };
  for (const body of validationMetadatas.keys()) describe(body);
};

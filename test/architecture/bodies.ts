import { createRequire } from 'node:module';
import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import type * as ClassTransformerStorage from 'class-transformer/types/storage.js';
import { getMetadataStorage } from 'class-validator';
import { Problem } from '../../apps/server/src/platform/problem.js';
import { validation } from '../../apps/server/src/platform/validation.js';

const { defaultMetadataStorage: types } = createRequire(import.meta.url)(
  'class-transformer/cjs/storage.js',
) as typeof ClassTransformerStorage;

type Class = Type<object>;

/** Something from outside that a controller lets in: a class, or (undefined) what no class describes. */
export type Input = Readonly<{ where: string; body: Class | undefined }>;

/** RouteParamtypes of Nest: the whole body, the whole query, one name of either. Path parameters have pipes of their own. */
const BODY_OR_QUERY = /^[34]:(\d+)$/;

const isClass = (type: unknown): type is Class =>
  typeof type === 'function' && ![Object, String, Number, Boolean, Array].includes(type as never);

const methodsOf = (controller: Class): string[] =>
  Object.getOwnPropertyNames(controller.prototype).filter((name) => name !== 'constructor');

/** Every body and query that a controller takes. */
export const inputsOf = (controller: Class): Input[] =>
  methodsOf(controller).flatMap((method) => {
    const given = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, unknown>;
    const declared = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ?? []) as unknown[];
    return Object.keys(given).flatMap((key) => {
      const place = BODY_OR_QUERY.exec(key)?.[1];
      const type = place === undefined ? undefined : declared[Number(place)];
      return place === undefined ? [] : [{ where: `${controller.name}.${method}`, body: isClass(type) ? type : undefined }];
    });
  });

const fieldsOf = (body: Class) => {
  const storage = getMetadataStorage();
  return storage.groupByPropertyName(storage.getTargetValidationMetadatas(body, '', false, false));
};

/** Classes of what is nested in a field. */
const nestedIn = (body: Class, field: string): Class[] => {
  const type = types.findTypeMetadata(body, field);
  if (!type) return [];
  const subTypes = type.options?.discriminator?.subTypes.map(({ value }) => value as Class) ?? [];
  return [type.typeFunction() as Class, ...subTypes].filter(isClass);
};

/** What must not get past any field, whatever it holds. */
const probes: Readonly<Record<string, unknown>> = {
  'an object of anything': { $gt: '' },
  'a list of anything': [{ anything: { $gt: '' } }],
  'a list of lists': [[{}]],
  'a text without end': 'x'.repeat(100_000),
  'a text without end in a list': ['x'.repeat(100_000)],
  'a number that was rounded': 2 ** 53,
  'a number without end': 1e308,
};

const pipe = validation();

const refuses = async (body: Class, field: string, value: unknown): Promise<boolean> => {
  try {
    await pipe.transform({ [field]: value }, { type: 'body', metatype: body });
    return false;
  } catch (error) {
    return error instanceof Problem && error.fields.some(({ pointer }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`));
  }
};

type Guards = readonly Readonly<{ name?: string }>[];

const has = (guards: Guards, guard: string): boolean => guards.some(({ name }) => name === guard);

/** Lists of ours say how long they may be. */
const isEndlessList = (guards: Guards): boolean => has(guards, 'isArray') && !has(guards, 'arrayMaxSize');

/** Where one object is expected, the library takes a list of them too. */
const takesList = async (body: Class, field: string, guards: Guards): Promise<boolean> =>
  !has(guards, 'isArray') && !(await refuses(body, field, []));

const faultsOfField = async (body: Class, field: string): Promise<string[]> => {
  const guards = fieldsOf(body)[field] ?? [];
  const passed = [
    ...(isEndlessList(guards) ? ['a list without end'] : []),
    ...((await takesList(body, field, guards)) ? ['a list for one value'] : []),
  ];
  for (const [probe, value] of Object.entries(probes)) if (!(await refuses(body, field, value))) passed.push(probe);
  return passed.map((probe) => `${body.name}.${field} lets in ${probe}`);
};

/** All classes that can come in, nested ones included. */
export const bodiesIn = (inputs: readonly Input[]): Set<Class> => {
  const bodies = new Set(inputs.flatMap(({ body }) => body ?? []));
  // A set that grows while it is walked through.
  for (const body of bodies)
    for (const field of Object.keys(fieldsOf(body))) for (const nested of nestedIn(body, field)) bodies.add(nested);
  return bodies;
};

/** What could come in that should not, in words. */
export const faultsIn = async (inputs: readonly Input[]): Promise<string[]> => {
  const faults = inputs.flatMap(({ where, body }) => (body ? [] : [`${where} takes what no class describes`]));
  for (const body of bodiesIn(inputs)) for (const field of Object.keys(fieldsOf(body))) faults.push(...(await faultsOfField(body, field)));
  return faults;
};

import type { Resolve, Schema } from './document.js';

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
};

const isOfType = (value: unknown, type: string): boolean => (type === 'integer' ? Number.isSafeInteger(value) : typeOf(value) === type);

/** Where a JSON value is not what its schema says, as `place: what is wrong`; nothing where it conforms. */
export const deviationsOf = (value: unknown, given: Schema, resolve: Resolve, place = ''): readonly string[] => {
  const schema = resolve(given);
  if (value === null && schema.nullable) return [];
  if (schema.oneOf)
    return schema.oneOf.some((one) => deviationsOf(value, one, resolve).length === 0) ? [] : [`${place}: none of the kinds`];
  const all = (schema.allOf ?? []).flatMap((part) => deviationsOf(value, part, resolve, place));
  if (schema.type !== undefined && !isOfType(value, schema.type)) return [...all, `${place}: ${typeOf(value)} instead of ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) return [...all, `${place}: not in the list`];
  if (Array.isArray(value)) return [...all, ...value.flatMap((item, index) => itemDeviations(item, schema, resolve, `${place}/${index}`))];
  return typeOf(value) === 'object' ? [...all, ...fieldDeviations(value as Fields, schema, resolve, place)] : all;
};

type Fields = Readonly<Record<string, unknown>>;

const itemDeviations = (item: unknown, { items }: Schema, resolve: Resolve, place: string): readonly string[] =>
  items ? deviationsOf(item, items, resolve, place) : [];

const fieldDeviations = (value: Fields, schema: Schema, resolve: Resolve, place: string): readonly string[] => {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.filter((name) => value[name] === undefined).map((name) => `${place}/${name}: missing`);
  const wrong = Object.entries(value).flatMap(([name, field]) => {
    const described = properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (described) return deviationsOf(field, described, resolve, `${place}/${name}`);
    // A document that leaves a field out hides it from the client that is generated from it.
    return additionalProperties === true || schema.allOf || Object.keys(properties).length === 0 ? [] : [`${place}/${name}: not described`];
  });
  return [...missing, ...wrong];
};

import fc from 'fast-check';
import type { Operation, Parameter, Resolve } from './document.js';
import { damagedTexts, hostileTexts, hostileValues, wounded } from './hostile-values.js';
import { MULTIPART, formsOf } from './multipart.js';
import type { RawRequest } from './raw-request.js';
import { valuesOf, type Known } from './values.js';

/** Who a request comes from, to be replaced by a session of that person when it is sent; a text that is no name is sent as it is. */
export type Planned = Readonly<{ request: RawRequest; sender: string | undefined }>;

type World = Readonly<{ known: Known; resolve: Resolve; senders: readonly string[] }>;

const JSON_TYPE = 'application/json';

const often = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, times = 8): fc.Arbitrary<T> =>
  fc.oneof({ weight: times, arbitrary: usual }, { weight: 1, arbitrary: rare });

const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

const rawEscapes = fc.constantFrom('%', '%zz', '%c0%af', '%00', '%ff', '%e4%b8', '..', '.', '%2e%2e%2f', '%2f', ';', ':', '*', '%20', '+');

const parameterValues = ({ schema = { type: 'string' }, name }: Parameter, { known, resolve }: World): fc.Arbitrary<string> =>
  often(
    valuesOf(schema, name, known, resolve).map((value) => encoded(String(value))),
    fc.oneof(
      hostileTexts.map((text) => encoded(text).slice(0, 3_000)),
      rawEscapes,
    ),
  );

const paths = ({ path, parameters }: Operation, world: World): fc.Arbitrary<string> => {
  const named = parameters.filter((parameter) => parameter.in === 'path');
  return fc
    .tuple(...named.map((parameter) => parameterValues(parameter, world)))
    .map((values) => named.reduce((text, { name }, index) => text.replace(`{${name}}`, () => values[index]!), path));
};

const pairs = (parameter: Parameter, world: World): fc.Arbitrary<readonly string[]> => {
  const items = parameter.schema?.type === 'array' ? (parameter.schema.items ?? {}) : parameter.schema;
  const values = parameterValues({ ...parameter, ...(items && { schema: items }) }, world);
  return fc.array(values, { maxLength: 2, size: 'xsmall' }).map((given) => given.map((value) => `${encoded(parameter.name)}=${value}`));
};

const oddPairs = fc.constantFrom(
  'colour=red',
  '__proto__=1',
  'constructor[prototype]=1',
  'limit[$gt]=1',
  'after=1&after=2',
  'limit=1e2',
  'limit=',
  '=',
  '&&',
  'a'.repeat(4_000),
);

const queries = ({ parameters }: Operation, world: World): fc.Arbitrary<string> => {
  const known = parameters.filter((parameter) => parameter.in === 'query').map((parameter) => pairs(parameter, world));
  return fc
    .tuple(
      fc.tuple(...known),
      often(
        fc.constant([] as string[]),
        oddPairs.map((pair) => [pair]),
        12,
      ),
    )
    .map(([given, odd]) => [...given.flat(), ...odd].join('&'))
    .map((query) => (query === '' ? '' : `?${query}`));
};

const optionalHeader = (name: string, values: readonly string[]): fc.Arbitrary<Record<string, string>> =>
  often(
    fc.constant<Record<string, string>>({}),
    fc.constantFrom(...values).map((value) => ({ [name]: value })),
    14,
  );

const headers: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    optionalHeader('if-match', ['"0"', '"7"', '3', '*', 'W/"1"', '"-1"', '"99999999999999999999"', 'x', '""']),
    optionalHeader('idempotency-key', ['one', 'two', 'three', '', ' ', 'k'.repeat(129), 'k'.repeat(9_000), '\u00e9', '__proto__']),
    optionalHeader('accept-language', ['en', 'zh-CN', 'xx-YY;q=9', ',,,;;q=', 'e'.repeat(5_000)]),
    optionalHeader('accept', ['application/xml', '*/*;q=0', 'x']),
    optionalHeader('content-encoding', ['gzip', 'identity', 'x']),
  )
  .map((parts) => Object.assign({}, ...parts) as Record<string, string>);

type Content = Readonly<{ type: string | undefined; text: string | Buffer | undefined }>;

const json = (values: fc.Arbitrary<unknown>): fc.Arbitrary<Content> =>
  values.map((value) => ({ type: JSON_TYPE, text: JSON.stringify(value) ?? '' }));

/** Valid bodies reach the rules, nearly valid ones the guards of each field; the rest must not reach anything. */
const bodies = ({ body, bodyType }: Operation, { known, resolve }: World): fc.Arbitrary<Content> => {
  if (!body) return often(fc.constant<Content>({ type: undefined, text: undefined }), json(hostileValues), 4);
  const valid = valuesOf(body, '', known, resolve);
  if (bodyType?.startsWith('multipart/')) {
    const forms = formsOf(body, known, resolve).map((text) => ({ type: MULTIPART, text }));
    return often(forms, json(hostileValues));
  }
  const types = fc.constantFrom(
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=gbk',
    'x',
    '',
  );
  return fc.oneof(
    { weight: 16, arbitrary: json(valid) },
    { weight: 10, arbitrary: json(wounded(valid)) },
    { weight: 2, arbitrary: json(hostileValues) },
    { weight: 3, arbitrary: damagedTexts(valid).map((text) => ({ type: JSON_TYPE, text })) },
    { weight: 1, arbitrary: fc.tuple(types, valid).map(([type, value]) => ({ type, text: JSON.stringify(value) })) },
    { weight: 1, arbitrary: fc.constant({ type: undefined, text: undefined }) },
  );
};

/** Requests to one route, from well-meant to hostile. */
export const requestsTo = (operation: Operation, world: World): fc.Arbitrary<Planned> =>
  fc
    .record({
      path: fc.tuple(paths(operation, world), queries(operation, world)).map((parts) => parts.join('')),
      sender: often(
        fc.constantFrom<string | undefined>(...world.senders),
        fc.constantFrom(undefined, '', 'x', 'eyJhbGciOiJub25lIn0.e30.', 'x'.repeat(9_000)),
        20,
      ),
      headers,
      body: bodies(operation, world),
    })
    .map(({ path, sender, headers: odd, body: { type, text } }) => ({
      sender,
      request: {
        method: operation.method,
        path,
        headers: { ...(type === undefined ? {} : { 'content-type': type }), ...odd },
        ...(text === undefined ? {} : { body: text }),
      },
    }));

import { TestServer } from '../support/server.js';
import { operationsOf, resolverOf, type OpenApiDocument, type Operation, type Resolve, type Schema } from '../support/openapi/document.js';

/** Places of a schema that say nothing of what belongs there: the client generated from it would know as little. */
const vagueIn = (given: Schema, resolve: Resolve, place: string, seen: ReadonlySet<string> = new Set()): readonly string[] => {
  if (given.$ref !== undefined && seen.has(given.$ref)) return [];
  const schema = resolve(given);
  const below = new Set([...seen, ...(given.$ref === undefined ? [] : [given.$ref])]);
  const inner = (part: Schema, name: string): readonly string[] => vagueIn(part, resolve, `${place}/${name}`, below);
  const parts = [...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (parts.length > 0) return parts.flatMap((part, index) => inner(part, String(index)));
  if (schema.type === undefined) return [`${place}: no type`];
  if (schema.type === 'array') return schema.items ? inner(schema.items, 'items') : [`${place}: a list of anything`];
  if (schema.type !== 'object') return [];
  const { properties = {}, additionalProperties } = schema;
  const fields = Object.entries(properties).flatMap(([name, part]) => inner(part, name));
  return Object.keys(properties).length === 0 && additionalProperties === undefined ? [`${place}: an object without fields`] : fields;
};

const bodyFaults = ({ name, body }: Operation, resolve: Resolve): readonly string[] => (body ? vagueIn(body, resolve, `${name} body`) : []);

const parameterFaults = ({ name, path, parameters }: Operation, resolve: Resolve): readonly string[] => {
  const missing = [...path.matchAll(/\{(\w+)\}/g)].filter(
    ([, part]) => !parameters.some((known) => known.in === 'path' && known.name === part),
  );
  const vague = parameters.flatMap((known) => vagueIn(known.schema ?? {}, resolve, `${name} ${known.in} ${known.name}`));
  return [...missing.map(([part]) => `${name}: ${part} is not described`), ...vague];
};

const answerFaults = ({ name, answers }: Operation, resolve: Resolve): readonly string[] =>
  Object.entries(answers).flatMap(([status, content]) =>
    Object.entries(content ?? {}).flatMap(([type, { schema }]) =>
      type === 'application/json' ? vagueIn(schema ?? {}, resolve, `${name} ${status}`) : [],
    ),
  );

const faultsIn = (document: OpenApiDocument): readonly string[] => {
  const resolve = resolverOf(document);
  return operationsOf(document).flatMap((operation) => [
    ...bodyFaults(operation, resolve),
    ...parameterFaults(operation, resolve),
    ...answerFaults(operation, resolve),
  ]);
};

/** A document with one operation, as bad as can be. */
const vague = (schema: Schema): OpenApiDocument => ({
  paths: {
    '/api/things/{thingId}': {
      post: {
        parameters: [{ name: 'q', in: 'query', schema: {} }],
        requestBody: { content: { 'application/json': { schema } } },
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
      },
    },
  },
  components: {
    schemas: { Thing: { type: 'object', properties: { parts: { type: 'array' }, of: { $ref: '#/components/schemas/Thing' } } } },
  },
});

describe('the document of the API', () => {
  let document: OpenApiDocument;
  let routes: readonly string[];
  beforeAll(async () => {
    const server = await TestServer.start();
    document = (await server.request('GET', '/openapi.json')).body as OpenApiDocument;
    routes = server.routes;
    await server.discard();
  });

  it('describes every body, parameter and answer down to the last field', () => {
    expect(operationsOf(document).length).toBeGreaterThan(10);
    expect(faultsIn(document)).toEqual([]);
  });

  it('leaves out no route but pages for people', () => {
    const described = new Set(operationsOf(document).map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`));
    const left = routes.filter(
      (route) => !described.has(route) && !/^HEAD |^OPTIONS |^GET \/api\/(docs|openapi)|^GET \/report(\/|$)/.test(route),
    );
    expect([...new Set(left)]).toEqual([]);
  });

  it('names no field that is refused: bodies are closed', () => {
    const resolve = resolverOf(document);
    const open = operationsOf(document).filter(
      ({ body, bodyType }) => bodyType === 'application/json' && body && resolve(body).additionalProperties !== false,
    );
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('would be faulted for an object without fields, a list of anything, a parameter without a type', () => {
    expect(faultsIn(vague({ type: 'object', properties: {} }))).toEqual([
      'POST /api/things/{thingId} body: an object without fields',
      'POST /api/things/{thingId}: {thingId} is not described',
      'POST /api/things/{thingId} query q: no type',
      'POST /api/things/{thingId} 200/parts: a list of anything',
    ]);
  });
});

/** The part of JSON Schema that the API's document uses. */
export type Schema = Readonly<{
  $ref?: string;
  type?: string;
  format?: string;
  pattern?: string;
  enum?: readonly unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  nullable?: boolean;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
}>;

export type Parameter = Readonly<{ name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema?: Schema }>;

type Content = Readonly<Record<string, Readonly<{ schema?: Schema }>>>;

type DescribedOperation = Readonly<{
  parameters?: readonly Parameter[];
  requestBody?: Readonly<{ content: Content }>;
  responses: Readonly<Record<string, Readonly<{ content?: Content }>>>;
}>;

export type OpenApiDocument = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, Schema>> }>;
}>;

export type Operation = Readonly<{
  /** `POST /api/households/{householdId}/add-member` */
  name: string;
  method: string;
  path: string;
  parameters: readonly Parameter[];
  /** Of the JSON body; undefined where the route takes none. */
  body: Schema | undefined;
  /** Media type of the body. */
  bodyType: string | undefined;
  /** Content of each answer by its status. */
  answers: Readonly<Record<string, Content | undefined>>;
}>;

const operation = (method: string, path: string, { parameters = [], requestBody, responses }: DescribedOperation): Operation => {
  const [bodyType, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const answers = Object.fromEntries(Object.entries(responses).map(([status, answer]) => [status, answer.content]));
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    parameters,
    body: content?.schema,
    bodyType,
    answers,
  };
};

/** Every operation of the document. */
export const operationsOf = ({ paths }: OpenApiDocument): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, described]) => operation(method, path, described)),
  );

export type Resolve = (schema: Schema) => Schema;

/** Looks up what a schema refers to. @throws where the document has no such schema. */
export const resolverOf =
  ({ components }: OpenApiDocument): Resolve =>
  (schema) => {
    if (schema.$ref === undefined) return schema;
    const named = components.schemas[schema.$ref.split('/').at(-1)!];
    if (!named) throw new Error(`the document has no ${schema.$ref}`);
    return named;
  };

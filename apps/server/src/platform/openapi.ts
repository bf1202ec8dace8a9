import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeFields } from './described-fields.js';

const namesIn = (part: unknown): string[] =>
  [...JSON.stringify(part ?? {}).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);

/** Objects that come in are refused where they hold a field that is not described. */
const closeBodies = ({ paths, components }: OpenAPIObject): void => {
  const operations = Object.values(paths).flatMap(({ get, post, put, patch, delete: remove }) => [get, post, put, patch, remove]);
  const names = new Set(namesIn(operations.map((operation) => operation?.requestBody)));
  // A set that grows while it is walked through: bodies name the bodies that are nested in them.
  for (const name of names) {
    const schema = components?.schemas?.[name];
    if (!schema || '$ref' in schema) continue;
    schema.additionalProperties = false;
    for (const nested of namesIn(schema)) names.add(nested);
  }
};

/** The API as a document: what the web client and the tests are generated from. */
export const openApiDocument = (app: NestFastifyApplication): OpenAPIObject => {
  describeFields();
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('暖流 Nuanliu')
      .setDescription(
        '困难职工家庭案卷:建档、认定、复核与历史。Amounts are integer fen; dates are YYYY-MM-DD in Asia/Shanghai; times are UTC.',
      )
      .setVersion('1')
      .addBearerAuth()
      .build(),
  );
  closeBodies(document);
  return document;
};

/** Serves it at /api/openapi.json, with a page to read it at /api/docs. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'api/openapi.json' });
};

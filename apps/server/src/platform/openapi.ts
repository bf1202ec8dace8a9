import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The API as a document: what the web client and the tests are generated from. */
export const openApiDocument = (app: NestFastifyApplication): OpenAPIObject =>
  SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('暖流 Nuanliu')
      .setDescription(
        '困难职工家庭帮扶:案卷、资金、监测与审计。Amounts are integer fen; dates are YYYY-MM-DD in Asia/Shanghai; times are UTC.',
      )
      .setVersion('1')
      .addBearerAuth()
      .build(),
  );

/** Serves it at /api/openapi.json, with a page to read it at /api/docs. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'api/openapi.json' });
};

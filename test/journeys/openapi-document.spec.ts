import { TestServer } from '../support/server.js';

describe('the document of the API', () => {
  let document: { components: { schemas: Record<string, unknown> } };
  beforeAll(async () => {
    const server = await TestServer.start();
    document = (await server.request('GET', '/openapi.json')).body;
    await server.discard();
  });

  it('describes every schema that it refers to', () => {
    const referred = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(referred.length).toBeGreaterThan(50);
    expect(referred.filter((name) => !Object.hasOwn(document.components.schemas, name!))).toEqual([]);
  });
});

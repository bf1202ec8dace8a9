import { TestServer } from '../support/server.js';

describe('the first start of a new city', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.discard());

  it('lets the administrator do nothing before he has changed his one-time password', async () => {
    const token = await server.signIn('admin', server.firstPassword!);
    expect(await server.request('GET', '/units', { token })).toMatchObject({ status: 403, body: { code: 'password-change-required' } });
  });

  it('registers a union over HTTP, and the list that waits for its position shows it', async () => {
    const token = await server.administrator();
    const unit = { code: '410400', kind: 'city_union', name: '平顶山市总工会' };
    const registered = await server.request('POST', '/units', { token, body: unit });
    expect(registered).toMatchObject({ status: 201, body: { stream: 'unit-410400', revision: 0 } });
    const listed = await server.request('GET', `/units?after=${registered.body.position}`, { token });
    expect(listed.headers.get('cache-control')).toBe('no-store');
    expect(listed.body.rows).toEqual([{ ...unit, parent: null, status: 'open' }]);
  });

  it('refuses fields it does not know, and names them', async () => {
    const token = await server.signIn('admin', 'warm-current-2022');
    const answer = await server.request('POST', '/units', { token, body: { code: 'A', kind: 'city_union', name: 'x', colour: 'red' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed', fields: [{ pointer: '/colour' }] } });
  });

  it('is ready once its views are live', async () => {
    expect(await server.request('GET', '/health/ready')).toMatchObject({ status: 200 });
    expect((await server.request('GET', '/openapi.json')).body.paths).toHaveProperty('/api/units');
  });
});

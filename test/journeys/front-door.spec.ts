import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { hangUp, send, type RawRequest } from '../support/openapi/raw-request.js';
import { TestServer } from '../support/server.js';

const MEGABYTE = 1024 * 1024;

describe('what the server answers before any rule is asked', () => {
  let server: TestServer;
  let authorization: string;
  beforeAll(async () => {
    server = await TestServer.start();
    authorization = `Bearer ${await server.administrator()}`;
  });
  afterAll(async () => {
    hangUp();
    await server.discard();
  });

  const codeOf = async ({ method = 'POST', path = '/api/units', headers = {}, body }: Partial<RawRequest>): Promise<string> => {
    const complete = { 'content-type': 'application/json', authorization, ...headers };
    const answer = await send(server.url, { method, path, headers: complete, ...(body === undefined ? {} : { body }) });
    expect(answer.contentType).toContain('application/problem+json');
    const problem = JSON.parse(answer.text) as Record<string, unknown>;
    expect(problem).toMatchObject({ status: answer.status, type: `urn:nuanliu:problem:${String(problem['code'])}` });
    return `${answer.status} ${String(problem['code'])}`;
  };

  const unit = '{"code":"410400","kind":"city_union","name":"演示市总工会"}';

  it.each([
    ['no JSON', '{"code":', '400 json-invalid'],
    ['nothing at all', '', '400 json-invalid'],
    ['a list', `[${unit}]`, '400 json-no-object'],
    ['a key twice', '{"code":"1","code":"2"}', '400 json-key-twice'],
    ['a prototype', '{"__proto__":{"code":"1"}}', '400 json-key-forbidden'],
    ['a constructor', '{"constructor":{"prototype":{"code":"1"}}}', '400 json-key-forbidden'],
    ['a number that would be rounded', '{"code":9007199254740993}', '400 json-number-inexact'],
    ['more than a megabyte', `{"code":"${'1'.repeat(MEGABYTE)}"}`, '413 body-too-large'],
  ])('refuses a body that is %s', async (_, body, code) => {
    expect(await codeOf({ body })).toBe(code);
  });

  it('refuses text in another character set than UTF-8', async () => {
    expect(await codeOf({ body: Buffer.from('7b22d6d0223a317d', 'hex') })).toBe('400 json-invalid');
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense'])(
    'refuses a body that calls itself %s',
    async (type) => {
      expect(await codeOf({ headers: { 'content-type': type }, body: 'code=1' })).toBe('415 unsupported-media-type');
    },
  );

  it('refuses a compressed body, which may be larger than it looks', async () => {
    const body = gzipSync(unit);
    expect(await codeOf({ headers: { 'content-encoding': 'gzip' }, body })).toBe('415 content-encoding-unsupported');
  });

  it.each([
    ['/api/units/%zz', '400 url-invalid'],
    ['/api/units/%c0%af', '400 url-invalid'],
    ['/api/units/%00', '400 url-invalid'],
    ['/api/units?name=%ff', '400 url-invalid'],
    ['/api/units?name=%0d%0aSet-Cookie:%20a', '400 url-invalid'],
    [`/api/units/${'9'.repeat(500)}`, '404 not-found'],
    ['/api/units/..%2f..%2fetc%2fpasswd', '404 not-found'],
    ['/api/nowhere', '404 not-found'],
    ['/', '404 not-found'],
  ])('refuses the path %s', async (path, code) => {
    expect(await codeOf({ method: 'GET', path })).toBe(code);
  });

  it('refuses headers that are too large, an address among them', async () => {
    const headers = { 'x-long': 'x'.repeat(20_000) };
    expect(await codeOf({ method: 'GET', headers })).toBe('431 headers-too-large');
    expect(await codeOf({ method: 'GET', path: `/api/units?name=${'x'.repeat(20_000)}` })).toBe('431 headers-too-large');
  });

  it('answers what is no HTTP at all, and hangs up', async () => {
    const { hostname, port } = new URL(server.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write('HELLO\r\n\r\n'));
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      socket.on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toContain('HTTP/1.1 400 Bad Request');
    expect(answer).toContain('"code":"request-invalid"');
  });
});

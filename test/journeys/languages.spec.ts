import { City, type Clerk } from '../support/city.js';
import { TestServer } from '../support/server.js';

let server: TestServer;
let clerk: Clerk;
beforeAll(async () => {
  server = await TestServer.start();
  clerk = await (await City.found(server)).hire('administrator');
});
afterAll(() => server.discard());

const refused = (language: string) => clerk.post('/units', { kind: 'club' }, { 'accept-language': language });

describe('a refusal', () => {
  it.each([['zh-CN,zh;q=0.9,en;q=0.8'], ['fr'], ['']])('is in Chinese for who asks for %p, down to each field', async (language) => {
    const { body } = await refused(language);
    expect(body).toMatchObject({ code: 'validation-failed', title: '填写的内容有误，请按提示修改。' });
    expect(body.fields).toContainEqual({ pointer: '/kind', code: 'is-in', detail: '不在可选范围内' });
  });

  it('is in English for who prefers it', async () => {
    const { body } = await refused('en-GB,en;q=0.9,zh;q=0.8');
    expect(body).toMatchObject({ code: 'validation-failed', title: 'Some fields are not valid. Please correct them.' });
    expect(body.fields).toContainEqual({ pointer: '/kind', code: 'is-in', detail: expect.stringMatching(/^kind must be one of/) });
  });
});

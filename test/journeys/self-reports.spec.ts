import { Script } from 'node:vm';
import decodeQR from 'qr/decode.js';
import { reportedChanges } from '#domain/lead/lead.events';
import { ok } from '../support/case-work.js';
import { units } from '../support/city.js';
import { LeadWork, stranger } from '../support/lead-work.js';
import { idNumberOf } from '../support/people.js';
import type { Answer } from '../support/server.js';

let work: LeadWork;
beforeAll(async () => {
  work = await LeadWork.start();
});
afterAll(() => work.server.discard());

describe('a household that reports itself', () => {
  const named = ['content-type', 'cache-control', 'etag', 'location', 'set-cookie'];
  const visible = ({ status, body, headers }: Answer) => ({
    status,
    fields: Object.keys(body),
    received: body.received,
    reference: String(body.reference).replaceAll(/[0-9A-F]/g, 'x'),
    headers: [...headers.keys()].filter((name) => name !== 'content-length').sort(),
    values: named.map((name) => headers.get(name)),
    length: headers.get('content-length'),
  });

  it('is answered alike, whether it has a file or not', async () => {
    const [ofKnown, ofStranger] = [await work.report({ idNumber: work.knownNumber, name: '高娟' }), await work.report()];
    expect(visible(ofKnown)).toEqual(visible(ofStranger));
    expect(visible(ofKnown)).toMatchObject({ status: 202, fields: ['received', 'reference'], received: true, reference: 'xxxx-xxxx' });
  });

  it('is found by the unit that keeps its file, or else by the one whose link it followed', async () => {
    const near = await work.listed(work.office.caseworker);
    expect(near).toMatchObject([{ leadId: await work.leadOf(work.knownNumber), unitId: units.base, name: '高*', state: 'open' }]);
    const around = await work.listed(work.officer, 'source=self_report&state=open');
    expect(around.map(({ unitId }) => unitId).sort()).toEqual([units.county, units.base].sort());
    expect(around.find(({ unitId }) => unitId === units.county)).toMatchObject({
      leadId: await work.leadOf(stranger.idNumber),
      name: '远**',
    });
    expect(await work.listed(work.officer, 'source=feed')).toEqual([]);
  });

  it('is written down once where the same request comes again, and again where it says something else', async () => {
    const someone = { idNumber: idNumberOf('1981-07-07', 12) };
    const key = { 'idempotency-key': 'from-a-telephone' };
    const answers = [
      await work.report(someone, key),
      await work.report(someone, key),
      await work.report({ ...someone, words: '又住院了' }, key),
    ];
    const references = answers.map(({ body }) => body.reference);
    expect(references[1]).toBe(references[0]);
    expect(references[2]).not.toBe(references[0]);
    const [only] = await work.leadsOf(someone.idNumber);
    expect(only).toMatchObject({ told: { reports: [{ words: stranger.words }, { words: '又住院了' }] } });
  });

  it('is told nothing when it reports more than is taken in on a day', async () => {
    work.nextMinute();
    const someone = { idNumber: idNumberOf('1981-07-07', 13) };
    const answers: Answer[] = [];
    for (const words of ['一', '二', '三', '四', '五']) answers.push(await work.report({ ...someone, words }));
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
    const [full] = await work.leadsOf(someone.idNumber);
    expect(full).toMatchObject({ told: { reports: [{ words: '一' }, { words: '二' }, { words: '三' }] } });
    await ok(work.officer.post(`/leads/${full!.leadId}/dismiss`, { reasonKind: 'duplicate', dismissedOn: '2022-02-10' }));
    await work.report({ ...someone, words: '六' });
    expect(await work.leadsOf(someone.idNumber)).toHaveLength(1);
    work.clock.set('2022-02-11T02:00:00.000Z');
    await work.report({ ...someone, words: '七' });
    expect(await work.leadsOf(someone.idNumber)).toMatchObject([
      { status: 'dismissed' },
      { status: 'open', told: { reports: [{ words: '七' }] } },
    ]);
  });

  it.each([
    ['no union', { unitCode: '999999' }, '/unitCode', 'unit-unknown'],
    ['no ID number', { idNumber: '410424198107070000' }, '/idNumber', 'id-number'],
    ['no change of the list', { change: 'lottery' }, '/change', 'is-in'],
    ['too many words', { words: '字'.repeat(501) }, '/words', 'max-length'],
    ['a field that nobody asked for', { householdId: 'x' }, '/householdId', 'whitelist-validation'],
  ])('is told which field is wrong: %s', async (_, change, pointer, code) => {
    const head = await work.events.head();
    const { status, body } = await work.report(change);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'validation-failed' });
    expect(body.fields).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, code })]));
    expect(await work.events.head()).toBe(head);
  });

  it('is asked to wait where its address sends too many', async () => {
    work.nextMinute();
    const sent = await Promise.all(Array.from({ length: 31 }, () => work.report({ unitCode: '999999' })));
    expect(sent.filter(({ status }) => status === 400)).toHaveLength(30);
    const turnedAway = sent.find(({ status }) => status !== 400)!;
    expect(turnedAway).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(turnedAway.headers.get('retry-after'))).toBeGreaterThan(0);
    work.nextMinute();
    expect((await work.report({ unitCode: '999999' })).status).toBe(400);
  });
});

describe('the link of a union', () => {
  /** The pixels of the code as a camera sees them: each module so many wide, dark ones where the path draws a square. */
  const seen = (svg: string, width: number) => {
    const side = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
    const data = new Uint8Array(4 * (side * width) ** 2).fill(255);
    let [x, y] = [0, 0];
    for (const [, move, dx, dy] of svg.matchAll(/([Mm])(-?\d+) (-?\d+)/g)) {
      [x, y] = move === 'M' ? [Number(dx), Number(dy)] : [x + Number(dx), y + Number(dy)];
      for (let row = y * width; row < (y + 1) * width; row++)
        for (let column = x * width; column < (x + 1) * width; column++)
          data.fill(0, 4 * (row * side * width + column), 4 * (row * side * width + column) + 3);
    }
    return { width: side * width, height: side * width, data };
  };

  it('is an address and a QR code that says the same', async () => {
    const { body } = await ok(work.office.caseworker.get(`/units/${units.base}/self-report-link`));
    expect(body).toEqual({ url: `https://union.example/warm/report?unit=${units.base}`, unitCode: units.base });
    const picture = await ok(work.office.caseworker.get(`/units/${units.base}/self-report-link.svg`));
    expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(decodeQR(seen(picture.body, 8))).toBe(body.url);
  });

  it('is there for the units that one reaches', async () => {
    expect((await work.office.caseworker.get(`/units/${units.county}/self-report-link`)).status).toBe(404);
    expect((await work.office.caseworker.get('/units/nowhere/self-report-link.svg')).status).toBe(404);
  });
});

describe('the page that the link leads to', () => {
  /** Outside the API. */
  const open = (path: string, headers: Record<string, string> = {}) => work.server.request('GET', `/..${path}`, { headers });
  const named = (page: string) => [...page.matchAll(/<(?:input|select|textarea)[^>]* name="(\w+)"/g)].map(([, name]) => name!);

  it('is a form that only its own script sends', async () => {
    const page = await open(`/report?unit=${units.base}`);
    expect({ status: page.status, type: page.headers.get('content-type') }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("form-action 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.body).toContain(`data-unit="${units.base}"`);
    expect(page.body).not.toMatch(/ on\w+=|style=|<style|<script>/);
  });

  it('asks for what a report is made of, each field with a label and a place for what is wrong', async () => {
    const { body: page } = await open(`/report?unit=${units.base}`);
    expect(named(page).sort()).toEqual(['change', ...Object.keys(stranger)].sort());
    for (const name of named(page)) {
      expect(page).toContain(`<label for="${name}">`);
      expect(page).toContain(`id="${name}-error"`);
    }
    const offered = [...page.matchAll(/<option value="(\w+)">/g)].map(([, change]) => change);
    expect(offered).toEqual([...reportedChanges]);
  });

  it('has a script and a style of its own, and the script finds what it looks for', async () => {
    const [{ body: page }, script, style] = [
      await open(`/report?unit=${units.base}`),
      await open('/report/form.js'),
      await open('/report/form.css'),
    ];
    expect([script.headers.get('content-type'), style.headers.get('content-type')]).toEqual([
      'text/javascript; charset=utf-8',
      'text/css; charset=utf-8',
    ]);
    expect(() => new Script(script.body)).not.toThrow();
    expect(script.body).not.toMatch(/localStorage|sessionStorage|cookie|location/);
    const sought = [...String(script.body).matchAll(/getElementById\('([\w-]+)'\)/g)].map(([, id]) => id!);
    expect(sought.length).toBeGreaterThan(5);
    for (const id of sought) expect(page).toContain(`id="${id}"`);
    for (const [, kind] of String(script.body).matchAll(/fail\('(\w+)'\)/g)) expect(page).toContain(`id="failure-${kind}"`);
  });

  it('speaks Chinese, and English to who prefers it or asks for it', async () => {
    const path = `/report?unit=${units.base}`;
    const titles = [await open(path), await open(path, { 'accept-language': 'en-GB' }), await open(`${path}&lang=en`)];
    expect(titles.map(({ body }) => /<html lang="([\w-]+)"/.exec(body)![1])).toEqual(['zh-CN', 'en', 'en']);
    expect((await open(`${path}&lang=zh`, { 'accept-language': 'en' })).body).toContain('自主申报');
  });

  it.each(['', '?unit=', '?unit=999999', `?unit=${units.base}&unit=${units.county}`, '?unit=%22%3E%3Cscript%3E'])(
    'says so where the address names no union: %s',
    async (search) => {
      const page = await open(`/report${search}`);
      expect(page.status).toBe(404);
      expect(page.body).toContain('二维码');
      expect(page.body).not.toMatch(/<form|<script/);
    },
  );
});

import fc from 'fast-check';
import { writeCursor } from '#read-store/cursor';
import { BadCursor, type CollectionDefinition, type Filter, UnknownField } from '#read-store/port';
import { field, query, rows } from './read-store.arbitraries.js';
import { modelOf } from './read-store.model.js';
import { asText, aView, everything, freshView, type Opened, put, remove } from './read-store.support.js';

/** What the port promises of reading. `runs` is the number of random data sets, each asked ten random questions. */
export const queriesContract = (opened: Opened, runs: number): void => {
  it('answers as the naive model does, whatever the rows and the questions', async () => {
    const view = await aView(opened.store);
    let known: readonly string[] = [];
    const question = fc.tuple(query, field);
    await fc.assert(
      fc.asyncProperty(rows, fc.array(question, { minLength: 10, maxLength: 10 }), async (data, questions) => {
        await view.apply(...known.map(remove), ...[...data].map(([key, row]) => put(key, row)));
        known = [...data.keys()];
        const model = modelOf(view.definition, data);
        for (const [asked, group] of questions) {
          const expected = model.find(asked).map(([, row]) => row);
          expect(asText(await everything(view.collection, asked))).toEqual(asText(expected));
          expect(await view.collection.count(asked)).toBe(model.count(asked));
          expect(await view.collection.countBy(group, asked)).toEqual(model.countBy(group, asked));
        }
        const found = await view.collection.getMany(known);
        expect(asText(known.map((key) => found.get(key)?.row ?? {}))).toEqual(asText([...data.values()]));
      }),
      { numRuns: runs },
    );
  });

  it('gives a row with the position that last changed it, and nothing for a key it does not know', async () => {
    const { apply, collection } = await aView(opened.store);
    const change = put('h1', { id: 'h1', unit: 'u1', nested: { $set: { a: [1, null] }, 'a.b': 2 } });
    await apply(change);
    expect(await collection.get('h1')).toEqual({ row: change.row, position: change.position });
    expect(await collection.get('h2')).toBeUndefined();
    expect([...(await collection.getMany(['h2', 'h1', 'h1'])).keys()]).toEqual(['h1']);
    expect((await collection.getMany([])).size).toBe(0);
  });

  it('keeps half a surrogate pair in the row and lets it be found', async () => {
    const { apply, collection } = await aView(opened.store);
    await apply(put('h1', { unit: 'a\ud800', carried: ['\udfff'] }));
    expect((await collection.get('h1'))?.row).toEqual({ unit: 'a\ud800', carried: ['\udfff'] });
    expect(await collection.count({ where: { unit: { eq: 'a\ud800' } } })).toBe(1);
    expect(await collection.count({ where: { unit: { prefix: 'a\ud800' } }, text: '' })).toBe(1);
  });

  it.each([
    ['a\ud7ff', 'a\ue000'],
    ['a\u{10ffff}', 'b'],
    ['\u{10ffff}', ''],
    ['a\u0000', 'a'],
  ])('finds what begins with %j at the edges of the character set, and not %j', async (prefix, other) => {
    const { apply, collection } = await aView(opened.store);
    const found = [prefix, `${prefix}\u0000`, `${prefix}\u{10ffff}\u{10ffff}`];
    await apply(...[...found, other].map((unit) => put(unit, { unit })));
    const page = await collection.find({ where: { unit: { prefix } }, sort: { field: 'unit', direction: 'asc' }, limit: 9 });
    expect(page.rows.map(({ unit }) => unit)).toEqual(found);
  });

  it('takes no value for an operator', async () => {
    const { apply, collection } = await aView(opened.store);
    await apply(put('h1', { unit: 'u1', members: 3, name: '$gt' }), put('h2', { unit: null }));
    const hostile: unknown[] = [{ $gt: '' }, { $ne: null }, ['u1'], undefined, Number.NaN, 1n, { toString: () => 'u1' }];
    for (const value of hostile) {
      for (const condition of [{ eq: value }, { in: [value] }, { prefix: value }, ...(value === undefined ? [] : [{ gt: value }])]) {
        expect(await collection.count({ where: { unit: condition } as unknown as Filter })).toBe(0);
      }
    }
    await expect(collection.count({ where: { unit: { $gt: '' } } as unknown as Filter })).rejects.toThrow(TypeError);
  });

  it.each(['__proto__', 'constructor', '$where', 'f.unit', 'unit"', 'alias', 'key', 'doc', ''])(
    'refuses to query the undeclared field %j',
    async (name) => {
      const { collection } = await aView(opened.store);
      const asked = { where: JSON.parse(`{${JSON.stringify(name)}: {"eq": "x"}}`) as Filter, limit: 1 };
      await expect(collection.find(asked)).rejects.toThrow(UnknownField);
      await expect(collection.count(asked)).rejects.toThrow(UnknownField);
      await expect(collection.countBy(name, {})).rejects.toThrow(UnknownField);
      await expect(collection.find({ sort: { field: name, direction: 'asc' }, limit: 1 })).rejects.toThrow(UnknownField);
    },
  );

  it('refuses a text search where no field is text', async () => {
    const name = freshView();
    const definition: CollectionDefinition = { name, key: () => '', fields: { unit: 'string' }, indexes: [] };
    await opened.store.ensureBuild(definition, 1, `${name}.v1#1`);
    await expect(opened.store.collection(definition).count({ text: 'x' })).rejects.toThrow(UnknownField);
  });

  it.each([0, -1, 1.5, Number.NaN, 10_001, '5'])('refuses %p as the limit of a page', async (limit) => {
    const { collection } = await aView(opened.store);
    await expect(collection.find({ limit: limit as number })).rejects.toThrow(RangeError);
  });

  it('refuses a cursor that it did not make for this sort', async () => {
    const { apply, collection } = await aView(opened.store);
    await apply(put('h1', { members: 1 }), put('h2', { members: 2 }), put('h3', {}));
    const sort = { field: 'members', direction: 'asc' } as const;
    const { next } = await collection.find({ sort, limit: 1 });
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const wrong = [
      '',
      'x',
      `${next}=`,
      ` ${next}`,
      '张',
      encoded(null),
      encoded({}),
      encoded(['members', 'asc', 1]),
      encoded(['members', 'asc', '1', 'h1']),
    ];
    wrong.push(
      encoded(['members', 'asc', { $gt: 0 }, 'h1']),
      encoded(['members', 'asc', 1, 5]),
      encoded(['members', 'asc', true, 'h1', 1]),
    );
    wrong.push(writeCursor(undefined, { value: null, key: 'h1' }), writeCursor({ ...sort, direction: 'desc' }, { value: 1, key: 'h1' }));
    for (const after of wrong) await expect(collection.find({ sort, limit: 1, after })).rejects.toThrow(BadCursor);
    await expect(collection.find({ limit: 1, after: next ?? '' })).rejects.toThrow(BadCursor);
    expect((await collection.find({ sort, limit: 5, after: next ?? '' })).rows).toEqual([{ members: 1 }, { members: 2 }]);
  });

  it.each([
    ['unit', ['', '\u0000', 'a']],
    ['members', [-1e300, -1, 0, 1e-300, 2 ** 53]],
    ['urgent', [false, true]],
  ] as const)('turns the page between rows without %s and the least value', async (name, values) => {
    const { apply, collection } = await aView(opened.store);
    const ordered = [{}, { [name]: null }, ...values.map((value) => ({ [name]: value }))];
    await apply(...ordered.map((row, place) => put(`k${place}`, row)));
    expect(await everything(collection, { sort: { field: name, direction: 'asc' }, limit: 1 })).toEqual(ordered);
    expect(await everything(collection, { sort: { field: name, direction: 'desc' }, limit: 1 })).toEqual(ordered.toReversed());
  });

  it('shows each row that stays where it is exactly once while others come and go between pages', async () => {
    const { apply, collection } = await aView(opened.store);
    const keys = Array.from({ length: 20 }, (_, place) => `k${String(place).padStart(2, '0')}`);
    await apply(...keys.map((key) => put(key, { id: key, unit: 'u', members: 5 })));
    const asked = { where: { unit: { eq: 'u' } }, sort: { field: 'members', direction: 'asc' }, limit: 6 } as const;
    const first = await collection.find(asked);
    await apply(remove('k05'), put('k02x', { id: 'k02x', unit: 'u', members: 5 }), put('k99', { id: 'k99', unit: 'u', members: 9 }));
    const second = await collection.find({ ...asked, limit: 100, after: first.next ?? '' });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([...keys, 'k99']);
  });
};

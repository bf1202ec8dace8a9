import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealedFields } from '#domain/catalogue';
import { upcasters } from '#domain/upcasters';
import { currentSchema } from '#event-store/upcasting';
import { catalogueOf } from './catalogue.js';
import { eventsDocument } from './events-document.js';
import { RED, ROOT } from './repository.js';

const path = join(ROOT, 'docs/events.md');

describe('docs/events.md', () => {
  const catalogue = catalogueOf(ROOT);
  const document = eventsDocument(catalogue, { sealed: sealedFields, schemaOf: (type) => currentSchema(upcasters, type) });
  // `npm run docs:events` sets this; an ordinary run only compares.
  if (process.env['WRITE_EVENTS_DOCUMENT'] === 'yes') writeFileSync(path, document);

  it('says what the unions say; `npm run docs:events` brings it up to date', () => {
    expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(document);
  });

  it('finds for every event a command that causes it', () => {
    expect(catalogue.events.filter(({ causedBy }) => causedBy.length === 0).map(({ type }) => type)).toEqual([]);
  });

  it('finds for every event what is sealed of it', () => {
    expect(catalogue.events.filter(({ category, type }) => sealedFields[category]?.[type] === undefined).map(({ type }) => type)).toEqual(
      [],
    );
  });
});

it('an events document tells fields, schema, causes, sealed fields and readers', () => {
  const sealed = { visit: { VisitPlanned: [{ subject: 'visitId', fields: ['note'] }] } };
  const document = eventsDocument(catalogueOf(join(ROOT, RED, 'glossary')), {
    sealed,
    schemaOf: (type) => (type === 'VisitPlanned' ? 2 : 1),
  });
  expect(document.slice(document.indexOf('## visit'))).toBe(`## visit

Read by the views \`visit-board\`.

### VisitPlanned

A visit has a day.

- schema 2
- caused by \`PlanVisit\`
- sealed under the key of \`visitId\`: \`note\`

| field | type |
|---|---|
| \`visitId\` | \`string\` |
| \`on\` | \`string\` |
| \`note\` (may be absent) | \`string\` |

### VisitForgotten

- schema 1

| field | type |
|---|---|
| \`visitId\` | \`string\` |
`);
});

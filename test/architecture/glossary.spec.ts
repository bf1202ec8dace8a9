import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueOf } from './catalogue.js';
import { missingFrom } from './glossary.js';
import { RED, ROOT } from './repository.js';

const glossaryIn = (root: string): string => readFileSync(join(root, 'docs/glossary.md'), 'utf8');

describe('the glossary', () => {
  const catalogue = catalogueOf(ROOT);

  it('explains every event, command, refusal and view', () => {
    expect(missingFrom(glossaryIn(ROOT), catalogue)).toEqual([]);
  });

  it('is compared with names that were found in the source', () => {
    const { events, commands, refusals, views } = catalogue;
    expect([events, commands, refusals, views].map(({ length }) => length > 0)).toEqual([true, true, true, true]);
    expect(events.filter(({ category }) => category === '').map(({ type }) => type)).toEqual([]);
  });
});

describe('a glossary that forgets names', () => {
  const red = join(ROOT, RED, 'glossary');

  it('is told each of them', () => {
    expect(missingFrom(glossaryIn(red), catalogueOf(red))).toEqual([
      'event VisitForgotten',
      'command ForgetVisit',
      'refusal visit-done',
      'refusal visit-elsewhere',
      'refusal visit-open',
      'refusal visit-unknown',
      'view visit-diary',
    ]);
  });

  it('is read with what the source says of its events', () => {
    const file = join(red, 'libs/domain/src/visit/visit.events.ts');
    expect(catalogueOf(red).events).toEqual([
      {
        type: 'VisitPlanned',
        union: 'VisitEvent',
        file,
        category: 'visit',
        doc: 'A visit has a day.',
        fields: [
          { name: 'visitId', optional: false, type: 'string' },
          { name: 'on', optional: false, type: 'string' },
          { name: 'note', optional: true, type: 'string' },
        ],
        causedBy: ['PlanVisit'],
      },
      {
        type: 'VisitForgotten',
        union: 'VisitEvent',
        file,
        category: 'visit',
        doc: '',
        fields: [{ name: 'visitId', optional: false, type: 'string' }],
        causedBy: [],
      },
    ]);
  });
});

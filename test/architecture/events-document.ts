import { type SealedFields } from '#domain/kernel/message';
import { type Catalogue, type EventEntry } from './catalogue.js';

/** What the source says of events beside their unions: sealed fields by category and type, schema by type. */
export type Facts = Readonly<{
  sealed: Readonly<Record<string, Readonly<Record<string, readonly SealedFields[]>>>>;
  schemaOf: (type: string) => number;
}>;

const HEAD = `# Events

Everything that can happen, by stream category. Made from the event unions by \`npm run docs:events\`; a test fails where it is out of date.
An event’s envelope (id, stream, revision, meta, hash) is the same for all and described in the decision on the event log.
Sealed fields are stored encrypted under the key of the person named beside them and read as \`[erased]\` once that key is destroyed.
`;

const code = (text: string): string => `\`${text}\``;
const list = (names: readonly string[]): string => names.map(code).join(', ');
const cell = (text: string): string => text.replace(/\|/g, '\\|');

const fieldRows = ({ fields }: EventEntry): readonly string[] =>
  fields.length === 0
    ? []
    : [
        '',
        '| field | type |',
        '|---|---|',
        ...fields.map(({ name, optional, type }) => `| ${code(name)}${optional ? ' (may be absent)' : ''} | ${cell(code(type))} |`),
      ];

const sealedLines = (sealed: readonly SealedFields[]): readonly string[] =>
  sealed.map(({ subject, fields }) => `- sealed under the key of ${code(subject)}: ${list(fields)}`);

const eventSection = (event: EventEntry, { sealed, schemaOf }: Facts): string => {
  const causes = event.causedBy.length === 0 ? [] : [`- caused by ${list(event.causedBy)}`];
  const personal = sealedLines(sealed[event.category]?.[event.type] ?? []);
  return [
    `### ${event.type}`,
    '',
    ...(event.doc === '' ? [] : [event.doc, '']),
    `- schema ${schemaOf(event.type)}`,
    ...causes,
    ...personal,
    ...fieldRows(event),
  ].join('\n');
};

/** The text of docs/events.md. */
export const eventsDocument = ({ events, views }: Catalogue, facts: Facts): string => {
  const categories = [...new Set(events.map(({ category }) => category))].sort();
  const sections = categories.flatMap((category) => {
    const readers = views.filter((view) => view.categories.includes(category)).map(({ name }) => name);
    const read = readers.length === 0 ? [] : [`Read by the views ${list(readers)}.`];
    return [`## ${category}`, ...read, ...events.filter((event) => event.category === category).map((event) => eventSection(event, facts))];
  });
  return `${[HEAD.trimEnd(), ...sections].join('\n\n')}\n`;
};

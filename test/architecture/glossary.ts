import { type Catalogue } from './catalogue.js';

/** Names of the catalogue that a glossary does not explain. A name counts where it stands in backticks, as a term or in its row. */
export const missingFrom = (glossary: string, { events, commands, refusals, views }: Catalogue): readonly string[] => {
  const explained = new Set([...glossary.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]));
  const missing = (kind: string, names: readonly string[]) => names.filter((name) => !explained.has(name)).map((name) => `${kind} ${name}`);
  return [
    ...missing(
      'event',
      events.map(({ type }) => type),
    ),
    ...missing(
      'command',
      commands.map(({ type }) => type),
    ),
    ...missing('refusal', refusals),
    ...missing(
      'view',
      views.map(({ name }) => name),
    ),
  ];
};

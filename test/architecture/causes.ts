import ts from 'typescript';
import { walk } from './syntax.js';

/** Functions (and lists of rules) of a folder by name; a decider is an object and no function, so nothing is reached through it. */
const functionsIn = (sources: readonly ts.SourceFile[]): ReadonlyMap<string, ts.Node> => {
  const found = new Map<string, ts.Node>();
  for (const source of sources) {
    for (const statement of source.statements) {
      if (ts.isFunctionDeclaration(statement) && statement.name) found.set(statement.name.text, statement);
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer && !ts.isObjectLiteralExpression(initializer)) found.set(name.text, initializer);
    }
  }
  return found;
};

const isNamespace = (node: ts.Expression): boolean =>
  ts.isIdentifier(node) &&
  node.getSourceFile().statements.some((statement) => {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    return bindings !== undefined && ts.isNamespaceImport(bindings) && bindings.name.text === node.text;
  });

/** `x.name` and `{ name: … }` do not mean the function `name`, unless x is a module. */
const isMemberName = ({ parent }: ts.Identifier, name: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(parent) && parent.name === name && !isNamespace(parent.expression)) ||
  (ts.isPropertyAssignment(parent) && parent.name === name);

/** Event types written below a node or below the functions it names, folds (`case 'Type':`) left out. */
const eventsWritten = (start: ts.Node, functions: ReadonlyMap<string, ts.Node>, types: ReadonlySet<string>): ReadonlySet<string> => {
  const written = new Set<string>();
  const seen = new Set<ts.Node>();
  const look = (root: ts.Node): void => {
    if (seen.has(root)) return;
    seen.add(root);
    walk(root, (node) => {
      if (ts.isStringLiteral(node) && types.has(node.text) && !ts.isCaseClause(node.parent)) written.add(node.text);
      const called = ts.isIdentifier(node) && !isMemberName(node, node) ? functions.get(node.text) : undefined;
      if (called) look(called);
    });
  };
  look(start);
  return written;
};

/** For each command, where a decider answers it: a case of its switch, or an entry of its table. */
const answersTo = (
  sources: readonly ts.SourceFile[],
  commands: ReadonlySet<string>,
): readonly Readonly<{ command: string; node: ts.Node }>[] => {
  const answers: { command: string; node: ts.Node }[] = [];
  const note = (name: ts.Node, node: ts.Node): void => {
    if ((ts.isStringLiteral(name) || ts.isIdentifier(name)) && commands.has(name.text)) answers.push({ command: name.text, node });
  };
  for (const source of sources) {
    walk(source, (node) => {
      if (ts.isCaseClause(node)) note(node.expression, node);
      if (ts.isPropertyAssignment(node)) note(node.name, node.initializer);
    });
  }
  return answers;
};

/** For each event type the commands whose answers can write it, as far as names in the aggregate's folder tell. */
export const causesIn = (
  sources: readonly ts.SourceFile[],
  commands: readonly string[],
  events: readonly string[],
): ReadonlyMap<string, readonly string[]> => {
  const functions = functionsIn(sources);
  const answers = answersTo(sources, new Set(commands)).map(({ command, node }) => ({
    command,
    written: eventsWritten(node, functions, new Set(events)),
  }));
  return new Map(
    events.map((type) => [type, [...new Set(answers.filter(({ written }) => written.has(type)).map(({ command }) => command))]]),
  );
};

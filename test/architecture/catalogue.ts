import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** One field of an event's or a command's data; `type` as TypeScript prints it. */
export type Field = Readonly<{ name: string; optional: boolean; type: string }>;

export type EventEntry = Readonly<{
  type: string;
  category: string;
  /** The doc comment at its place in the union; '' where there is none. */
  doc: string;
  fields: readonly Field[];
  /** Commands whose functions can write it, as far as names in the aggregate's folder tell. */
  causedBy: readonly string[];
}>;

export type CommandEntry = Readonly<{ type: string; category: string }>;

/** Every name that somebody outside the code meets: what can happen, be asked for, be refused and be looked at. */
export type Catalogue = Readonly<{
  events: readonly EventEntry[];
  commands: readonly CommandEntry[];
  refusals: readonly string[];
  views: readonly string[];
}>;

const SPEC = /\.spec\.ts$/;
const KEBAB = /^[a-z]+(-[a-z0-9]+)+$/;

const filesOf = (root: string, pattern: string): readonly string[] =>
  globSync(pattern, { cwd: root })
    .filter((path) => !SPEC.test(path) && !path.includes('/testing/'))
    .map((path) => join(root, path))
    .sort();

const programOf = (root: string, files: readonly string[]): ts.Program => {
  const { config } = ts.readConfigFile(join(import.meta.dirname, '..', '..', 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, root);
  return ts.createProgram([...files], { ...options, types: [] });
};

const walk = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
};

const literalsIn = (node: ts.Node): readonly string[] => {
  const found: string[] = [];
  walk(node, (inner) => {
    if (ts.isStringLiteralLike(inner)) found.push(inner.text);
  });
  return found;
};

const propertyNamed = (node: ts.Node, name: string): node is ts.PropertyAssignment & { parent: ts.ObjectLiteralExpression } =>
  ts.isPropertyAssignment(node) && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) && node.name.text === name;

/** The stream category that the decider in this folder names; a decider is the object that also says how to `evolve`. */
const categoryIn = (sources: readonly ts.SourceFile[]): string => {
  const found: string[] = [];
  for (const source of sources) {
    walk(source, (node) => {
      const decides = propertyNamed(node, 'category') && node.parent.properties.some(({ name }) => name?.getText(source) === 'evolve');
      if (decides && ts.isStringLiteral(node.initializer)) found.push(node.initializer.text);
    });
  }
  return found[0] ?? '';
};

/** Members of the union that `name` in this file stands for; each has a literal `type`. */
const messagesOf = (checker: ts.TypeChecker, source: ts.SourceFile, suffix: string): readonly ts.Type[] => {
  const unions = source.statements.filter(
    (statement): statement is ts.TypeAliasDeclaration => ts.isTypeAliasDeclaration(statement) && statement.name.text.endsWith(suffix),
  );
  const members = unions.map(({ name }) => checker.getTypeAtLocation(name)).flatMap((type) => (type.isUnion() ? type.types : [type]));
  return [...new Set(members)].filter((type) => typeNameOf(checker, type) !== undefined);
};

const typeNameOf = (checker: ts.TypeChecker, message: ts.Type): string | undefined => {
  const property = message.getProperty('type');
  const type = property && checker.getTypeOfSymbol(property);
  return type?.isStringLiteral() ? type.value : undefined;
};

/** The type as it was written, which is shorter and steadier than what the checker makes of it. */
const typeText = (checker: ts.TypeChecker, property: ts.Symbol): string => {
  const declaration = property.declarations?.find(ts.isPropertySignature);
  const text =
    declaration?.type?.getText() ?? checker.typeToString(checker.getTypeOfSymbol(property), undefined, ts.TypeFormatFlags.NoTruncation);
  return text.replace(/\s+/g, ' ');
};

const fieldsOf = (checker: ts.TypeChecker, message: ts.Type): readonly Field[] => {
  const data = message.getProperty('data');
  if (!data) return [];
  return checker.getPropertiesOfType(checker.getTypeOfSymbol(data)).map((property) => ({
    name: property.name,
    optional: (property.flags & ts.SymbolFlags.Optional) !== 0,
    type: typeText(checker, property),
  }));
};

/** Where a union names an event, either as a property of a table of payloads or as the first argument of `DomainEvent`. */
const namesEvent = (node: ts.Node, type: string): boolean =>
  (ts.isPropertySignature(node) && ts.isIdentifier(node.name) && node.name.text === type) ||
  (ts.isTypeReferenceNode(node) &&
    node.typeArguments?.[0] !== undefined &&
    ts.isLiteralTypeNode(node.typeArguments[0]) &&
    ts.isStringLiteral(node.typeArguments[0].literal) &&
    node.typeArguments[0].literal.text === type);

/** In a list written with bars the comment of a union's member stands before its bar; that of a property before the property. */
const commentBefore = (source: ts.SourceFile, node: ts.Node): string | undefined => {
  const member = ts.isPropertySignature(node) ? node : memberOfUnion(node);
  const siblings = member.parent
    .getChildren(source)
    .flatMap((child) => (child.kind === ts.SyntaxKind.SyntaxList ? child.getChildren(source) : [child]));
  const before = siblings[siblings.indexOf(member) - 1];
  const start = before?.kind === ts.SyntaxKind.BarToken ? before.getFullStart() : member.getFullStart();
  const comment = ts.getLeadingCommentRanges(source.text, start)?.at(-1);
  return comment && source.text.slice(comment.pos, comment.end);
};

const memberOfUnion = (node: ts.Node): ts.Node =>
  !node.parent || ts.isUnionTypeNode(node.parent) || ts.isTypeAliasDeclaration(node.parent) ? node : memberOfUnion(node.parent);

const docOf = (source: ts.SourceFile, type: string): string => {
  const comments: (string | undefined)[] = [];
  walk(source, (node) => {
    if (namesEvent(node, type)) comments.push(commentBefore(source, node));
  });
  const [comment = ''] = comments.filter((each) => each !== undefined);
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
};

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

/** `x.name` and `{ name: … }` do not mean the function `name`. */
const isMemberName = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent)) && node.parent.name === node;

/** Event types written below a node or below the functions it names, folds (`case 'Type':`) left out. */
const eventsWritten = (start: ts.Node, functions: ReadonlyMap<string, ts.Node>, types: ReadonlySet<string>): ReadonlySet<string> => {
  const written = new Set<string>();
  const seen = new Set<ts.Node>();
  const look = (root: ts.Node): void => {
    if (seen.has(root)) return;
    seen.add(root);
    walk(root, (node) => {
      if (ts.isStringLiteral(node) && types.has(node.text) && !ts.isCaseClause(node.parent)) written.add(node.text);
      const called = ts.isIdentifier(node) && !isMemberName(node) ? functions.get(node.text) : undefined;
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

const aggregateIn = (
  program: ts.Program,
  paths: readonly string[],
): Readonly<{ events: readonly EventEntry[]; commands: readonly CommandEntry[] }> => {
  const checker = program.getTypeChecker();
  const sources = paths.map((path) => program.getSourceFile(path)).filter((source) => source !== undefined);
  const category = categoryIn(sources);
  const named = (suffix: string) =>
    sources.flatMap((source) =>
      messagesOf(checker, source, suffix).map((message) => ({ source, message, type: typeNameOf(checker, message) ?? '' })),
    );
  const unique = <T extends { type: string }>(entries: readonly T[]): readonly T[] => [
    ...new Map(entries.map((entry) => [entry.type, entry])).values(),
  ];
  const commands = unique(named('Command')).map(({ type }) => ({ type, category }));
  const events = unique(named('Event'));
  const types = new Set(events.map(({ type }) => type));
  const functions = functionsIn(sources);
  const causes = answersTo(sources, new Set(commands.map(({ type }) => type))).map(({ command, node }) => ({
    command,
    written: eventsWritten(node, functions, types),
  }));
  return {
    commands,
    events: events.map(({ source, message, type }) => ({
      type,
      category,
      doc: docOf(source, type),
      fields: fieldsOf(checker, message),
      causedBy: [...new Set(causes.filter(({ written }) => written.has(type)).map(({ command }) => command))],
    })),
  };
};

/** Codes given to `new Refusal(…)`, to `require(…, …)`, and as `code` of an answer or a problem. */
const refusalsIn = (source: ts.SourceFile): readonly string[] => {
  const codes: string[] = [];
  walk(source, (node) => {
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Refusal' && node.arguments?.[0])
      codes.push(...literalsIn(node.arguments[0]));
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require' && node.arguments[1])
      codes.push(...literalsIn(node.arguments[1]));
    if (propertyNamed(node, 'code')) codes.push(...literalsIn(node.initializer));
  });
  return codes.filter((code) => KEBAB.test(code));
};

/** Names of collections: the objects that declare a key, fields and indexes. */
const viewsIn = (source: ts.SourceFile): readonly string[] => {
  const names: string[] = [];
  walk(source, (node) => {
    if (!propertyNamed(node, 'name') || !ts.isStringLiteral(node.initializer)) return;
    const siblings = node.parent.properties.map(({ name }) => name?.getText(source));
    if (['key', 'fields', 'indexes'].every((sibling) => siblings.includes(sibling))) names.push(node.initializer.text);
  });
  return names;
};

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** Reads the names out of the source below `root`, which is laid out like this repository. */
export const catalogueOf = (root: string): Catalogue => {
  const domain = filesOf(root, 'libs/domain/src/*/*.ts');
  const program = programOf(root, domain);
  const aggregates = [...new Set(domain.map((path) => dirname(path)))].map((folder) =>
    aggregateIn(
      program,
      domain.filter((path) => dirname(path) === folder),
    ),
  );
  const parsed = (paths: readonly string[]) =>
    paths.map((path) => ts.createSourceFile(path, ts.sys.readFile(path) ?? '', ts.ScriptTarget.Latest, true));
  return {
    events: aggregates.flatMap(({ events }) => events),
    commands: aggregates.flatMap(({ commands }) => commands),
    refusals: sorted(parsed([...filesOf(root, 'libs/*/src/**/*.ts'), ...filesOf(root, 'apps/*/src/**/*.ts')]).flatMap(refusalsIn)),
    views: sorted(parsed(filesOf(root, 'libs/read-models/src/**/*.ts')).flatMap(viewsIn)),
  };
};

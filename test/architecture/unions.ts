import ts from 'typescript';
import { walk } from './syntax.js';

/** One field of an event's data; `type` as it is written in the source. */
export type Field = Readonly<{ name: string; optional: boolean; type: string }>;

/** A member of a union of messages: the union's name and file, and what the doc comment at its place says ('' where there is none). */
export type MessageEntry = Readonly<{ type: string; union: string; file: string; doc: string; fields: readonly Field[] }>;

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

/** Does the node name the message: as a property of a table of payloads, or as the first argument of `DomainEvent` or `Message`? */
const namesMessage = (node: ts.Node, type: string): boolean =>
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
  ts.isUnionTypeNode(node.parent) || ts.isTypeAliasDeclaration(node.parent) ? node : memberOfUnion(node.parent);

const textOf = (comment: string): string =>
  comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Where in the file, and with which comment, a member is named. */
const declarationOf = (source: ts.SourceFile, type: string): Readonly<{ place: number; doc: string }> => {
  const found: { place: number; doc: string }[] = [];
  for (const alias of source.statements.filter(ts.isTypeAliasDeclaration)) {
    walk(alias, (node) => {
      if (namesMessage(node, type)) found.push({ place: node.getStart(source), doc: textOf(commentBefore(source, node) ?? '') });
    });
  }
  return found[0] ?? { place: source.end, doc: '' };
};

const unionsIn = (source: ts.SourceFile, suffix: string): readonly ts.TypeAliasDeclaration[] =>
  source.statements.filter(ts.isTypeAliasDeclaration).filter(({ name }) => name.text.endsWith(suffix));

/** Members of the unions of a file whose names end in `suffix` (`Event`, `Command`), in the order in which they are declared. */
export const messagesIn = (checker: ts.TypeChecker, source: ts.SourceFile, suffix: string): readonly MessageEntry[] =>
  unionsIn(source, suffix).flatMap(({ name }) => {
    const union = checker.getTypeAtLocation(name);
    return (union.isUnion() ? union.types : [union])
      .flatMap((member) => {
        const type = typeNameOf(checker, member);
        return type === undefined ? [] : [{ type, member, ...declarationOf(source, type) }];
      })
      .sort((one, other) => one.place - other.place)
      .map(({ type, member, doc }) => ({ type, union: name.text, file: source.fileName, doc, fields: fieldsOf(checker, member) }));
  });

import ts from 'typescript';

/** Visits a node and everything below it. */
export const walk = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
};

/** Every string written below a node. */
export const literalsIn = (node: ts.Node): readonly string[] => {
  const found: string[] = [];
  walk(node, (inner) => {
    if (ts.isStringLiteralLike(inner)) found.push(inner.text);
  });
  return found;
};

/** Is the node `name: …` of an object? */
export const propertyNamed = (node: ts.Node, name: string): node is ts.PropertyAssignment & { parent: ts.ObjectLiteralExpression } =>
  ts.isPropertyAssignment(node) && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) && node.name.text === name;

/** The value that an object gives to `name`. */
export const property = (node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined =>
  node.properties.filter(ts.isPropertyAssignment).find((candidate) => propertyNamed(candidate, name))?.initializer;

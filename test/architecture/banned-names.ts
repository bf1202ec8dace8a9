import { posix } from 'node:path';
import ts from 'typescript';
import { type RepositoryFile } from './repository.js';
import { type Finding } from './tidy.js';

/** Words that say nothing, and what to say instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  manager: 'say what it does to its things (keyring, scheduler, pool)',
  helper: 'name what it answers or does',
  helpers: 'name what they answer or do',
  util: 'put it beside what it is about',
  utils: 'put them beside what they are about',
  utility: 'put it beside what it is about',
  common: 'say what its users share',
  base: 'say what stands on it; base_union and base_caseworker are terms of the union',
  process: 'say what is done (decide, fold, import); a childProcess is the system’s own word',
  info: 'say which facts',
};

/** Terms in which a banned word is the right one: basic-level unions and their staff, and the operating system's child process. */
const TERMS = /base[-_]?(union|caseworker)s?|child[-_]?process/gi;

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(TERMS, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

const complaintAbout = (name: string): string | undefined => {
  const word = wordsOf(name).find((candidate) => candidate in INSTEAD);
  return word === undefined ? undefined : `${name}: instead of "${word}" ${INSTEAD[word]}`;
};

/** The name a node declares, where the name is ours to choose: a shorthand binding takes the name the other side gave. */
const declaredName = (node: ts.Node): ts.Identifier | undefined => {
  if (ts.isBindingElement(node) && !node.propertyName && ts.isObjectBindingPattern(node.parent)) return undefined;
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node);
  return declares && node.name && ts.isIdentifier(node.name) ? node.name : undefined;
};

/** Banned words in a file's own name and in the names it declares. Names that come from a library are not ours. */
export const bannedNames = ({ path, text }: RepositoryFile): readonly Finding[] => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const note = (line: number, says: string | undefined): void => {
    if (says !== undefined) findings.push({ path, line, says });
  };
  const visit = (node: ts.Node): void => {
    const name = declaredName(node);
    if (name) note(source.getLineAndCharacterOfPosition(name.getStart()).line + 1, complaintAbout(name.text));
    ts.forEachChild(node, visit);
  };
  note(1, complaintAbout(posix.basename(path).replace(/\.\w+$/, '')));
  visit(source);
  return findings;
};

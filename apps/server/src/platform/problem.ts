/** An RFC 9457 problem with a stable code; the text is chosen by the reader's language when it is answered. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(code);
    this.name = 'Problem';
  }
}

/** A bad field: where it is (JSON pointer) and what it must be. */
export type FieldProblem = Readonly<{ pointer: string; code: string; detail: string }>;

/** A field's name as a pointer shows it. What is no name may be a value that slipped into its place, and is not repeated. */
export const shownName = (name: string): string => (/^(?:[A-Za-z][A-Za-z0-9_]{0,59}|\d{1,5})$/.test(name) ? name : '?');

/** Outside the caller's units, or not there at all: which of the two is not told. */
export const notFound = (): Problem => new Problem(404, 'not-found');

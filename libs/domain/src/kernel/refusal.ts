/**
 * A rule said no. `code` is stable kebab-case and listed in the glossary; `details` holds the figures that decided it,
 * never personal values.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

/** Refuses with `code` unless `condition` holds. */
export function require(condition: boolean, code: string, details: Readonly<Record<string, unknown>> = {}): asserts condition {
  if (!condition) throw new Refusal(code, details);
}

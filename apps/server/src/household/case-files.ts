import { Injectable } from '@nestjs/common';
import type { RevealableField } from '#domain/access/access.events';
import { caseFile, type CaseFile } from '#read-models/case-file/case-file';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { masked } from '../platform/masking.js';
import { notFound } from '../platform/problem.js';
import { Views } from '../platform/views.js';
import type { CaseFileAnswer } from './case-file.answers.js';

/** Fields of a file that name accounts. */
const NAMING = new Set(['by', 'enteredBy', 'surveyors']);

const accountsIn = (value: unknown, found = new Set<string>()): ReadonlySet<string> => {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, field] of Object.entries(value as Readonly<Record<string, unknown>>)) {
    if (NAMING.has(name)) for (const id of [field].flat()) found.add(String(id));
    else accountsIn(field, found);
  }
  return found;
};

/** Where every query on one file comes by. */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  /** The file as it stands, with all it holds. @throws {Problem} 404 where it is absent or out of the caller's reach. */
  async inReach(householdId: string, caller: Caller, after?: string): Promise<CaseFile> {
    const stored = await (await this.views.of(caseFile.collection, after)).get(householdId);
    if (!stored || !caller.roleIn('household:read', stored.row.unitId)) throw notFound();
    return stored.row;
  }

  /** The file as it is shown: masked but for the kinds in `shown`. */
  shown(file: CaseFile, shown: readonly RevealableField[] = []): CaseFileAnswer {
    const { document, masked: heldBack } = masked(file, shown);
    const people = [...accountsIn(file)].map((id) => [id, this.nameOf(id)] as const);
    return { ...document, unitName: this.unitName(file.unitId), masked: heldBack, people: Object.fromEntries(people) };
  }

  /** The name of a member of the staff; the id itself for the system, and for who is not known. */
  nameOf(accountId: string): string {
    return this.directory.account(accountId)?.displayName ?? accountId;
  }

  unitName(unitId: string): string {
    return this.directory.unit(unitId)?.name ?? unitId;
  }
}

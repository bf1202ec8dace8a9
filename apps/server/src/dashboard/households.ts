import { Injectable } from '@nestjs/common';
import { caseBoard } from '#read-models/case-board/case-board';
import { maskName } from '../platform/masking.js';
import { Views } from '../platform/views.js';
import type { HouseholdAnswer } from './dashboard.answers.js';
import { Places } from './places.js';

type Of = Readonly<{ householdId: string; unitId: string }>;

/** Whose households the rows of a drill-down are: names masked, as they are known now. */
@Injectable()
export class Households {
  constructor(
    private readonly views: Views,
    private readonly places: Places,
  ) {}

  /** @param rows with the unit that each belonged to when it counted */
  async shown(rows: readonly Of[]): Promise<(row: Of) => HouseholdAnswer> {
    const board = await this.views.of(caseBoard.collection);
    const found = await board.getMany([...new Set(rows.map(({ householdId }) => householdId))]);
    return ({ householdId, unitId }) => {
      const file = found.get(householdId)?.row;
      const about = { fileNumber: file?.fileNumber ?? null, name: maskName(file?.name ?? '') };
      return { householdId, ...about, unitId, unitName: this.places.nameOf(unitId) };
    };
  }
}

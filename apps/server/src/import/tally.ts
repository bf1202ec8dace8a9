import { countVerdicts, type Verdict, type VerdictCounts } from '#domain/import/verdict';

/** How far a run is, for whoever watches it. */
export class Tally {
  private readonly done = new Map<number, Verdict>();
  private readonly counts = new Map<string, number>();
  private acceptedRows = 0;
  changed = 0;
  unitsChanged = 0;

  constructor(readonly rowsTotal: number) {}

  /** A row that is met again, because a run was tried again, counts once. */
  add(verdict: Verdict, changed: boolean): void {
    if (this.done.has(verdict.row)) return;
    this.done.set(verdict.row, verdict);
    if (changed) this.changed += 1;
    if (verdict.verdict === 'accepted') this.acceptedRows += 1;
    else this.counts.set(verdict.code, (this.counts.get(verdict.code) ?? 0) + 1);
  }

  get rowsDone(): number {
    return this.done.size;
  }

  get soFar(): VerdictCounts {
    return {
      accepted: this.acceptedRows,
      rejected: this.rowsDone - this.acceptedRows,
      byCode: Object.fromEntries([...this.counts].sort()),
    };
  }

  /** In the order of the rows. */
  get verdicts(): readonly Verdict[] {
    return [...this.done.values()].sort((one, other) => one.row - other.row);
  }

  get outcome() {
    return { rows: this.rowsDone, ...countVerdicts(this.verdicts), changed: this.changed, unitsChanged: this.unitsChanged };
  }
}

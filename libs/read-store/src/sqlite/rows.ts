import type { SQLInputValue } from 'node:sqlite';
import type { Change, Row } from '../port.js';
import { fieldValue, type Shape, storedFields } from '../shape.js';
import type { Database } from './database.js';
import { bindable, column, tableOf } from './sql.js';

/** Writes the rows of one build; meant for the inside of a transaction. */
export class RowWriter {
  private readonly fields;
  private readonly insert: string;
  private readonly updateDoc: string;
  private readonly remove: string;

  constructor(
    private readonly database: Database,
    build: string,
    shape: Shape,
    private readonly active: boolean,
  ) {
    const table = tableOf(build);
    this.fields = storedFields(shape);
    const columns = ['position', 'doc', ...this.fields.map(([field]) => column(field))];
    const changes = columns.map((name) => `${name} = excluded.${name}`).join(', ');
    this.insert =
      `INSERT INTO ${table} (key, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')}) ` +
      `ON CONFLICT (key) DO UPDATE SET ${changes} WHERE excluded.position > position`;
    const same = this.fields.map(([field]) => ` AND ${column(field)} IS ?`).join('');
    this.updateDoc = `UPDATE ${table} SET position = ?, doc = ? WHERE key = ? AND position < ?${same}`;
    this.remove = `DELETE FROM ${table} WHERE key = ? AND position < ?`;
  }

  write({ key, row, position }: Change): void {
    if (row === null) this.database.prepared(this.remove).run(key, position);
    else this.put(key, row, position);
  }

  /**
   * Most changes of a build in use leave the declared fields alone, and rewriting them would touch every index: that is tried
   * first. A build beside has no indexes to spare and mostly new rows.
   */
  private put(key: string, row: Row, position: string): void {
    const doc = JSON.stringify(row);
    const values: SQLInputValue[] = this.fields.map(([field, kind]) => bindable(fieldValue(row, field, kind)));
    if (this.active && this.database.prepared(this.updateDoc).run(position, doc, key, position, ...values).changes) return;
    this.database.prepared(this.insert).run(key, position, doc, ...values);
  }
}

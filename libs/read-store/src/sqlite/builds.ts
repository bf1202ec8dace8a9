import type { BuildState, CollectionShape } from '../port.js';
import { ReadStoreUnavailable, UnknownBuild } from '../port.js';
import { type Shape, shapeOf } from '../shape.js';
import type { Database } from './database.js';
import { RowWriter } from './rows.js';
import type { Build } from './selection.js';
import { createIndexes, createTable, tableOf } from './sql.js';

export const BUILDS_TABLE =
  'CREATE TABLE IF NOT EXISTS builds (build TEXT PRIMARY KEY NOT NULL, view TEXT NOT NULL, version INTEGER NOT NULL, ' +
  'active INTEGER NOT NULL, checkpoint TEXT NOT NULL, shape TEXT NOT NULL);' +
  'CREATE UNIQUE INDEX IF NOT EXISTS active_build ON builds (view) WHERE active = 1;';

/** The builds of all views, as the database has them at this moment: another process may have changed them. */
export class Builds {
  private readonly shapes = new Map<string, Build & { writer: RowWriter }>();

  constructor(private readonly database: Database) {}

  ensure(definition: CollectionShape, version: number, build: string): void {
    const shape = JSON.stringify(shapeOf(definition));
    const known = this.database.get({ text: 'SELECT shape FROM builds WHERE build = ?', values: [build] });
    if (known?.shape === shape) return;
    if (known) throw new TypeError(`build ${build} exists with other fields or indexes; a changed definition needs a new version`);
    const others = this.database.get({ text: 'SELECT 1 FROM builds WHERE view = ?', values: [definition.name] });
    const values = [build, definition.name, version, others ? 0 : 1, '', shape];
    this.database.run({ text: 'INSERT INTO builds (build, view, version, active, checkpoint, shape) VALUES (?, ?, ?, ?, ?, ?)', values });
    for (const statement of [createTable(build, shapeOf(definition)), ...createIndexes(build, shapeOf(definition))])
      this.database.exec(statement);
  }

  states(view?: string): readonly BuildState[] {
    const found = this.database.all({
      text: 'SELECT * FROM builds WHERE view = coalesce(?, view) ORDER BY view, version, build',
      values: [view ?? null],
    });
    return found.map(({ build, view: name, version, active, checkpoint }) => ({
      build: String(build),
      view: String(name),
      version: Number(version),
      active: active === 1,
      checkpoint: String(checkpoint),
      rows: Number(this.database.get({ text: `SELECT count(*) AS n FROM ${tableOf(String(build))}`, values: [] })?.n),
    }));
  }

  /** @throws {UnknownBuild} */
  checkpoint(build: string): string {
    const found = this.database.get({ text: 'SELECT checkpoint FROM builds WHERE build = ?', values: [build] });
    if (!found) throw new UnknownBuild(build);
    return String(found.checkpoint);
  }

  moveCheckpoint(build: string, checkpoint: string): void {
    this.database.run({ text: 'UPDATE builds SET checkpoint = ? WHERE build = ?', values: [checkpoint, build] });
  }

  /** @throws {UnknownBuild} */
  named(build: string): Build & { writer: RowWriter } {
    const stored = this.database.get({ text: 'SELECT shape FROM builds WHERE build = ?', values: [build] });
    if (!stored) throw new UnknownBuild(build);
    const known = this.shapes.get(build);
    if (known) return known;
    const shape = JSON.parse(String(stored.shape)) as Shape;
    const opened = { name: build, shape, writer: new RowWriter(this.database, build, shape) };
    this.shapes.set(build, opened);
    return opened;
  }

  /** @throws {ReadStoreUnavailable} where the view has no build yet. */
  active(view: string): Build {
    const found = this.database.get({ text: 'SELECT build FROM builds WHERE view = ? AND active = 1', values: [view] });
    if (!found) throw new ReadStoreUnavailable(`view ${view} has not been built yet`);
    return this.named(String(found.build));
  }

  /** @throws {UnknownBuild} where the view has no such build. */
  activate(view: string, build: string): void {
    if (!this.database.get({ text: 'SELECT 1 FROM builds WHERE view = ? AND build = ?', values: [view, build] }))
      throw new UnknownBuild(build);
    this.database.run({ text: 'UPDATE builds SET active = 0 WHERE view = ? AND active = 1', values: [view] });
    this.database.run({ text: 'UPDATE builds SET active = 1 WHERE build = ?', values: [build] });
  }

  drop(build: string): void {
    const found = this.database.get({ text: 'SELECT view, active FROM builds WHERE build = ?', values: [build] });
    if (!found) return;
    const siblings = this.database.get({ text: 'SELECT count(*) AS n FROM builds WHERE view = ?', values: [String(found.view)] });
    if (found.active === 1 && Number(siblings?.n) > 1) throw new TypeError(`build ${build} is the one that queries see`);
    this.database.run({ text: 'DELETE FROM builds WHERE build = ?', values: [build] });
    this.database.exec(`DROP TABLE ${tableOf(build)}`);
    this.shapes.delete(build);
  }
}

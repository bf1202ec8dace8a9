import type { BuildState, CollectionShape } from '../port.js';
import { ReadStoreUnavailable, UnknownBuild } from '../port.js';
import { checkBuildName, type Shape, shapeOf } from '../shape.js';
import type { Database } from './database.js';
import { RowWriter } from './rows.js';
import type { Build } from './selection.js';
import { createIndexes, createTable, tableOf } from './sql.js';

export const BUILDS_TABLE =
  'CREATE TABLE IF NOT EXISTS builds (build TEXT PRIMARY KEY NOT NULL, view TEXT NOT NULL, version INTEGER NOT NULL, ' +
  'active INTEGER NOT NULL, indexed INTEGER NOT NULL, checkpoint TEXT NOT NULL, shape TEXT NOT NULL);' +
  'CREATE UNIQUE INDEX IF NOT EXISTS active_build ON builds (view) WHERE active = 1;';

type Opened = Readonly<{ text: string; active: boolean; shape: Shape; writer: RowWriter }>;

/** The builds of all views, as the database has them at this moment: another process may have changed them. */
export class Builds {
  private readonly cache = new Map<string, Opened>();

  constructor(private readonly database: Database) {}

  ensure(definition: CollectionShape, version: number, build: string): void {
    checkBuildName(build);
    const shape = shapeOf(definition);
    const text = JSON.stringify(shape);
    const known = this.database.get({ text: 'SELECT shape FROM builds WHERE build = ?', values: [build] });
    if (known?.shape === text) return;
    if (known) throw new TypeError(`build ${build} exists with other fields or indexes; a changed definition needs a new version`);
    const first = !this.database.get({ text: 'SELECT 1 FROM builds WHERE view = ?', values: [definition.name] });
    const insert = 'INSERT INTO builds (build, view, version, active, indexed, checkpoint, shape) VALUES (?, ?, ?, 0, 0, ?, ?)';
    this.database.run({ text: insert, values: [build, definition.name, version, '', text] });
    this.database.exec(createTable(build, shape));
    if (!first) return;
    for (const statement of createIndexes(build, shape)) this.database.exec(statement);
    this.activate(definition.name, build);
  }

  states(view?: string): readonly BuildState[] {
    const text = 'SELECT * FROM builds WHERE view = coalesce(?, view) ORDER BY view, version, build';
    return this.database.all({ text, values: [view ?? null] }).map(({ build, view: name, version, active, checkpoint }) => ({
      build: String(build),
      view: String(name),
      version: Number(version),
      active: active === 1,
      checkpoint: String(checkpoint),
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
  writer(build: string): RowWriter {
    return this.opened(build).writer;
  }

  /** @throws {UnknownBuild} */
  named(build: string): Build {
    const { shape } = this.opened(build);
    const indexed = this.database.get({ text: 'SELECT indexed FROM builds WHERE build = ?', values: [build] })?.indexed === 1;
    return { name: build, shape: indexed ? shape : { ...shape, indexes: [] } };
  }

  /** @throws {ReadStoreUnavailable} where the view has no build yet. */
  active(view: string): Build {
    const found = this.database.get({ text: 'SELECT build FROM builds WHERE view = ? AND active = 1', values: [view] });
    if (!found) throw new ReadStoreUnavailable(`view ${view} has not been built yet`);
    return this.named(String(found.build));
  }

  /** What a build needs before queries may see it; until then it has none, which makes filling it three times as fast. */
  indexStatements(build: string): readonly string[] {
    return createIndexes(build, this.opened(build).shape);
  }

  /** The indexes exist by now. @throws {UnknownBuild} where the view has no such build. */
  activate(view: string, build: string): void {
    const known = this.database.get({ text: 'SELECT 1 FROM builds WHERE view = ? AND build = ?', values: [view, build] });
    if (!known) throw new UnknownBuild(build);
    this.database.run({ text: 'UPDATE builds SET active = 0 WHERE view = ? AND active = 1', values: [view] });
    this.database.run({ text: 'UPDATE builds SET active = 1, indexed = 1 WHERE build = ?', values: [build] });
  }

  drop(build: string): void {
    const found = this.database.get({ text: 'SELECT view, active FROM builds WHERE build = ?', values: [build] });
    if (!found) return;
    const siblings = this.database.get({ text: 'SELECT count(*) AS n FROM builds WHERE view = ?', values: [String(found.view)] });
    if (found.active === 1 && Number(siblings?.n) > 1) throw new TypeError(`build ${build} is the one that queries see`);
    this.database.run({ text: 'DELETE FROM builds WHERE build = ?', values: [build] });
    this.database.exec(`DROP TABLE ${tableOf(build)}`);
  }

  private opened(build: string): Opened {
    const stored = this.database.get({ text: 'SELECT shape, active FROM builds WHERE build = ?', values: [build] });
    if (!stored) throw new UnknownBuild(build);
    const text = String(stored.shape);
    const active = stored.active === 1;
    const known = this.cache.get(build);
    // A build of the same name may have been dropped and made anew from another definition.
    if (known?.text === text && known.active === active) return known;
    const shape = JSON.parse(text) as Shape;
    const opened = { text, active, shape, writer: new RowWriter(this.database, build, shape, active) };
    this.cache.set(build, opened);
    return opened;
  }
}

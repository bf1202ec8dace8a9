import { readCursor, writeCursor } from '../cursor.js';
import { type CheckedFilter, checkFilter, checkPaging, requireFields } from '../filter.js';
import type { CollectionShape, Page, Query, ReadCollection, Row, Scalar, Stored } from '../port.js';
import { UnknownField } from '../port.js';
import { type Shape, shapeOf } from '../shape.js';
import type { Database } from './database.js';
import { type Build, countStatement, groupStatement, keyStatement, pageStatements } from './selection.js';
import type { Sql } from './sql.js';

type Conditions = Pick<Query, 'where' | 'text'>;
type Cells = ReturnType<Database['all']>[number];

/** Below SQLite's limit on the values of one statement. */
const KEYS_AT_ONCE = 500;

const stored = <T>(cells: Cells): Stored<T> => ({ row: JSON.parse(String(cells.doc)) as T, position: String(cells.position) });

export class SqliteCollection<T extends Row> implements ReadCollection<T> {
  private readonly shape: Shape;

  /** `build` is asked at each call, inside the transaction that reads: which build is active may change at any time. */
  constructor(
    private readonly database: Database,
    private readonly definition: CollectionShape,
    private readonly build: () => Build,
  ) {
    this.shape = shapeOf(definition);
  }

  async get(key: string): Promise<Stored<T> | undefined> {
    return (await this.getMany([key])).get(key);
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Stored<T>>> {
    return this.database.reading(() => {
      const build = this.build();
      const found = new Map<string, Stored<T>>();
      for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
        const some = keys.slice(start, start + KEYS_AT_ONCE);
        for (const cells of this.database.all(keyStatement(build, some))) found.set(String(cells.key), stored(cells));
      }
      return found;
    });
  }

  async find(query: Query): Promise<Page<T>> {
    checkPaging(this.definition.name, this.shape, query);
    const filter = checkFilter(this.definition.name, this.shape, query);
    const { sort, after, limit } = query;
    const place = after === undefined ? undefined : readCursor(this.shape, sort, after);
    return this.database.reading(() => {
      const build = this.serving(filter, sort?.field);
      const found = filter.never ? [] : this.take(pageStatements(this.database, build, filter, query, place), limit + 1);
      return this.page(query, found);
    });
  }

  async count(query: Conditions): Promise<number> {
    const filter = checkFilter(this.definition.name, this.shape, query);
    return this.database.reading(() => {
      const statement = countStatement(this.serving(filter), filter);
      return filter.never ? 0 : Number(this.database.get(statement)?.n);
    });
  }

  async countBy(field: string, query: Conditions): Promise<Readonly<Record<string, number>>> {
    if (!Object.hasOwn(this.shape.fields, field)) throw new UnknownField(this.definition.name, field);
    const filter = checkFilter(this.definition.name, this.shape, query);
    const counts = new Map<string, number>();
    for (const { value, n } of filter.never ? [] : this.grouped(field, filter)) {
      const key = value === null ? '' : String(this.plain(field, value as Scalar));
      counts.set(key, (counts.get(key) ?? 0) + Number(n));
    }
    return Object.fromEntries(counts);
  }

  /** The build to read, once it is known to have the fields asked for. */
  private serving(filter: CheckedFilter, ordered?: string): Build {
    const build = this.build();
    requireFields(this.definition.name, build.shape, filter, ordered);
    return build;
  }

  private grouped(field: string, filter: CheckedFilter): readonly Cells[] {
    return this.database.reading(() => this.database.all(groupStatement(this.serving(filter, field), filter, field)));
  }

  private take(statements: readonly Sql[], wanted: number): readonly Cells[] {
    const rows: Cells[] = [];
    for (const statement of statements) if (rows.length < wanted) rows.push(...this.database.all(statement));
    return rows;
  }

  private page({ sort, limit }: Query, found: readonly Cells[]): Page<T> {
    const shown = found.slice(0, limit);
    const rows = shown.map((cells) => stored<T>(cells).row);
    const last = shown.at(-1);
    if (found.length <= limit || !last) return { rows };
    const value = sort ? this.plain(sort.field, last.s as Scalar) : null;
    return { rows, next: writeCursor(sort, { value, key: String(last.key) }) };
  }

  /** SQLite has no boolean; a cell of such a field holds 0 or 1. */
  private plain(field: string, cell: Scalar): Scalar {
    return cell !== null && this.shape.fields[field] === 'boolean' ? cell === 1 : cell;
  }
}

import type { Document } from 'mongodb';
import { readCursor, writeCursor } from '../cursor.js';
import { type CheckedFilter, checkFilter, checkPaging, requireFields } from '../filter.js';
import type { CollectionShape, Page, Query, ReadCollection, Row, Scalar, Stored } from '../port.js';
import { UnknownField } from '../port.js';
import { type Shape, shapeOf } from '../shape.js';
import type { Build } from './builds.js';
import type { Connection, RowDocument } from './connection.js';
import { matching, order, stretchesAfter } from './filters.js';

type Conditions = Pick<Query, 'where' | 'text'>;

const stored = <T>({ doc, position }: RowDocument): Stored<T> => ({ row: JSON.parse(doc) as T, position });

export class MongoCollection<T extends Row> implements ReadCollection<T> {
  private readonly shape: Shape;

  /** `build` is asked at each call, since which build is active may change at any time. */
  constructor(
    private readonly connection: Connection,
    private readonly definition: CollectionShape,
    private readonly build: () => Promise<Build>,
  ) {
    this.shape = shapeOf(definition);
  }

  async get(key: string): Promise<Stored<T> | undefined> {
    return (await this.getMany([key])).get(key);
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Stored<T>>> {
    return this.connection.guarded(async () => {
      const { name } = await this.build();
      const found = await this.connection
        .rows(name)
        .find({ _id: { $in: [...keys] } })
        .toArray();
      return new Map(found.map((document) => [document._id, stored<T>(document)]));
    });
  }

  async find(query: Query): Promise<Page<T>> {
    checkPaging(this.definition.name, this.shape, query);
    const filter = checkFilter(this.definition.name, this.shape, query);
    const { sort, after, limit } = query;
    const stretches = after === undefined ? [{}] : stretchesAfter(this.shape, sort, readCursor(this.shape, sort, after));
    const found = await this.connection.guarded(async () => this.take(await this.serving(filter, sort?.field), filter, stretches, query));
    const last = found.length > limit ? found[limit - 1] : undefined;
    const rows = found.slice(0, limit).map((document) => stored<T>(document).row);
    if (!last) return { rows };
    const value = sort ? ((last.f[sort.field] ?? null) as Scalar) : null;
    return { rows, next: writeCursor(sort, { value, key: last._id }) };
  }

  async count(query: Conditions): Promise<number> {
    const filter = checkFilter(this.definition.name, this.shape, query);
    return this.connection.guarded(async () => {
      const { name, shape } = await this.serving(filter);
      return filter.never ? 0 : this.connection.rows(name).countDocuments(matching(shape, filter));
    });
  }

  async countBy(field: string, query: Conditions): Promise<Readonly<Record<string, number>>> {
    if (!Object.hasOwn(this.shape.fields, field)) throw new UnknownField(this.definition.name, field);
    const filter = checkFilter(this.definition.name, this.shape, query);
    const counts = new Map<string, number>();
    for (const { _id, n } of await this.grouped(field, filter)) {
      const key = _id === null ? '' : String(_id);
      counts.set(key, (counts.get(key) ?? 0) + n);
    }
    return Object.fromEntries(counts);
  }

  /** The build to read, once it is known to have the fields asked for. */
  private async serving(filter: CheckedFilter, ordered?: string): Promise<Build> {
    const build = await this.build();
    requireFields(this.definition.name, build.shape, filter, ordered);
    return build;
  }

  private async take(
    { name, shape }: Build,
    filter: CheckedFilter,
    stretches: readonly Document[],
    query: Query,
  ): Promise<readonly RowDocument[]> {
    const wanted = query.limit + 1;
    const rows: RowDocument[] = [];
    for (const stretch of filter.never ? [] : stretches) {
      const missing = wanted - rows.length;
      if (missing === 0) break;
      const found = this.connection
        .rows(name)
        .find(matching(shape, filter, [stretch]), { sort: order(query.sort), limit: missing, batchSize: missing + 1 });
      rows.push(...(await found.toArray()));
    }
    return rows;
  }

  private grouped(field: string, filter: CheckedFilter): Promise<readonly { _id: Scalar; n: number }[]> {
    return this.connection.guarded(async () => {
      const { name, shape } = await this.serving(filter, field);
      const stages = [{ $match: matching(shape, filter) }, { $group: { _id: `$f.${field}`, n: { $sum: 1 } } }];
      return filter.never ? [] : this.connection.rows(name).aggregate<{ _id: Scalar; n: number }>(stages).toArray();
    });
  }
}

import type { ClientSession } from 'mongodb';
import { type BuildState, type CollectionShape, ReadStoreUnavailable, UnknownBuild } from '../port.js';
import { checkBuildName, type Shape, shapeOf } from '../shape.js';
import type { BuildDocument, Connection, Reading } from './connection.js';

/** One physical copy of a view's rows, as it is at this moment. */
export type Build = Readonly<{ name: string; view: string; shape: Shape; checkpoint: string }>;

const opened = ({ _id, view, shape, checkpoint }: BuildDocument): Build => ({
  name: _id,
  view,
  shape: JSON.parse(shape) as Shape,
  checkpoint,
});

export class Builds {
  constructor(private readonly connection: Connection) {}

  async ensure(definition: CollectionShape, version: number, build: string): Promise<void> {
    checkBuildName(build);
    const shape = JSON.stringify(shapeOf(definition));
    const known = await this.connection.builds.findOne({ _id: { $eq: build } });
    if (known && known.shape !== shape) {
      throw new TypeError(`build ${build} exists with other fields or indexes; a changed definition needs a new version`);
    }
    if (!known) await this.create(build, { view: definition.name, version, checkpoint: '', shape });
    await this.connection.views.updateOne({ _id: { $eq: definition.name } }, { $setOnInsert: { active: build } }, { upsert: true });
  }

  async states(view?: string): Promise<readonly BuildState[]> {
    const found = await this.connection.builds.find(view === undefined ? {} : { view: { $eq: view } }).toArray();
    const active = new Set((await this.connection.views.find().toArray()).map((document) => document.active));
    const states = found.map(({ _id, view: name, version, checkpoint }) => ({
      build: _id,
      view: name,
      version,
      active: active.has(_id),
      checkpoint,
    }));
    const place = ({ view: name, version, build }: BuildState) => JSON.stringify([name, String(version).padStart(9, '0'), build]);
    return states.sort((one, other) => (place(one) < place(other) ? -1 : 1));
  }

  /** @throws {UnknownBuild} */
  async named(build: string, reading: Reading = {}): Promise<Build> {
    const found = await this.connection.builds.findOne({ _id: { $eq: build } }, reading);
    if (!found) throw new UnknownBuild(build);
    return opened(found);
  }

  async moveCheckpoint(build: string, checkpoint: string, session: ClientSession): Promise<void> {
    await this.connection.builds.updateOne({ _id: { $eq: build } }, { $set: { checkpoint } }, { session });
  }

  async activeName(view: string, reading: Reading = {}): Promise<string | undefined> {
    return (await this.connection.views.findOne({ _id: { $eq: view } }, reading))?.active;
  }

  /** @throws {ReadStoreUnavailable} where the view has no build yet. */
  async active(view: string): Promise<Build> {
    const build = await this.activeName(view);
    if (build === undefined) throw new ReadStoreUnavailable(`view ${view} has not been built yet`);
    return this.named(build);
  }

  /** @throws {UnknownBuild} where the view has no such build. */
  async activate(view: string, build: string): Promise<void> {
    const known = await this.named(build);
    if (known.view !== view) throw new UnknownBuild(build);
    await this.connection.views.updateOne({ _id: { $eq: view } }, { $set: { active: build } }, { upsert: true });
  }

  async drop(build: string): Promise<void> {
    const found = await this.connection.builds.findOne({ _id: { $eq: build } });
    if (!found) return;
    const siblings = await this.connection.builds.countDocuments({ view: { $eq: found.view } });
    const active = (await this.activeName(found.view)) === build;
    if (active && siblings > 1) throw new TypeError(`build ${build} is the one that queries see`);
    if (active) await this.connection.views.deleteOne({ _id: { $eq: found.view } });
    await this.connection.builds.deleteOne({ _id: { $eq: build } });
    await this.connection.rows(build).drop();
  }

  /** The rows' collection first: a build that is listed can be written to. */
  private async create(build: string, document: Omit<BuildDocument, '_id'>): Promise<void> {
    const { indexes } = JSON.parse(document.shape) as Shape;
    const keys = indexes.map((fields) => ({
      key: new Map([...fields.map((field) => `f.${field}`), '_id'].map((path) => [path, 1 as const])),
    }));
    await this.connection.createRows(build, keys);
    await this.connection.builds.updateOne({ _id: { $eq: build } }, { $setOnInsert: document }, { upsert: true });
  }
}

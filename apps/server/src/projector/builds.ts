import type { AnyView } from '#read-models/registry';
import type { BuildState, ReadStore } from '#read-store/port';
import { BuildFolding } from './folding.js';

/** A build of a view at the version this release knows; `shown` where queries see it already. */
export type OpenBuild = Readonly<{ folding: BuildFolding; shown: boolean }>;

const numberOf = (build: string): number => Number(/#(\d+)$/.exec(build)?.[1] ?? 0);

/** The name of the build after those there are. */
export const nextBuild = (view: AnyView, builds: readonly BuildState[]): string => {
  const numbers = builds.filter(({ version }) => version === view.version).map(({ build }) => numberOf(build));
  return `${view.collection.name}.v${view.version}#${Math.max(0, ...numbers) + 1}`;
};

/** The build that queries see, where it is of this release's version; else the one begun last, which goes on; else a new one. */
const buildOf = (view: AnyView, builds: readonly BuildState[]): string => {
  const ours = builds.filter(({ version }) => version === view.version);
  const shown = ours.find(({ active }) => active) ?? ours.toSorted((a, b) => numberOf(b.build) - numberOf(a.build))[0];
  return shown?.build ?? nextBuild(view, builds);
};

/** Opens the build of each view that this release keeps, making those that are missing. */
export const openBuilds = async (store: ReadStore, views: readonly AnyView[]): Promise<readonly OpenBuild[]> => {
  const known = await store.builds();
  const names = views.map((view) => {
    const ofView = known.filter((build) => build.view === view.collection.name);
    return { view, build: buildOf(view, ofView) };
  });
  for (const { view, build } of names) await store.ensureBuild(view.collection, view.version, build);
  const states = new Map((await store.builds()).map((state) => [state.build, state]));
  return names.map(({ view, build }) => {
    const { checkpoint, active } = states.get(build)!;
    return { folding: new BuildFolding(view, build, store, checkpoint), shown: active };
  });
};

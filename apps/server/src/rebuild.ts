/** `npm run rebuild`: builds views anew beside the ones shown, while the server runs, and switches where they are the same. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { views, type AnyView } from '#read-models/registry';
import type { BuildState, ReadStore } from '#read-store/port';
import { ExitCode, Unusable, answer, runTool, say, steadyProgress } from './operations/tool.js';
import type { Settings } from './platform/settings.js';
import { cityPaths, openEventReader, openReadStore } from './platform/stores.js';
import { Rebuild, type Rebuilt } from './projector/rebuild.js';

type Options = Readonly<{ all: boolean; list: boolean; drop?: string; acceptDifference: boolean; json: boolean }>;

const command = new Command('npm run rebuild --')
  .description('builds views anew from the log, beside the ones that queries see, and switches where both are the same')
  .argument('[views...]', `which views: ${views.map(({ collection: { name } }) => name).join(', ')}`)
  .option('--all', 'every view', false)
  .option('--accept-difference', 'switches although rows differ, and names them', false)
  .option('--list', 'shows the builds there are and changes nothing', false)
  .option('--drop <build>', 'removes a build that queries do not see')
  .option('--json', 'gives the result as one line of JSON', false);

const chosenViews = (names: readonly string[], all: boolean): readonly AnyView[] => {
  const unknown = names.find((name) => !views.some(({ collection }) => collection.name === name));
  if (unknown !== undefined) throw new Unusable(`there is no view ${unknown}`, ExitCode.usage);
  if (all === names.length > 0) throw new Unusable('name the views to rebuild, or --all', ExitCode.usage);
  return views.filter(({ collection: { name } }) => all || names.includes(name));
};

const SAID: Readonly<Record<Rebuilt['outcome'], string>> = {
  same: 'same rows; switched',
  differs: 'ROWS DIFFER; not switched, the new build is dropped',
  accepted: 'rows differ, which was accepted; switched',
  first: 'built for the first time; shown',
  prepared: 'a new version, prepared; the next start of this release shows it',
};

const tell = ({ view, build, replaced, outcome, rows, digest, differing }: Rebuilt): string =>
  [
    `${view}: ${SAID[outcome]}`,
    `  build ${build}, ${rows} rows, digest ${digest}`,
    ...(outcome === 'same' || outcome === 'accepted' ? [`  ${replaced} is kept until: npm run rebuild -- --drop '${replaced}'`] : []),
    ...(differing ? [`  differing: ${differing.join(', ')}`] : []),
  ].join('\n');

const rebuild = async (settings: Settings, store: ReadStore, signal: AbortSignal, chosen: readonly AnyView[]): Promise<ExitCode> => {
  const { acceptDifference, json } = command.opts<Options>();
  if (settings.eventStore === 'sqlite' && !existsSync(cityPaths(settings).events))
    throw new Unusable(`no event log in ${settings.dataDir}`);
  const events = await openEventReader(settings);
  try {
    const report = await new Rebuild({ events, store, views: chosen, acceptDifference, onProgress: steadyProgress('events') }).run(signal);
    const rate = `${report.events} events in ${report.seconds.toFixed(1)} s, ${Math.round(report.events / report.seconds)} a second`;
    answer([...report.views.map(tell), rate].join('\n'), report, json);
    return report.views.some(({ outcome }) => outcome === 'differs') ? ExitCode.differs : ExitCode.done;
  } finally {
    await events.close();
  }
};

const line = ({ build, checkpoint, active }: BuildState): string => `${build}: at ${checkpoint}${active ? ', shown' : ''}`;

const drop = async (store: ReadStore, build: string): Promise<void> => {
  const found = (await store.builds()).find((known) => known.build === build);
  if (!found) throw new Unusable(`there is no build ${build}`);
  if (found.active) throw new Unusable(`build ${build} is the one that queries see`);
  await store.dropBuild(build);
  say(`dropped ${build}`);
};

await runTool(command, async (settings, signal) => {
  const { all, list, drop: dropped, json } = command.opts<Options>();
  const chosen = list || dropped !== undefined ? [] : chosenViews(command.args, all);
  const store = await openReadStore(settings);
  try {
    if (dropped !== undefined) await drop(store, dropped);
    else if (list) answer((await store.builds()).map(line).join('\n'), await store.builds(), json);
    else return await rebuild(settings, store, signal, chosen);
    return ExitCode.done;
  } finally {
    await store.close();
  }
});

/** `npm run restore`: makes a city again from a backup, verifies it and builds its views. */
import { Command } from 'commander';
import { views } from '#read-models/registry';
import { checkBackup, restoreCity } from './operations/restore.js';
import { ExitCode, answer, givenPath, runTool, say, steadyProgress } from './operations/tool.js';
import type { Settings } from './platform/settings.js';
import { openEventReader, openReadStore } from './platform/stores.js';
import { Rebuild, type RebuildReport } from './projector/rebuild.js';

type Options = Readonly<{ from: string; masterKeyFile?: string; check: boolean; json: boolean }>;

const command = new Command('npm run restore --')
  .description('puts a backup into an empty DATA_DIR, verifies every chain of events and builds the views')
  .requiredOption('--from <folder>', 'the backup', givenPath)
  .option('--master-key-file <file>', 'the master key, where it is neither in the backup nor in MASTER_KEY', givenPath)
  .option('--check', 'only verifies the backup, as it lies', false)
  .option('--json', 'gives the result as one line of JSON', false);

const buildViews = async (settings: Settings, signal: AbortSignal): Promise<RebuildReport> => {
  const [events, store] = [await openEventReader(settings), await openReadStore(settings)];
  try {
    return await new Rebuild({ events, store, views, onProgress: steadyProgress('events folded') }).run(signal);
  } finally {
    await events.close();
    await store.close();
  }
};

await runTool(command, async (settings, signal) => {
  const { check, json, ...options } = command.opts<Options>();
  const verifying = { ...options, onProgress: steadyProgress('events checked') };
  const manifest = check ? await checkBackup(verifying) : await restoreCity(settings, verifying);
  const { events, lastPosition } = manifest.log;
  const verified = `${events} events up to ${lastPosition}, every chain whole, as on ${manifest.takenAt}`;
  if (check) {
    answer(verified, manifest, json);
    return ExitCode.done;
  }
  say(verified);
  const built = await buildViews(settings, signal);
  const digests = built.views.map(({ view, rows, digest }) => `${view}: ${rows} rows, digest ${digest}`);
  answer([verified, ...digests].join('\n'), { log: manifest.log, views: built.views }, json);
  return ExitCode.done;
});

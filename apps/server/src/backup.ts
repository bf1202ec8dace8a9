/** `npm run backup`: copies a city of one machine while its server runs. */
import { Command } from 'commander';
import { takeBackup } from './operations/backup.js';
import { ExitCode, answer, givenPath, runTool, steadyProgress } from './operations/tool.js';
import { SystemClock } from './platform/clock.js';

type Options = Readonly<{ to: string; withMasterKey: boolean; json: boolean }>;

const command = new Command('npm run backup --')
  .description('copies events, keys and uploads while the server runs, and verifies the copy')
  .requiredOption('--to <folder>', 'a folder that does not exist yet, or is empty', givenPath)
  .option('--with-master-key', 'includes the master key: whoever has the backup can then read it', false)
  .option('--json', 'gives the manifest as one line of JSON', false);

await runTool(command, async (settings) => {
  const { to, withMasterKey, json } = command.opts<Options>();
  const manifest = await takeBackup(settings, {
    to,
    withMasterKey,
    at: new SystemClock().at(),
    onProgress: steadyProgress('events checked'),
  });
  const { events, streams, lastPosition } = manifest.log;
  const key = withMasterKey ? 'with the master key: keep it as safe as the keys of the office' : 'without the master key: keep that apart';
  answer(`${events} events in ${streams} streams up to ${lastPosition}, every chain whole; ${key}\n${to}`, manifest, json);
  return ExitCode.done;
});

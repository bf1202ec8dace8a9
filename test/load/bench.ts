import { writeFileSync } from 'node:fs';
import { benchAppend } from './append.bench.js';
import { benchCommand } from './command.bench.js';
import { meets, type Measurement } from './measure.js';
import { benchReadAll } from './read-all.bench.js';
import { benchRebuild } from './rebuild.bench.js';

const benches: Readonly<Record<string, () => Promise<Measurement | readonly Measurement[]>>> = {
  append: benchAppend,
  command: benchCommand,
  'read-all': benchReadAll,
  rebuild: benchRebuild,
};

const json = process.argv.includes('--json');
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const results: Measurement[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  process.stderr.write(`measuring ${name} …\n`);
  for (const measurement of [await bench()].flat() as Measurement[]) {
    results.push(measurement);
    const line = json
      ? JSON.stringify(measurement)
      : `${measurement.name}: ${measurement.value} ${measurement.unit}, ratio ${measurement.ratio} (${measurement.budget})`;
    process.stdout.write(`${line}\n`);
  }
}
void writeFileSync;
void meets;

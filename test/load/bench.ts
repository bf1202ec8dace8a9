import { cpus } from 'node:os';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { benchAppend } from './append.bench.js';
import { benchCommand } from './command.bench.js';
import { benchFeed } from './feed.bench.js';
import { benchFund } from './fund.bench.js';
import { meets, type Measurement } from './measure.js';
import { benchReadAll } from './read-all.bench.js';
import { benchRebuild } from './rebuild.bench.js';

type Bench = () => Promise<Measurement | readonly Measurement[]>;

const benches: Readonly<Record<string, Bench>> = {
  append: benchAppend,
  command: benchCommand,
  feed: benchFeed,
  fund: benchFund,
  'read-all': benchReadAll,
  rebuild: benchRebuild,
};

const report = 'docs/benchmarks.md';
const json = process.argv.includes('--json');
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const printed = (measurement: Measurement): string => {
  const { name, value, unit, reference, ratio, budget, referenceIs } = measurement;
  if (json) return JSON.stringify({ name, value, unit, reference, ratio });
  return `${name}: ${value} ${unit}; ${referenceIs}: ${reference}; ratio ${ratio} (${budget}${meets(measurement) ? '' : ', NOT MET'})`;
};

const row = (measurement: Measurement): string => {
  const { name, value, unit, reference, referenceIs, ratio, budget } = measurement;
  const number = (amount: number) => amount.toLocaleString('en');
  return `| ${name} | ${number(value)} ${unit} | ${number(reference)} (${referenceIs}) | ${ratio} | ${budget} | ${meets(measurement) ? 'yes' : 'no'} |`;
};

/** The part of the report that a run writes; what people wrote below the table stays. */
const written = (measurements: readonly Measurement[], before: string): string => {
  const [, remarks = ''] = before.split('<!-- remarks -->');
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}`;
  return [
    '# Benchmarks',
    '',
    'Every figure stands beside a reference that ran in the same run on the same machine, after a warm-up; ratios are what counts. Made by',
    '`npm run bench`.',
    '',
    `Machine: ${machine}.`,
    '',
    '| path | measured | reference | ratio | budget | met |',
    '|---|---|---|---|---|---|',
    ...measurements.map(row),
    '',
    `<!-- remarks -->${remarks}`,
  ].join('\n');
};

const measurements: Measurement[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  process.stderr.write(`measuring ${name} …\n`);
  for (const measurement of [await bench()].flat()) {
    measurements.push(measurement);
    process.stdout.write(`${printed(measurement)}\n`);
  }
}
if (chosen.length === 0) writeFileSync(report, written(measurements, existsSync(report) ? readFileSync(report, 'utf8') : ''));

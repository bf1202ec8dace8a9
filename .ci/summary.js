#!/usr/bin/env node
// Reads the result file of `jest --json`: names what failed, the slowest files, and last the counts.
// Exits 1 where anything failed, or where Jest left no result.
import { readFileSync } from 'node:fs';

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const result = read(process.argv[2]);
if (!result) {
  console.log('\nJest left no result.\n0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

const name = (file) => file.slice(process.cwd().length + 1);
const seconds = ({ startTime, endTime }) => (endTime - startTime) / 1000;
const slowest = [...result.testResults].sort((a, b) => seconds(b) - seconds(a)).slice(0, 10);
console.log('\nslowest test files:');
for (const file of slowest) console.log(`${seconds(file).toFixed(1).padStart(7)} s  ${name(file.name)}`);

for (const file of result.testResults.filter(({ status }) => status === 'failed')) {
  console.log(`failed: ${name(file.name)}`);
  for (const test of file.assertionResults.filter(({ status }) => status === 'failed')) console.log(`  - ${test.fullName}`);
}

// A file that could not even be loaded has no tests to count; it is one failure.
const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
const skipped = result.numPendingTests + result.numTodoTests;
console.log(`\n${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || !result.success ? 1 : 0);

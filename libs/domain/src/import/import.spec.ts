import { keepsTheLaws } from '../testing/laws.js';
import { scenario, testContext } from '../testing/scenario.js';
import { importRun, type ImportCommand } from './import.js';
import { importPersonal, type ImportEvent, type ImportOutcome } from './import.events.js';

const files = [{ kind: 'households', digest: 'a1', rows: 3 }] as const;
const outcome: ImportOutcome = { rows: 3, accepted: 2, rejected: 1, changed: 2, unitsChanged: 0, byCode: { bad_date: 1 } };
const nothingNew: ImportOutcome = { ...outcome, changed: 0 };

const start = (runId = 'run-1') => ({ type: 'StartImport', data: { importId: 'i1', runId, files } }) as const satisfies ImportCommand;
const complete = (runId = 'run-1', came: ImportOutcome = outcome) =>
  ({ type: 'CompleteImport', data: { importId: 'i1', runId, outcome: came } }) as const satisfies ImportCommand;
const cancel = { type: 'CancelImport', data: { importId: 'i1', runId: 'run-1', rowsDone: 1 } } as const satisfies ImportCommand;
const fail = { type: 'FailImport', data: { importId: 'i1', runId: 'run-1', code: 'upload-unreadable' } } as const satisfies ImportCommand;

const started = (runId = 'run-1'): ImportEvent => ({ type: 'ImportStarted', data: { importId: 'i1', runId, files } });
const completed = (runId = 'run-1', came = outcome): ImportEvent => ({
  type: 'ImportCompleted',
  data: { importId: 'i1', runId, outcome: came },
});
const cancelled: ImportEvent = { type: 'ImportCancelled', data: { importId: 'i1', runId: 'run-1', rowsDone: 1 } };
const failed: ImportEvent = { type: 'ImportFailed', data: { importId: 'i1', runId: 'run-1', code: 'upload-unreadable' } };

const given = scenario(importRun);

keepsTheLaws(importRun, importPersonal, {
  StartImport: { after: [], command: start() },
  CompleteImport: { after: [started()], command: complete() },
  CancelImport: { after: [started()], command: cancel },
  FailImport: { after: [started()], command: fail },
});

describe('starting an import', () => {
  it('is recorded once for the same files', () => {
    given().when(start()).then(started());
    given(started()).when(start('run-2')).then();
    given(started(), completed()).when(start('run-2')).then();
  });

  it.each([[cancelled], [failed]])('is recorded again after %j', (end) =>
    given(started(), end).when(start('run-2')).then(started('run-2')),
  );

  it('remembers who started it and where', () =>
    expect(given(started()).state()).toMatchObject({ status: 'running', by: testContext.by, unit: 'U1', startedAt: testContext.at }));
});

describe('completing an import', () => {
  it('says what it came to', () => {
    given(started()).when(complete()).then(completed());
    expect(given(started(), completed()).state()).toMatchObject({ status: 'completed', outcome });
  });

  it('says nothing after a run that changed nothing', () => given(started(), completed()).when(complete('run-2', nothingNew)).then());

  it('says again what it came to where something changed', () =>
    given(started(), completed()).when(complete('run-2')).then(completed('run-2')));

  it('says again what it came to where it counts otherwise', () => {
    const fewer = { ...nothingNew, accepted: 1, rejected: 2, byCode: { bad_date: 1, household_closed: 1 } };
    given(started(), completed()).when(complete('run-2', fewer)).then(completed('run-2', fewer));
  });

  it.each<[string, readonly ImportEvent[]]>([
    ['import-unknown', []],
    ['import-not-running', [started(), cancelled]],
    ['import-not-running', [started(), failed]],
  ])('is refused as %s', (code, history) =>
    given(...history)
      .when(complete())
      .thenRefused(code),
  );
});

describe('ending an import early', () => {
  it('keeps how far it came', () => expect(given(started(), cancelled).state()).toMatchObject({ status: 'cancelled', rowsDone: 1 }));

  it.each<[string, readonly ImportEvent[]]>([
    ['import-unknown', []],
    ['import-not-running', [started(), completed()]],
  ])('by a person is refused as %s', (code, history) =>
    given(...history)
      .when(cancel)
      .thenRefused(code),
  );

  it('as failed says why, and only while it runs', () => {
    expect(given(started(), failed).state()).toMatchObject({ status: 'failed', failure: 'upload-unreadable' });
    given(started(), completed()).when(fail).then();
  });
});

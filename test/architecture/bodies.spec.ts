import { ModulesContainer } from '@nestjs/core';
import { TestServer } from '../support/server.js';
import { bodiesIn, faultsIn, inputsOf, type Input } from './bodies.js';
import { RedController } from './red/bodies/bodies.js';

describe('what comes in over HTTP', () => {
  let server: TestServer;
  let inputs: readonly Input[];
  beforeAll(async () => {
    server = await TestServer.start();
    const modules = [...server.app.get(ModulesContainer).values()];
    inputs = modules
      .flatMap(({ controllers }) => [...controllers.values()])
      .flatMap(({ metatype }) => inputsOf(metatype as typeof RedController));
  });
  afterAll(() => server.discard());

  it('is guarded field by field, nested ones included', async () => {
    expect(await faultsIn(inputs)).toEqual([]);
  });

  it('was all looked at', () => {
    const names = [...bodiesIn(inputs)].map(({ name }) => name);
    // One of each kind: a plain body, a nested one, one inherited from several, one chosen by its kind.
    const kinds = ['SignInBody', 'IncomesBody', 'PrincipalBody', 'DateCorrectionBody', 'CaseBoardQuery'];
    expect(kinds.filter((name) => !names.includes(name))).toEqual([]);
    expect(inputs.length).toBeGreaterThan(40);
  });
});

describe('a body that lets things in', () => {
  it('is told each of them', async () => {
    const faults = await faultsIn(inputsOf(RedController));
    expect([...new Set(faults.map((fault) => fault.replace(/ lets in .*/, '')))]).toEqual([
      'RedController.postAnything takes what no class describes',
      'NeverOneOfThese.listOfAnything',
      'NeverOneOfThese.endlessList',
      'NeverOneOfThese.endlessTexts',
      'NeverOneOfThese.anyObject',
      'NeverOneOfThese.anything',
      'NeverOneOfThese.endlessText',
      'NeverOneOfThese.roundedNumber',
      'NeverOneOfThese.nestedWithoutType',
      'NeverOneOfThese.nested',
      'Inner.unlimitedInside',
    ]);
  });
});

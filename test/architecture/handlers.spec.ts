import type { Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { householdUseCases } from '../../apps/server/src/household/household.module.js';
import { TestServer } from '../support/server.js';
import { PlanVisitHandler, PlanVisitTooHandler } from './red/handlers/handlers.js';

/** Where @CommandHandler and @QueryHandler leave the class; the library exports neither name. */
const COMMAND_HANDLER_METADATA = '__commandHandler__';
const QUERY_HANDLER_METADATA = '__queryHandler__';

/** What a provider handles: the class of a command or a query. */
const handledBy = (provider: Type): Type | undefined =>
  (Reflect.getMetadata(COMMAND_HANDLER_METADATA, provider) ?? Reflect.getMetadata(QUERY_HANDLER_METADATA, provider)) as Type | undefined;

/** Of two handlers of one message the later one would win in silence. */
const doubled = (providers: readonly Type[]): string[] => {
  const handled = [...new Set(providers)].flatMap((provider) => handledBy(provider) ?? []);
  return handled.filter((message, place) => handled.indexOf(message) !== place).map(({ name }) => name);
};

const kebab = (name: string): string => name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

describe('the handlers of the server', () => {
  let server: TestServer;
  let providers: readonly Type[];
  beforeAll(async () => {
    server = await TestServer.start();
    const modules = [...server.app.get(ModulesContainer).values()];
    providers = modules.flatMap((module) => [...module.providers.values()]).flatMap(({ metatype }) => (metatype ? [metatype as Type] : []));
  });
  afterAll(() => server.discard());

  it('are one for each command and query', () => {
    expect(doubled(providers)).toEqual([]);
    expect(providers.filter(handledBy).length).toBeGreaterThan(Object.keys(householdUseCases).length);
  });

  it.each(Object.entries(householdUseCases))('take %s where its name says', (type, [handler, controller]) => {
    expect(handledBy(handler)?.name).toBe(type);
    expect(providers).toContain(handler);
    const path = type === 'ApplyForHousehold' ? 'households' : `households/:householdId/${kebab(type)}`;
    expect(Reflect.getMetadata(PATH_METADATA, controller)).toBe(path);
    expect(server.routes).toContain(`POST /api/${path}`);
  });
});

describe('two handlers of one command', () => {
  it('are found', () => {
    expect(doubled([PlanVisitHandler, PlanVisitTooHandler])).toEqual(['PlanVisit']);
    expect(doubled([PlanVisitHandler, PlanVisitHandler])).toEqual([]);
  });
});

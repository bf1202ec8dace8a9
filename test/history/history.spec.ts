import { globSync } from 'node:fs';
import { join } from 'node:path';
import { type Decider } from '#domain/kernel/decider';
import { type DomainEvent } from '#domain/kernel/message';
import { upcasters } from '#domain/upcasters';
import { hashOf } from '#event-store/envelope';
import { currentSchema, upcast } from '#event-store/upcasting';
import { catalogueOf } from '../architecture/catalogue.js';
import { ROOT } from '../architecture/repository.js';
import { namesWanted, sampleName, samples, typeFaults, type Sample } from './samples.js';

type AnyDecider = Decider<unknown, never, DomainEvent>;

const { events } = catalogueOf(ROOT);
const schemaOf = (type: string): number => currentSchema(upcasters, type);
const today = ({ envelope: { type, schema, data } }: Sample) => upcast(upcasters, type, schema, data);
const isDecider = (value: unknown): value is AnyDecider =>
  typeof value === 'object' && value !== null && 'category' in value && 'evolve' in value;

const loadDeciders = async (): Promise<ReadonlyMap<string, AnyDecider>> => {
  const paths = globSync('libs/domain/src/*/*.ts', { cwd: ROOT }).filter((path) => /\/([^/]+)\/\1\.ts$/.test(path));
  const modules = await Promise.all(paths.map((path) => import(join(ROOT, path)) as Promise<object>));
  return new Map(modules.flatMap((exported) => Object.values(exported).filter(isDecider)).map((decider) => [decider.category, decider]));
};

const deciders = await loadDeciders();

describe('every event ever released', () => {
  it('has a sample of each of its schemas, and no sample is of an unknown event', () => {
    expect(samples.map(({ name }) => name)).toEqual([...namesWanted(events, schemaOf)].sort());
  });

  it('is of the type that today’s unions say, once it is read', () => {
    const payloads = samples.flatMap((sample) => {
      const event = events.find(({ type }) => type === sample.envelope.type);
      return event ? [{ name: sample.name, event, data: today(sample) }] : [];
    });
    expect(typeFaults(payloads)).toEqual([]);
  });
});

describe.each(samples.map((sample) => [sample.name, sample] as const))('%s', (name, sample) => {
  const { envelope, category } = sample;
  const decider = deciders.get(category);

  it('is as it was frozen', () => {
    expect(name).toBe(sampleName(category, envelope.type, envelope.schema));
    expect(envelope.stream.startsWith(`${category}-`)).toBe(true);
    expect(hashOf(envelope)).toBe(envelope.hash);
  });

  it('folds after the first event of its stream', () => {
    const first = samples.find((other) => other.category === category && other.envelope.revision === 0);
    const history = first && first !== sample ? [first, sample] : [sample];
    const fold = () =>
      history.reduce(
        (state, each) => decider?.evolve(state, { type: each.envelope.type, data: today(each) }, each.envelope.meta),
        decider?.initial,
      );
    expect(decider).toBeDefined();
    expect(fold()).toBeDefined();
  });
});

describe('a history that forgets', () => {
  it('is told which sample is missing, one for each schema', () => {
    const wanted = namesWanted([{ category: 'visit', type: 'VisitPlanned' }], () => 2);
    expect(wanted).toEqual(['visit/VisitPlanned.v1', 'visit/VisitPlanned.v2']);
  });

  it('is told which sample is no event of today', () => {
    const event = events.find(({ type }) => type === 'HouseholdEntered');
    const faults = (data: unknown) => typeFaults(event ? [{ name: 'entered', event, data }] : []);
    expect(faults({ enteredOn: '2022-03-25' })).toEqual([]);
    expect(faults({ nationalNumber: 'N-1' })).toEqual([expect.stringMatching(/^entered: .*enteredOn/)]);
    expect(faults({ enteredOn: '2022-03-25', clerk: 'x' })).toEqual([expect.stringMatching(/^entered: .*clerk/)]);
  });
});

import { Refusal } from '../kernel/refusal.js';
import { decided } from '../testing/household-commands.js';
import { applied, approver, event, given, principal, spouse, surveyed } from '../testing/sample-household.js';
import { testContext } from '../testing/scenario.js';
import { householdPersonal, type HouseholdEvent } from './household.events.js';
import { household } from './household.js';

const on = '2022-03-01';

/** An answer that adds nothing: no events, or a refusal. */
const addsNothing = (run: () => readonly HouseholdEvent[]): boolean => {
  try {
    return run().length === 0;
  } catch (error) {
    return error instanceof Refusal;
  }
};

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

/** What is left of an event's data in plain text once the declared fields are sealed. */
const plain = ({ type, data }: HouseholdEvent): string => {
  const copy = structuredClone(data) as Record<string, unknown>;
  for (const { subject, fields } of householdPersonal[type]) {
    if (typeof at(copy, subject) !== 'string') continue;
    for (const field of fields) {
      const parent = field.includes('.') ? at(copy, field.slice(0, field.lastIndexOf('.'))) : copy;
      if (parent) delete (parent as Record<string, unknown>)[field.slice(field.lastIndexOf('.') + 1)];
    }
  }
  return JSON.stringify(copy);
};

describe('every command of the household', () => {
  it.each(decided)('$type says something', ({ events }) => expect(events.length).toBeGreaterThan(0));

  it.each(decided)('$type adds nothing the second time', ({ history, command, events, by }) => {
    const meta = { ...testContext, ...by };
    expect(addsNothing(given(...history, ...events.map((past) => ({ ...past, meta }))).when(command, by).events)).toBe(true);
  });

  it.each(decided)('$type tells what JSON can hold', ({ events }) => expect(JSON.parse(JSON.stringify(events))).toStrictEqual(events));

  it.each(decided)('$type leaves no personal value in plain text', ({ events }) => {
    const told = events.map(plain).join();
    const personal = [
      ...['高娟', '高绢', '董勇', '董永', '41042419740316014X', '410424197207260733', '1974-03-16', '19900005400', '19900000124', '演示路'],
      ...['9999999236834510221', '演示银行', '东支行', '一般疾病', '恶性肿瘤', '糖尿病', '交通事故', '无业', 'spouse', '140000', 'female'],
      ...['住房简陋', '另有房产', '已核对产权', '名下两套住房', '其中一套已拆迁', '已有去处', '情况属实', '已返岗', '隐瞒收入', '旧病复发'],
    ];
    expect(personal.filter((value) => told.includes(value))).toEqual([]);
  });

  it('together tell every event there is', () =>
    expect([...new Set(decided.flatMap(({ events }) => events.map(({ type }) => type)))].sort()).toEqual(
      Object.keys(householdPersonal).sort(),
    ));

  it('but the first is refused where there is no file', () => {
    const others = decided.filter(({ type }) => type !== 'ApplyForHousehold' && type !== 'ImportHousehold');
    for (const { command } of others) given().when(command, approver).thenRefused('household-absent');
  });

  it('is refused on a file that was cancelled, but a correction', () => {
    const cancelled = event('HouseholdCancelled', { personId: 'p1', cancelledOn: on, reasonKind: 'dead' });
    const codes = decided
      .filter(({ type }) => type !== 'CorrectFact')
      .map(({ command }) => {
        try {
          given(applied(), cancelled).when(command, approver).events();
        } catch (error) {
          return (error as Refusal).code;
        }
        return 'allowed';
      });
    expect([...new Set(codes)].sort()).toEqual(['household-closed', 'household-exists', 'relapse-without-exit']);
  });

  it('writes nothing about a person who was erased', () => {
    const erased = applied({ principal: { ...principal, name: '[erased]' } });
    given(erased)
      .when({ type: 'AddMember', data: { member: spouse } })
      .thenRefused('person-erased');
  });
});

describe('a household that does not exist', () => {
  it('stays so whatever is folded before its application', () =>
    expect(household.evolve(household.initial, surveyed, testContext)).toEqual({ status: 'absent' }));
});

import { Body, Controller, HttpCode, Module, Param, Post } from '@nestjs/common';
import { account } from '#domain/account/account';
import { household } from '#domain/household/household';
import { unit } from '#domain/unit/unit';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { createApp } from '../../apps/server/src/app.js';
import { DeclareIncomeBody } from '../../apps/server/src/household/declare-income.js';
import { SystemClock } from '../../apps/server/src/platform/clock.js';
import { Directory, systemContext } from '../../apps/server/src/platform/directory.js';
import { Can } from '../../apps/server/src/platform/permissions.js';
import { ROOT, places } from './city.js';
import { readSettings } from '../../apps/server/src/platform/settings.js';
import { Tokens } from '../../apps/server/src/platform/tokens.js';

/** What the load generator needs to know of the server it talks to. */
export type Served = Readonly<{ url: string; token: string; householdIds: readonly string[] }>;

const UNIT = ROOT;
const HOUSEHOLDS = 500;

/** The reference: the same route, body, session and validation, and then nothing. */
@Controller('households/:householdId/do-nothing')
class DoNothingController {
  @Post()
  @HttpCode(200)
  @Can('household:enter')
  nothing(@Param('householdId') householdId: string, @Body() body: DeclareIncomeBody): unknown {
    return { stream: `household-${householdId}`, revision: Object.keys(body).length, position: '' };
  }
}

@Module({ controllers: [DoNothingController] })
class DoNothingModule {}

const clock = new SystemClock();
let requests = 0;
const context = () => systemContext('bench', clock, `bench-${(requests += 1)}`);

const application = (householdId: string, index: number) => ({
  householdId,
  unitId: UNIT,
  archiveLevel: 'city' as const,
  temporary: false,
  appliedOn: '2022-02-01',
  principal: {
    personId: uuidFrom('bench person', index),
    idHash: uuidFrom('bench hash', index),
    name: '测试',
    idNumber: '410424198310231345',
    sex: 'female' as const,
    birthDate: '1983-10-23',
    phone: '19900000000',
    workStatus: 'laid_off' as const,
  },
});

const seed = async (streams: Streams, directory: Directory): Promise<readonly string[]> => {
  for (const place of places()) {
    await streams.handle(unit, place.code, { type: 'RegisterUnit', data: { ...place, parentStatus: 'open' } }, context());
  }
  const registration = {
    accountId: uuidFrom('bench account'),
    username: 'bench',
    displayName: '测试',
    passwordHash: 'none',
    roles: [{ role: 'base_caseworker' as const, unit: UNIT }],
    mustChangePassword: false,
  };
  const { position } = await streams.handle(account, registration.accountId, { type: 'RegisterAccount', data: registration }, context());
  await directory.reached(position);
  const ids = Array.from({ length: HOUSEHOLDS }, (_, index) => uuidFrom('bench household', index));
  const open = (householdId: string, index: number) =>
    streams.handle(household, householdId, { type: 'ApplyForHousehold', data: application(householdId, index) }, context());
  await Promise.all(ids.map(open));
  return ids;
};

const app = await createApp(readSettings({ ...process.env, PORT: '0', LOG_LEVEL: 'silent' }), {
  announce: () => undefined,
  modules: [DoNothingModule],
});
const householdIds = await seed(app.get(Streams), app.get(Directory));
await app.listen(0, '127.0.0.1');
const served: Served = {
  url: await app.getUrl(),
  token: await app.get(Tokens).issue({ accountId: uuidFrom('bench account'), sessionEpoch: 1 }),
  householdIds,
};
process.send?.(served);
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));

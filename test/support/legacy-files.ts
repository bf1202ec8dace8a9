import { household } from '#domain/household/household';
import type { ImportedHousehold } from '#domain/household/household.commands';
import { addMonths } from '#domain/kernel/calendar';
import { classify, type ClassificationInputs } from '#domain/policy/classification';
import { starterRules } from '#domain/policy/starter-policy';
import type { Receipt } from '#event-store/folding';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { systemContext } from '../../apps/server/src/platform/directory.js';
import { units } from './city.js';
import { idNumberOf } from './people.js';
import type { TestServer } from './server.js';

/** What a test says of a file; the rest is the same for all. */
export type Wish = Partial<ImportedHousehold> & Readonly<{ name?: string; yearlyWageFen?: number; at?: string }>;

/** A file as it was taken over, with the values that must not be seen where they do not belong. */
export type TakenOver = Readonly<{ householdId: string; row: ImportedHousehold; receipt: Receipt; secrets: readonly string[] }>;

const window = { from: '2021-01-17', to: '2022-01-16' };
const rigidCosts = { medicalFen: 0, disabilityCareFen: 0, schoolingFen: 0, housingFen: 0, employmentFen: 0 };
const assets = { homes: 1, motorVehicle: false, mobilityAidVehicle: false, controllingShareholder: false, highFeeSchooling: false };

const inputsOf = (wageFen: number, onDate: string): ClassificationInputs => ({
  area: '410481',
  onDate,
  persons: 2,
  incomes: { wageFen, businessFen: 0, propertyFen: 0, transferFen: 0, otherFen: 0 },
  rigidCosts,
  assets,
});

/** Registered files without the way there: taken over as an import does. */
export class LegacyFiles {
  private taken = 0;

  constructor(private readonly server: TestServer) {}

  /** A file in care of two people. A yearly wage of 12,000 yuan makes it deeply difficult, 24,000 relatively. */
  async take({ name = '高娟', yearlyWageFen = 1_200_000, at, ...change }: Wish = {}): Promise<TakenOver> {
    const number = (this.taken += 1);
    const row = { ...this.rowOf(number, name, yearlyWageFen), ...change };
    const now = systemContext('import', clockAt(at ?? '2022-03-01T02:00:00.000Z'), `take-over-${number}`);
    const command = { type: 'ImportHousehold', data: row } as const;
    const receipt = await this.server.app.get(Streams).handle(household, row.householdId, command, now);
    return { householdId: row.householdId, row, receipt, secrets: secretsOf(row) };
  }

  private rowOf(number: number, name: string, yearlyWageFen: number): ImportedHousehold {
    const appliedOn = '2022-01-17';
    const personId = uuidFrom('legacy-person', number);
    const inputs = inputsOf(yearlyWageFen, appliedOn);
    return {
      householdId: uuidFrom('legacy', number),
      importId: 'import-1',
      row: number,
      unitId: units.base,
      fileNumber: `L-${String(number).padStart(4, '0')}`,
      archiveLevel: 'city',
      appliedOn,
      registeredOn: appliedOn,
      reverifyDueOn: addMonths(appliedOn, 12),
      principal: {
        ...this.identityOf(idNumberOf('1974-03-16', 2 * number), '1974-03-16'),
        personId,
        name,
        sex: 'female',
        phone: `1990001${String(number).padStart(4, '0')}`,
        address: `演示路${number}号院`,
        workStatus: 'sick_leave',
        health: '慢性肾病五期',
      },
      members: [
        {
          ...this.identityOf(idNumberOf('1972-07-26', 2 * number + 1), '1972-07-26'),
          personId: uuidFrom('legacy-member', number),
          name: '董勇',
          relation: 'spouse',
          sex: 'male',
          disability: '肢体二级伤残',
        },
      ],
      incomes: inputs.incomes,
      rigidCosts,
      window,
      assets,
      causes: { main: 'critical_illness', secondary: [] },
      bankCard: { holderPersonId: personId, bankName: '演示银行', cardNumber: `9999990000${String(number).padStart(9, '0')}` },
      classification: classify(inputs, starterRules, 'pingdingshan@1'),
    };
  }

  private identityOf(idNumber: string, birthDate: string) {
    return { idNumber, idHash: this.server.app.get(EventStore).keyring.identityHash(idNumber), birthDate };
  }
}

const clockAt = (at: string) => ({ at: () => at, today: () => at.slice(0, 10) });

const secretsOf = ({ principal, members, bankCard }: ImportedHousehold): readonly string[] =>
  [
    ...[principal.idNumber, principal.phone, principal.address, principal.health, principal.birthDate, principal.idHash],
    ...members.flatMap(({ idNumber, disability, birthDate, idHash }) => [idNumber, disability, birthDate, idHash]),
    bankCard?.cardNumber,
  ].filter((value) => typeof value === 'string');

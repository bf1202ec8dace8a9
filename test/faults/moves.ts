import { units } from '../support/city.js';
import { cancelBatch, draft, exportFile, freeze, importResult, signOff } from './batch-moves.js';
import type { Chance } from './chance.js';
import type { Actor } from './founding.js';
import { DAY, type Known, type Making, type Move } from './known.js';

const receive: Making = ({ founded }, chance, key) => ({
  name: 'receive',
  by: 'cityKeeper',
  path: `/funds/${founded.cityFundId}/receive-amount`,
  body: { fundType: 'own_union_budget', amountFen: chance.between(1, 500_000), voucher: key, receivedOn: DAY },
  leaves: 'AmountReceived',
});

const allocate: Making = ({ founded }, chance, key) => ({
  name: 'allocate',
  by: 'rightsOfficer',
  path: `/funds/${founded.cityFundId}/allocate`,
  body: { toUnitId: units.county, amountFen: chance.between(1, 300_000), allocatedOn: DAY, document: key },
  leaves: 'TransferSent',
});

const takeBack: Making = ({ founded }, chance, key) => ({
  name: 'take back',
  by: 'rightsOfficer',
  path: `/funds/${founded.countyFundId}/take-back`,
  body: { toUnitId: units.city, amountFen: chance.between(1, 50_000), takenBackOn: DAY, document: key },
  leaves: 'TransferSent',
});

const giveBack: Making = ({ founded }, chance, key) => ({
  name: 'return',
  by: 'cityKeeper',
  path: `/funds/${founded.cityFundId}/return-amount`,
  body: { amountFen: chance.between(1, 20_000), returnedOn: DAY, voucher: key, payee: '演示企业' },
  leaves: 'AmountReturned',
});

const propose: Making = ({ founded }, chance, key) => {
  const { householdId, personId } = chance.pick(founded.households)!;
  const fundId = chance.next() < 0.8 ? founded.countyFundId : founded.cityFundId;
  const amountFen = chance.between(1_000, 40_000);
  const request = { item: 'warmth', form: 'cash', amountFen, fundId, payeePersonId: personId, basis: key, proposedOn: DAY };
  return { name: 'propose', by: 'caseworker', path: '/aids', body: { householdId, ...request }, leaves: 'AidProposed' };
};

/** A step on an aid that somebody knows of, mostly one of the latest. */
const onAid =
  (name: string, action: string, by: Actor, leaves: string, body: object): Making =>
  ({ aids }, chance) => {
    const aidId = chance.pick(chance.next() < 0.8 ? aids.slice(-12) : aids);
    return aidId === undefined ? undefined : { name, by, path: `/aids/${aidId}/${action}`, body, leaves };
  };

const makings: readonly (readonly [number, Making])[] = [
  [3, receive],
  [3, allocate],
  [1, takeBack],
  [1, giveBack],
  [8, propose],
  [8, onAid('review', 'pass-review', 'reviewer', 'AidReviewed', { reviewedOn: DAY })],
  [8, onAid('approve', 'approve', 'approver', 'AidGranted', { approvedOn: DAY })],
  [1, onAid('reject', 'reject', 'approver', 'AidRejected', { rejectedOn: DAY, reasonKind: 'not_needed' })],
  [1, onAid('cancel', 'cancel', 'caseworker', 'AidCancelled', { cancelledOn: DAY, reasonKind: 'asked_by_worker' })],
  [2, draft],
  [4, freeze],
  [4, signOff],
  [4, exportFile],
  [3, importResult],
  [0.5, cancelBatch],
];

/** What a client does next. */
export const nextMove = (known: Known, chance: Chance, key: string): Move => {
  for (;;) {
    const move = chance.weighted(makings)(known, chance, key);
    if (move) return move;
  }
};

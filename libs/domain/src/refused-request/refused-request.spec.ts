import { keepsTheLaws } from '../testing/laws.js';
import { scenario } from '../testing/scenario.js';
import { refusedRequestPersonal, type RefusedRequestEvent } from './refused-request.events.js';
import { refusedRequest } from './refused-request.js';

const data: RefusedRequestEvent['data'] = {
  subject: 'fund',
  subjectId: 'f1',
  unitId: 'C1',
  command: 'ReserveAmount',
  code: 'fund-overdrawn',
  details: { availableFen: 1, amountFen: 2 },
  householdId: 'h1',
  amountFen: 2,
};
const command = { type: 'RecordRefusal', data } as const;
const refused: RefusedRequestEvent = { type: 'RequestRefused', data };

keepsTheLaws(refusedRequest, refusedRequestPersonal, { RecordRefusal: { after: [], command, countsEachTime: true } });

describe('a refused request', () => {
  const given = scenario(refusedRequest);

  it('is kept with the code and the figures that decided it', () => given().when(command).then(refused));

  it('is kept as often as it was tried', () => {
    given(refused).when(command).then(refused);
    expect(given(refused, refused).state()).toEqual({ refused: 2 });
  });
});

import { Injectable } from '@nestjs/common';
import type { Member } from '#domain/household/household.facts';
import { birthDateOf, normaliseIdNumber, sexOf } from '#domain/person/id-number';
import { EventStore } from '#event-store/event-store';
import type { Claim } from '../platform/identity-claims.js';
import type { MemberBody } from './person.bodies.js';

/** What is written down of people: ID numbers in one form, with what they say and the keyed hash they are recognised by. */
@Injectable()
export class Persons {
  constructor(private readonly events: EventStore) {}

  identity(idNumber: string) {
    const normalised = normaliseIdNumber(idNumber);
    const idHash = this.events.keyring.identityHash(normalised);
    return { idNumber: normalised, sex: sexOf(normalised), birthDate: birthDateOf(normalised), idHash };
  }

  /** The member as entered. An ID number that was known is never lost by leaving it out. */
  member({ idNumber, ...entered }: MemberBody, personId: string, known?: Member): Member {
    const number = idNumber ?? known?.idNumber;
    return { ...entered, personId, ...(number === undefined ? {} : this.identity(number)) };
  }
}

/** Members without an ID number cannot be recognised elsewhere. */
export const claimsOf = ({ idHash }: Member): Claim[] => (idHash === undefined ? [] : [{ idHash, as: 'member' }]);

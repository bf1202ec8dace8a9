import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsInt, Max, Min } from 'class-validator';
import type { Correction } from '#domain/household/household.events';
import type { KnownHousehold } from '#domain/household/household.state';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import type { Claim } from '../platform/identity-claims.js';
import { IsText } from '../platform/text.js';
import { IsCorrection, type CorrectionBody } from './correction.bodies.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';
import { Persons, claimsOf } from './persons.js';

export class CorrectFactBody {
  /** The revision that recorded the fact, or corrected it last. */
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly correctsRevision!: number;
  @IsCorrection() readonly correction!: CorrectionBody;
  /** Why it was wrong; nothing personal belongs here. */
  @IsText(1000) readonly reason!: string;
}

export class CorrectFact extends FileCommand<CorrectFactBody> {}

/** Persons that the correction brings into the file. Nobody is claimed for a closed one. */
const claimsIn = ({ status }: KnownHousehold, correction: Correction): Claim[] => {
  if (status === 'closed') return [];
  if (correction.kind === 'identity') return [{ idHash: correction.identity.idHash, as: 'principal' }];
  return correction.kind === 'member' ? claimsOf(correction.member) : [];
};

@CommandHandler(CorrectFact)
export class CorrectFactHandler implements ICommandHandler<CorrectFact> {
  constructor(
    private readonly desk: HouseholdDesk,
    private readonly persons: Persons,
  ) {}

  execute(wish: CorrectFact): Promise<Receipt> {
    const { correctsRevision, reason } = wish.body;
    return this.desk.bringIn(wish, 'household:decide', ({ file }) => {
      const correction = this.correctionOf(wish.body.correction, file);
      return { command: { type: 'CorrectFact', data: { correctsRevision, correction, reason } }, claims: claimsIn(file, correction) };
    });
  }

  private correctionOf(body: CorrectionBody, { facts: { principal, members } }: KnownHousehold): Correction {
    switch (body.kind) {
      case 'identity': {
        const { name, idNumber } = body.identity;
        return { kind: 'identity', identity: { personId: principal.personId, name, ...this.persons.identity(idNumber) } };
      }
      case 'details':
        return { kind: 'details', details: { ...body.details, personId: principal.personId } };
      case 'member': {
        const { personId } = body;
        const known = members.find((member) => member.personId === personId);
        return { kind: 'member', member: this.persons.member(body.member, personId, known) };
      }
      case 'incomes':
      case 'rigidCosts':
      case 'assets':
      case 'date':
        return body;
    }
  }
}

@FileRoute('correct-fact')
export class CorrectFactController {
  constructor(private readonly bus: CommandBus) {}

  /** 更正:sets an earlier fact right by a new event; the wrong one stays readable. */
  @PostCommand('household:decide')
  correct(@HouseholdId() householdId: string, @Body() body: CorrectFactBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new CorrectFact(householdId, body, caller));
  }
}

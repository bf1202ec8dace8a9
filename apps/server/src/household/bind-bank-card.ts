import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional } from 'class-validator';
import { normaliseBankCard } from '#domain/person/bank-card';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';
import { IsBankCard } from './person.bodies.js';

export class BindBankCardBody {
  /** The name on the card. */
  @IsText(50) readonly holderName!: string;
  @IsText(100) readonly bankName!: string;
  @IsOptional() @IsText(100) readonly branch?: string;
  @IsBankCard() readonly cardNumber!: string;
}

export class BindBankCard extends FileCommand<BindBankCardBody> {}

@CommandHandler(BindBankCard)
export class BindBankCardHandler implements ICommandHandler<BindBankCard> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: BindBankCard): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:enter', ({ file }) => {
      const { holderName, cardNumber, ...bank } = body;
      const { principal } = file.facts;
      // Another name is another holder, whoever it is.
      const holderPersonId = holderName.trim() === principal.name ? principal.personId : '';
      return { type: 'BindBankCard', data: { ...bank, holderPersonId, cardNumber: normaliseBankCard(cardNumber) } };
    });
  }
}

@FileRoute('bind-bank-card')
export class BindBankCardController {
  constructor(private readonly bus: CommandBus) {}

  /** Binds the worker's own bank card, the only one that money may be paid to. */
  @PostCommand('household:enter')
  bind(@HouseholdId() householdId: string, @Body() body: BindBankCardBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new BindBankCard(householdId, body, caller));
  }
}

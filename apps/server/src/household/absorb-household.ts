import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsUUID } from 'class-validator';
import { household } from '#domain/household/household';
import type { HouseholdFacts, Member, Principal } from '#domain/household/household.facts';
import { relations, type Relation } from '#domain/household/household.terms';
import { Refusal } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { NestedList } from '../platform/nested.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

/** Somebody of the other file who lives here from now on. */
export class NewcomerBody {
  @IsUUID('all') readonly personId!: string;
  /** To the worker whose file goes on. */
  @IsIn(relations) readonly relation!: Relation;
}

export class AbsorbHouseholdBody {
  /** The file that ends. */
  @IsUUID('all') readonly absorbedHouseholdId!: string;
  @IsCalendarDate() readonly mergedOn!: string;
  @NestedList(() => NewcomerBody, 30) readonly members!: NewcomerBody[];
}

export class AbsorbHousehold extends FileCommand<AbsorbHouseholdBody> {}

/** What a member's record keeps of somebody who had a file of his own. */
const asMember = (principal: Principal, relation: Relation): Member => {
  const { personId, idHash, name, idNumber, sex, birthDate } = principal;
  const { health, disability, employer, medicalInsurance, maritalStatus } = principal;
  return {
    ...{ personId, idHash, name, relation, idNumber, sex, birthDate },
    ...(health !== undefined && { health }),
    ...(disability !== undefined && { disability }),
    ...(employer !== undefined && { employer }),
    ...(medicalInsurance !== undefined && { medicalInsurance }),
    ...(maritalStatus !== undefined && { maritalStatus }),
  };
};

/** @throws {Refusal} `member-unknown` */
const newcomer = ({ principal, members }: HouseholdFacts, { personId, relation }: NewcomerBody): Member => {
  if (principal.personId === personId) return asMember(principal, relation);
  const member = members.find((known) => known.personId === personId);
  if (!member) throw new Refusal('member-unknown');
  return { ...member, relation };
};

@CommandHandler(AbsorbHousehold)
export class AbsorbHouseholdHandler implements ICommandHandler<AbsorbHousehold> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: AbsorbHousehold): Promise<Receipt> {
    const { absorbedHouseholdId, mergedOn } = wish.body;
    return this.desk.act(wish, 'household:decide', async ({ file }) => {
      const isDone = file.absorbed.includes(absorbedHouseholdId);
      const members = isDone ? [] : await this.newcomers(wish);
      return { type: 'AbsorbHousehold', data: { absorbedHouseholdId, mergedOn, members } };
    });
  }

  /**
   * Who merges decides in both files. The other one is closed by a reaction, to which nobody could answer any more, so what
   * it would refuse is refused here.
   */
  private async newcomers({ householdId, body, caller }: AbsorbHousehold): Promise<readonly Member[]> {
    const { absorbedHouseholdId, mergedOn, members } = body;
    const { file, context } = await this.desk.open({ householdId: absorbedHouseholdId, caller }, 'household:decide');
    const merging = { intoHouseholdId: householdId, intoOpen: true, mergedOn };
    household.decide({ type: 'MergeHouseholdInto', data: merging }, file, context);
    return members.map((wanted) => newcomer(file.facts, wanted));
  }
}

@FileRoute('absorb-household')
export class AbsorbHouseholdController {
  constructor(private readonly bus: CommandBus) {}

  /** 并档:takes another file into this one; the other ends, and both histories stay. */
  @PostCommand('household:decide')
  absorb(@HouseholdId() householdId: string, @Body() body: AbsorbHouseholdBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new AbsorbHousehold(householdId, body, caller));
  }
}

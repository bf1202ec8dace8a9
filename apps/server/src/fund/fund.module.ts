import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import { AllocateController, AllocateHandler } from './allocate.js';
import { CarryOverController, CarryOverHandler } from './carry-over.js';
import { CloseFundController, CloseFundHandler } from './close-fund.js';
import { FundDesk } from './fund-desk.js';
import { OpenFundController, OpenFundHandler } from './open-fund.js';
import { ReceiveAmountController, ReceiveAmountHandler } from './receive-amount.js';
import { ReturnAmountController, ReturnAmountHandler } from './return-amount.js';
import { TakeBackController, TakeBackHandler } from './take-back.js';

/** What people do with a fund; setting aside, committing and paying follow from aid, goods and batches. */
const useCases: readonly (readonly [Type<ICommandHandler>, Type])[] = [
  [AllocateHandler, AllocateController],
  [CarryOverHandler, CarryOverController],
  [CloseFundHandler, CloseFundController],
  [OpenFundHandler, OpenFundController],
  [ReceiveAmountHandler, ReceiveAmountController],
  [ReturnAmountHandler, ReturnAmountController],
  [TakeBackHandler, TakeBackController],
];

@Module({
  controllers: useCases.map(([, controller]) => controller),
  providers: [...useCases.map(([handler]) => handler), FundDesk],
})
export class FundModule {}

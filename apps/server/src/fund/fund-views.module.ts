import { Module } from '@nestjs/common';
import { ExportLedgerController, ExportLedgerHandler } from './export-ledger.query.js';
import { FundBoardController, FundBoardHandler } from './fund-board.query.js';
import { FundBooks } from './fund-books.js';
import { FundLedgerController, FundLedgerHandler } from './fund-ledger.query.js';
import { GetFundController, GetFundHandler } from './get-fund.query.js';
import { LedgerBooks } from './ledger-books.js';
import { PublicityOfDonationsController, PublicityOfDonationsHandler } from './publicity-of-donations.query.js';
import { StrikeTrialBalanceController, StrikeTrialBalanceHandler } from './trial-balance.query.js';
import { ExportUnspentMoneyHandler, UnspentMoneyController, UnspentMoneyHandler } from './unspent-money.query.js';

/** The reading side of the funds. What has a name of its own stands before what is found by its id. */
@Module({
  controllers: [
    FundBoardController,
    StrikeTrialBalanceController,
    UnspentMoneyController,
    PublicityOfDonationsController,
    GetFundController,
    FundLedgerController,
    ExportLedgerController,
  ],
  providers: [
    ExportLedgerHandler,
    ExportUnspentMoneyHandler,
    FundBoardHandler,
    FundBooks,
    FundLedgerHandler,
    GetFundHandler,
    LedgerBooks,
    PublicityOfDonationsHandler,
    StrikeTrialBalanceHandler,
    UnspentMoneyHandler,
  ],
})
export class FundViewsModule {}

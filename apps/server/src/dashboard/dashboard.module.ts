import { Module } from '@nestjs/common';
import { EvidenceOf } from './evidence.js';
import { FileDays } from './file-days.js';
import { Households } from './households.js';
import { Places } from './places.js';
import { RelapseHouseholdsController, RelapseHouseholdsHandler } from './relapse-households.query.js';
import { RelapseController, RelapseHandler } from './relapse.query.js';
import { RelapseRates } from './relapse-rates.js';
import { RiskBoardController, RiskBoardHandler } from './risk-board.query.js';
import { RiskCount } from './risk-count.js';
import { RiskCourseController, RiskCourseHandler } from './risk-course.query.js';
import { ExportRiskHouseholdsHandler, RiskHouseholdsController, RiskHouseholdsHandler } from './risk-households.query.js';
import { SignalHouseholdsController, SignalHouseholdsHandler } from './signal-households.query.js';
import { SignalsController, SignalsHandler } from './signals.query.js';
import { VerificationController, VerificationHandler } from './verification.query.js';
import { WatchDays } from './watch-days.js';

/** Figures of monitoring as of any day, and the households and events behind them. */
@Module({
  controllers: [
    RelapseController,
    RelapseHouseholdsController,
    RiskBoardController,
    RiskCourseController,
    RiskHouseholdsController,
    SignalHouseholdsController,
    SignalsController,
    VerificationController,
  ],
  providers: [
    EvidenceOf,
    ExportRiskHouseholdsHandler,
    FileDays,
    Households,
    Places,
    RelapseHandler,
    RelapseHouseholdsHandler,
    RelapseRates,
    RiskBoardHandler,
    RiskCount,
    RiskCourseHandler,
    RiskHouseholdsHandler,
    SignalHouseholdsHandler,
    SignalsHandler,
    VerificationHandler,
    WatchDays,
  ],
})
export class DashboardModule {}

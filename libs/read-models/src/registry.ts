import { accountDirectory } from './account-directory/account-directory.js';
import { aidBoard } from './aid-board/aid-board.js';
import { batchLines } from './batch-lines/batch-lines.js';
import { caseBoard } from './case-board/case-board.js';
import { caseFile } from './case-file/case-file.js';
import { caseTasks } from './case-tasks/case-tasks.js';
import { caseTimeline } from './case-timeline/case-timeline.js';
import { feedFaults } from './feed-faults/feed-faults.js';
import { feedList } from './feed-list/feed-list.js';
import { fileStanding } from './file-standing/file-standing.js';
import { exitSpans } from './exit-spans/exit-spans.js';
import { fundBoard } from './fund-board/fund-board.js';
import { fundLedger } from './fund-ledger/fund-ledger.js';
import { goodsLots } from './goods-lots/goods-lots.js';
import { importList } from './import-list/import-list.js';
import { leadBoard } from './lead-board/lead-board.js';
import { paymentBatches } from './payment-batches/payment-batches.js';
import { personIndex } from './person-index/person-index.js';
import { policyVersions } from './policy-versions/policy-versions.js';
import { signalList } from './signal-list/signal-list.js';
import { unsettledMoney } from './unsettled-money/unsettled-money.js';
import { refusedRequests } from './refused-requests/refused-requests.js';
import { unitDirectory } from './unit-directory/unit-directory.js';
import { unmatchedRows } from './unmatched-rows/unmatched-rows.js';
import { watchSpans } from './watch-spans/watch-spans.js';
import { watchBoard } from './watch-board/watch-board.js';
import type { Row, View, ViewEvent } from './view.js';

/** A view among others: the projector treats all alike. */
export type AnyView = View<Row, ViewEvent>;

const anyView = <T extends Row, Event extends ViewEvent>(view: View<T, Event>): AnyView => view as unknown as AnyView;

/** Every view there is, registered once. */
export const views: readonly AnyView[] = [
  anyView(caseBoard),
  anyView(caseFile),
  anyView(caseTimeline),
  anyView(caseTasks),
  anyView(unitDirectory),
  anyView(policyVersions),
  anyView(accountDirectory),
  anyView(importList),
  anyView(aidBoard),
  anyView(paymentBatches),
  anyView(batchLines),
  anyView(unmatchedRows),
  anyView(refusedRequests),
  anyView(unsettledMoney),
  anyView(fundBoard),
  anyView(fundLedger),
  anyView(goodsLots),
  anyView(fileStanding),
  anyView(personIndex),
  anyView(watchBoard),
  anyView(watchSpans),
  anyView(exitSpans),
  anyView(signalList),
  anyView(leadBoard),
  anyView(feedList),
  anyView(feedFaults),
];

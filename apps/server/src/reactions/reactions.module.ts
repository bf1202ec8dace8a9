import { Inject, Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import type { ReadStore } from '#read-store/port';
import { Clock } from '../platform/clock.js';
import { Directory } from '../platform/directory.js';
import { IdentityClaims } from '../platform/identity-claims.js';
import { Standings } from '../platform/monitoring/standings.js';
import { LeadLinks } from '../platform/monitoring/lead-links.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { READ_STORE } from '../platform/stores.js';
import { Waiters } from '../platform/waiters.js';
import { Reactor } from './reactor.js';
import { settleBankAnswer } from './when-a-bank-answers-settle-its-lines.js';
import { putAidsOnList } from './when-a-batch-is-drafted-put-its-aids-on-it.js';
import { commitListedMoney } from './when-a-batch-is-signed-off-commit-its-money.js';
import { freeLostLines } from './when-a-batch-loses-lines-free-their-aids.js';
import { releaseMoneyForGoods } from './when-a-procurement-is-cancelled-release-its-money.js';
import { paySupplierFromFund } from './when-a-supplier-is-paid-pay-from-the-fund.js';
import { commitMoneyForGoods } from './when-goods-are-delivered-commit-their-money.js';
import { recordHandOver } from './when-goods-are-issued-record-the-hand-over.js';
import { orderGoods } from './when-money-is-reserved-for-goods-order-them.js';
import { carryWatchAlong } from './when-a-file-changes-carry-its-watch-along.js';
import { closeAbsorbedFile } from './when-a-file-absorbs-another-close-that.js';
import { settleIdentities } from './when-a-file-changes-settle-identities.js';
import { reviewRiskOfChangedFile } from './when-a-file-stands-otherwise-review-its-risk.js';
import { completeUrgentAidPapers } from './when-a-household-is-registered-complete-urgent-aid-papers.js';
import { destroyKeyOfLead } from './when-a-lead-expires-destroy-its-key.js';
import { moveLeadsWithFile } from './when-a-file-is-transferred-move-its-leads.js';
import { bringLeadToItsFile } from './when-a-lead-hears-more-bring-it-to-its-file.js';
import { tellLinkedHouseholds } from './when-a-lead-is-linked-tell-its-household.js';
import { linkLeadOfNewcomer } from './when-a-person-comes-into-a-file-link-his-lead.js';
import { reopenRelapsedFile } from './when-a-relapse-is-confirmed-reopen-the-file.js';
import { completeSentTransfer } from './when-a-transfer-is-sent-complete-it.js';
import { deliverPaidMeasures } from './when-aid-is-paid-deliver-its-measure.js';
import { releaseWhatAnAidHeld } from './when-an-aid-ends-release-what-it-held.js';
import { proposeClaimedAid } from './when-an-entitlement-is-claimed-propose-the-aid.js';
import { grantReservedAid } from './when-money-or-goods-are-reserved-grant-the-aid.js';

/** Runs the reactions where this process keeps the views. */
@Injectable()
export class ReactionsService implements OnApplicationBootstrap {
  private readonly reactor: Reactor;
  private readonly waiters = new Waiters();

  constructor(
    private readonly events: EventStore,
    streams: Streams,
    clock: Clock,
    directory: Directory,
    claims: IdentityClaims,
    standings: Standings,
    links: LeadLinks,
    @Inject(READ_STORE) store: ReadStore,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const reactions = [
      ...carryWatchAlong({ streams, events }),
      ...deliverPaidMeasures(streams),
      reopenRelapsedFile({ streams, events, claims, directory }),
      reviewRiskOfChangedFile({ streams, directory, standings }),
      closeAbsorbedFile(streams),
      settleIdentities(events, streams),
      completeSentTransfer(streams),
      proposeClaimedAid(streams),
      ...grantReservedAid(streams),
      ...releaseWhatAnAidHeld(streams),
      ...completeUrgentAidPapers(streams),
      ...[orderGoods(streams), commitMoneyForGoods(streams), paySupplierFromFund(streams)],
      ...[releaseMoneyForGoods(streams), recordHandOver(streams)],
      ...[putAidsOnList(streams), commitListedMoney(streams), settleBankAnswer(streams), freeLostLines(streams)],
      ...[linkLeadOfNewcomer(links), bringLeadToItsFile(streams, links), moveLeadsWithFile(streams, links), destroyKeyOfLead(events)],
      ...tellLinkedHouseholds(streams, links),
    ];
    this.reactor = new Reactor({ events, store, clock, reactions, reached: (position) => this.waiters.reach(position) });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.includes('projector')) this.reactor.start();
  }

  stop(): Promise<void> {
    return this.reactor.stop();
  }

  /**
   * Resolves once this process has brought about, or parked, all that follows from what the log holds, and from that in turn.
   * @throws the reason of `signal` where that aborts first
   */
  async settled(signal: AbortSignal): Promise<void> {
    for (let [before, head] = ['', await this.events.head()]; head !== before; [before, head] = [head, await this.events.head()])
      await this.waiters.until(head, signal);
  }
}

@Module({ providers: [ReactionsService], exports: [ReactionsService] })
export class ReactionsModule {}

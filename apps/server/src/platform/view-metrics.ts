import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import { views, type AnyView } from '#read-models/registry';
import { Clock } from './clock.js';
import { Metrics, type Reading } from './metrics.js';
import { Progress } from './progress.js';
import { StoreFailure } from './store-failure.js';

/** Positions are strings of digits; beyond 2^53 the last digits are lost, which a gauge can bear. */
const numberOf = (position: string): number => (position === '' ? 0 : Number(position.slice(0, 20)));

/** How far the views of this process are behind the log, as numbers. */
@Injectable()
export class ViewMetrics {
  constructor(
    metrics: Metrics,
    private readonly events: EventStore,
    private readonly progress: Progress,
    private readonly clock: Clock,
    failure: StoreFailure,
  ) {
    const byView = ['view'];
    metrics.gauge('nuanliu_log_head_position', 'Position of the last event of the log', [], () => this.head());
    metrics.gauge('nuanliu_log_stopped', '1 once a write to the log has failed; nothing is accepted until a restart', [], () => [
      { value: failure.cause ? 1 : 0 },
    ]);
    metrics.gauge('nuanliu_view_position', 'Position that a view kept by this process shows', byView, () => this.positions());
    metrics.gauge('nuanliu_view_lag_seconds', 'Age of the oldest event that a view does not show', byView, () => this.lags());
    metrics.gauge('nuanliu_view_stopped', '1 where the fold of a view has failed', byView, () => this.stopped());
    metrics.counter('nuanliu_events_folded_total', 'Events that this process has folded into views', () => progress.eventsFolded);
    metrics.counter('nuanliu_projector_interruptions_total', 'Times that following the log broke off', () => progress.interruptions);
  }

  private async head(): Promise<readonly Reading[]> {
    return [{ value: numberOf(await this.events.head()) }];
  }

  private positions(): readonly Reading[] {
    return [...this.progress.positions].map(([view, position]) => ({ labels: { view }, value: numberOf(position) }));
  }

  private stopped(): readonly Reading[] {
    return views.map(({ collection: { name } }) => ({ labels: { view: name }, value: this.progress.isStopped(name) ? 1 : 0 }));
  }

  private async lags(): Promise<readonly Reading[]> {
    const head = await this.events.head();
    const kept = views.filter(({ collection: { name } }) => this.progress.keeps(name));
    return Promise.all(kept.map(async (view) => ({ labels: { view: view.collection.name }, value: await this.lagOf(view, head) })));
  }

  private async lagOf({ collection: { name }, categories }: AnyView, head: string): Promise<number> {
    const after = this.progress.positions.get(name) ?? '';
    if (after >= head) return 0;
    for await (const [next] of this.events.readAll({ after, categories, limit: 1 })) {
      if (next) return Math.max(0, (this.clock.now().getTime() - Date.parse(next.meta.at)) / 1000);
    }
    return 0;
  }
}

import { Controller, Get, Header, Injectable } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { EventLog } from '#event-store/port';
import { Can, OrMachine } from './permissions.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const EVENTS = [1, 2, 4, 8, 16, 64, 256, 1024];

/** A value that is looked up when it is asked for. */
export type Reading = Readonly<{ value: number; labels?: Readonly<Record<string, string>> }>;

/** What this process counts about itself, in Prometheus' form. docs/operations.md says what each means; a test compares. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer, by route template',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly appends = new Histogram({
    name: 'nuanliu_append_duration_seconds',
    help: 'Time from an append to its durable acknowledgement',
    labelNames: ['outcome'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly appended = new Histogram({
    name: 'nuanliu_append_events',
    help: 'Events in one acknowledged append',
    buckets: EVENTS,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** The log with its appends timed. */
  timed(log: EventLog): EventLog {
    const append: EventLog['append'] = async (stream, expected, envelopes) => {
      const end = this.appends.startTimer();
      try {
        const receipt = await log.append(stream, expected, envelopes);
        end({ outcome: 'acknowledged' });
        this.appended.observe(envelopes.length);
        return receipt;
      } catch (error) {
        end({ outcome: error instanceof Error ? error.name : 'error' });
        throw error;
      }
    };
    return {
      append,
      readStream: (...options) => log.readStream(...options),
      readAll: (options) => log.readAll(options),
      subscribe: (options) => log.subscribe(options),
      head: () => log.head(),
      close: () => log.close(),
    };
  }

  /** Adds a number that is looked up at each scrape. One that cannot be looked up just now is left out. */
  gauge(name: string, help: string, labelNames: readonly string[], read: () => Promise<readonly Reading[]> | readonly Reading[]): void {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      async collect() {
        this.reset();
        const readings = await Promise.resolve(read()).catch(() => []);
        for (const { value, labels = {} } of readings) this.set(labels, value);
        if (labelNames.length === 0 && readings.length === 0) this.remove();
      },
    });
  }

  /** Adds a sum that only grows, kept elsewhere. */
  counter(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }
}

/** Numbers of the machine for Prometheus; nothing here says anything of people. */
@ApiTags('operations')
@ApiBearerAuth()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** For an administrator or auditor, or a machine that shows METRICS_TOKEN as its bearer token. */
  @Get()
  @Can('operations:read')
  @OrMachine()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String })
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}

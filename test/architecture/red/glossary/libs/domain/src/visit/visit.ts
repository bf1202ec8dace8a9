import { Refusal, require } from '../kernel/refusal.js';
import type { VisitCommand, VisitEvent } from './visit.events.js';

const planned = (visitId: string, on: string): VisitEvent => ({ type: 'VisitPlanned', data: { visitId, on } });

const plan = (visitId: string, on: string): VisitEvent[] => {
  require(on > '2020', 'visit-in-past');
  return [planned(visitId, on)];
};

const rule = (done: boolean) => ({ code: done ? 'visit-done' : 'visit-open' });

export const visit = {
  category: 'visit',
  decide: ({ type, data }: VisitCommand): VisitEvent[] => {
    switch (type) {
      case 'PlanVisit':
        return plan(data.visitId, data.on);
      case 'ForgetVisit':
        if (rule(true)) throw new Refusal('visit-unknown');
        return [];
    }
  },
  evolve: (state: number, event: VisitEvent): number => {
    switch (event.type) {
      case 'VisitPlanned':
        return state + 1;
      case 'VisitForgotten':
        return state - 1;
    }
  },
};

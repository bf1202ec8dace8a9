type Event = { type: 'Applied' } | { type: 'Surveyed' };
export const evolve = (state: number, event: Event): number => {
  switch (event.type) {
    case 'Applied':
      return state + 1;
  }
};

class Problem extends Error {
  constructor(readonly status: number, readonly code: string) {
    super(code);
  }
}

export const notYours = () => new Problem(404, 'visit-elsewhere');

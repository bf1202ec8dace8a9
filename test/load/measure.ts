/** One line of the report: a figure beside the reference that ran in the same minutes on the same machine. */
export type Measurement = Readonly<{
  name: string;
  value: number;
  unit: string;
  reference: number;
  ratio: number;
  /** What the ratio must be: at least (`>=`) or at most (`<=`). */
  budget: `${'>=' | '<='} ${number}`;
  referenceIs: string;
}>;

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

/** Things done per second by `work`, which says how many it did. */
export const rateOf = async (work: () => Promise<number> | number): Promise<number> => {
  const started = performance.now();
  const done = await work();
  return done / ((performance.now() - started) / 1000);
};

type Pair = Readonly<{ measured: () => Promise<number>; reference: () => Promise<number>; rounds?: number }>;

/** Runs both in turn after a warm-up, so that what disturbs one disturbs the other; the medians are compared. */
export const sideBySide = async ({
  measured,
  reference,
  rounds = 3,
}: Pair): Promise<{ value: number; reference: number; ratio: number }> => {
  await measured();
  await reference();
  const values: number[] = [];
  const references: number[] = [];
  for (let round = 0; round < rounds; round++) {
    values.push(await measured());
    references.push(await reference());
  }
  const value = median(values);
  const compared = median(references);
  return { value: Math.round(value), reference: Math.round(compared), ratio: Number((value / compared).toFixed(2)) };
};

export const meets = ({ ratio, budget }: Pick<Measurement, 'ratio' | 'budget'>): boolean => {
  const [sign, bound] = budget.split(' ') as ['>=' | '<=', string];
  return sign === '>=' ? ratio >= Number(bound) : ratio <= Number(bound);
};

import type { WatchStatus } from '#domain/watch/watch.state';
import type { WatchSpan, WatchSpansRow } from '#read-models/watch-spans/watch-spans';

const moves = ['raised', 'cleared', 'relapsed', 'rejected', 'turnedIntoCase', 'ended', 'movedIn', 'movedOut'] as const;
type Move = (typeof moves)[number];

export type MonthFigures = Readonly<Record<Move | 'open', number> & { month: string }>;

const ways: Readonly<Partial<Record<WatchStatus, Move>>> = {
  cleared: 'cleared',
  relapsed: 'relapsed',
  rejected: 'rejected',
  turned_into_case: 'turnedIntoCase',
  ended: 'ended',
};

/** One more or one less under watch in the units asked for, and on which day. */
type Step = Readonly<{ move: Move; day: string; change: 1 | -1 }>;

/** How a case came into sight and went out of it, in order. */
const stepsOf = ({ spans }: WatchSpansRow, isSeen: (span: WatchSpan) => boolean): readonly Step[] => {
  const steps: Step[] = [];
  for (const [index, span] of spans.entries()) {
    const before = spans[index - 1];
    const way = ways[span.status];
    const [was, is] = [before !== undefined && isSeen(before), isSeen(span)];
    if (!before && is) steps.push({ move: 'raised', day: span.from, change: 1 });
    if (before && is && !was) steps.push({ move: 'movedIn', day: span.from, change: 1 });
    if (was && !is) steps.push({ move: 'movedOut', day: span.from, change: -1 });
    if (way && is) steps.push({ move: way, day: span.from, change: -1 });
  }
  return steps;
};

const nothing = (): Record<Move, number> => Object.fromEntries(moves.map((move) => [move, 0])) as Record<Move, number>;

/** Adds cases up by month. Nothing recorded after `day` counts. */
export const courseOf = (months: readonly string[], day: string, units: readonly string[] | undefined) => {
  const seen = units && new Set(units);
  const isSeen = ({ unitId }: WatchSpan): boolean => seen?.has(unitId) ?? true;
  const byMonth = new Map(months.map((month) => [month, nothing()]));
  let openBefore = 0;

  const add = (row: WatchSpansRow): void => {
    for (const step of stepsOf(row, isSeen)) {
      if (step.day > day) continue;
      const figures = byMonth.get(step.day.slice(0, 7));
      if (figures) figures[step.move] += 1;
      else openBefore += step.change;
    }
  };

  const figures = (): Readonly<{ openBefore: number; months: readonly MonthFigures[] }> => {
    let open = openBefore;
    const each = [...byMonth].map(([month, counts]) => {
      const { raised, movedIn, movedOut, ...went } = counts;
      open += raised + movedIn - movedOut - went.cleared - went.relapsed - went.rejected - went.turnedIntoCase - went.ended;
      return { month, ...counts, open };
    });
    return { openBefore, months: each };
  };
  return { add, figures };
};

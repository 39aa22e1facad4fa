import type { Text } from '#libs/platform';
import type { Point } from '../history/series.js';

/** What the end may bring: a median and a range in which four of five runs ended. Whole numbers of things implemented. */
export interface Forecast {
  low: number;
  median: number;
  high: number;
  counted: number;
}

/** How far forecasts made in the past were off. */
export interface BackTest {
  /** Months ahead. */
  horizon: number;
  /** How many past forecasts could be compared. */
  forecasts: number;
  /** Mean of the absolute errors of the median, in percentage points. */
  meanError: number;
  /** How many of them ended within the range, in percent. */
  within: number;
}

/** Fewest months of history that a forecast needs. */
export const leastMonths = 4;
/** How many of the last months it draws from. */
export const mostMonths = 6;
const runs = 2_000;

export const method: Text = {
  zh: `取试点自身最近至多 ${mostMonths} 个月的数据（一律按现行统计口径），按两种方式之一衡量每月进度：每月月初尚未落地者中当月落地的比例，或已落地与未落地之比（对数）的增量；采用此前逐月预测误差较小的一种。共模拟 ${runs.toLocaleString('en')} 次：每次先对这些月份重新抽样，再为剩余每个月抽取一个月的进度。给出中位数，以及第 10 至第 90 百分位的区间。前提是今后与这些月份相似；区间的实际可靠程度见回测，回测未涵盖的更长期限没有误差数据。不足 ${leastMonths} 个月不作预测。`,
  en: `From up to ${mostMonths} of the programme's own last months, counted by the rule in force now. The progress of a month is measured in one of two ways: the share implemented in it of what was not when it began, or the growth of the (logarithm of the) ratio of implemented to not implemented; whichever would have foretold each past month from those before it with the smaller error. ${runs.toLocaleString('en')} runs: each draws a sample of these months anew, and for each month to come the progress of one of them. Shown are the median and the range from the 10th to the 90th percentile. It supposes that the months to come are like these. How often the range held is in the back-test; of horizons longer than those tested no error is known. With fewer than ${leastMonths} months there is no forecast.`,
};

/** A way to measure the progress of a month, and to let a state progress by it. */
interface Way {
  progress(from: Point, to: Point): number;
  /** How many are implemented after the progress of several months in turn; not rounded. */
  after(last: Point, progress: readonly number[]): number;
}

/** Each month takes a share of what is left: steady work through a list. */
const steady: Way = {
  progress: (from, to) => Math.min(1, (to.implemented - from.implemented) / (from.counted - from.implemented)),
  after: ({ implemented, counted }, progress) =>
    counted - (counted - implemented) * progress.reduce((left, share) => left * (1 - share), 1),
};

/** Each month multiplies the odds: slow at first, fast in the middle, slow at the end, as what spreads by example does. */
const spreading: Way = {
  progress: (from, to) => logOdds(to) - logOdds(from),
  after: (last, progress) => {
    const odds = Math.exp(progress.reduce((sum, growth) => sum + growth, logOdds(last)));
    return ((last.counted + 1) * odds) / (1 + odds) - 0.5;
  },
};

/** Half a thing is added on both sides, so that none and all have odds too. */
function logOdds({ implemented, counted }: Point): number {
  return Math.log((implemented + 0.5) / (counted - implemented + 0.5));
}

/**
 * The forecast after so many months more, from points at the ends of months; undefined with too little history. The
 * draws are seeded from nothing but the input, so that the same history gives the same forecast.
 */
export function forecast(points: readonly Point[], months: number): Forecast | undefined {
  const last = points.at(-1);
  const way = bestWay(points);
  const past = progressOf(way, points).slice(-mostMonths);
  if (!last || past.length < leastMonths) return undefined;
  const ends = Array.from({ length: runs }, (_, run) => {
    const next = numbers(last.implemented * 7_919 + last.counted * 104_729 + run);
    const pick = (from: readonly number[]) => from[Math.floor(next() * from.length)]!;
    const sample = past.map(() => pick(past));
    const path = Array.from({ length: months }, () => pick(sample));
    return Math.min(last.counted, Math.max(last.implemented, Math.round(way.after(last, path))));
  }).sort((a, b) => a - b);
  const at = (share: number) => ends[Math.min(runs - 1, Math.floor(runs * share))]!;
  return { low: at(0.1), median: at(0.5), high: at(0.9), counted: last.counted };
}

/** The way whose mean progress would have foretold each past month better from those before it. */
function bestWay(points: readonly Point[]): Way {
  return errorOf(spreading, points) < errorOf(steady, points) ? spreading : steady;
}

function errorOf(way: Way, points: readonly Point[]): number {
  let error = 0;
  for (let end = 2; end < points.length; end += 1) {
    const past = progressOf(way, points.slice(0, end)).slice(-mostMonths);
    if (past.length === 0) continue;
    const mean = past.reduce((sum, one) => sum + one, 0) / past.length;
    error += Math.abs(way.after(points[end - 1]!, [mean]) - points[end]!.implemented);
  }
  return error;
}

/** The progress of each month; one that lost some counts as none, and one with nothing left is no example. */
function progressOf(way: Way, points: readonly Point[]): number[] {
  return points.slice(1).flatMap((point, index) => {
    const former = points[index]!;
    return former.counted > former.implemented ? [Math.max(0, way.progress(former, point))] : [];
  });
}

/** Makes every forecast that could have been made in the past over a horizon, and compares it with what came. */
export function backTest(points: readonly Point[], horizon: number): BackTest | undefined {
  const errors: number[] = [];
  let within = 0;
  for (let end = leastMonths + 1; end + horizon <= points.length; end += 1) {
    const made = forecast(points.slice(0, end), horizon);
    const came = points[end - 1 + horizon]!;
    if (!made || came.counted === 0 || made.counted === 0) continue;
    errors.push(Math.abs(made.median / made.counted - came.implemented / came.counted) * 100);
    if (made.low <= came.implemented && came.implemented <= made.high) within += 1;
  }
  if (errors.length === 0) return undefined;
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return {
    horizon,
    forecasts: errors.length,
    meanError: Math.round(mean * 10) / 10,
    within: Math.round((100 * within) / errors.length),
  };
}

/** Park and Miller's generator: no secret, the same everywhere. Numbers from 0 up to 1. */
function numbers(seed: number): () => number {
  // Neighbouring seeds begin with neighbouring numbers; the first multiplication tears them apart.
  let state = (((seed % 2_147_483_646) + 1) * 48_271) % 2_147_483_647 || 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

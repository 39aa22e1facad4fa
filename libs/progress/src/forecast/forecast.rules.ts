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
export const mostMonths = 12;
const runs = 2_000;

export const method: Text = {
  zh: `取试点自身最近至多 ${mostMonths} 个月的数据，计算每月月初尚未落地者中当月落地的比例；对剩余每个月，随机抽取其中一个月的比例，逐项模拟落地，共 ${runs.toLocaleString('en')} 次。给出中位数，以及第 10 至第 90 百分位的区间。不足 ${leastMonths} 个月不作预测。`,
  en: `From up to ${mostMonths} of the programme's own last months: of what was not implemented when a month began, the share implemented in it. Each month to come draws one of these shares at random and implements what is left with it, ${runs.toLocaleString('en')} times over. Shown are the median and the range from the 10th to the 90th percentile. With fewer than ${leastMonths} months there is no forecast.`,
};

/**
 * The forecast after so many months more, from points at the ends of months; undefined with too little history. The
 * draws are seeded from nothing but the input, so that the same history gives the same forecast.
 */
export function forecast(points: readonly Point[], months: number): Forecast | undefined {
  const shares = sharesOf(points).slice(-mostMonths);
  const last = points.at(-1);
  if (!last || shares.length < leastMonths) return undefined;
  const next = numbers(last.implemented * 7_919 + last.counted * 104_729 + months + 1);
  const ends = Array.from({ length: runs }, () => {
    let left = last.counted - last.implemented;
    for (let month = 0; month < months && left > 0; month += 1) {
      left -= draws(left, shares[Math.floor(next() * shares.length)]!, next);
    }
    return last.counted - left;
  }).sort((a, b) => a - b);
  const at = (share: number) => ends[Math.min(runs - 1, Math.floor(runs * share))]!;
  return { low: at(0.1), median: at(0.5), high: at(0.9), counted: last.counted };
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

/** Of what was not implemented when a month began, the share implemented in it; a month that lost some counts as 0. */
function sharesOf(points: readonly Point[]): number[] {
  return points.slice(1).flatMap((point, index) => {
    const former = points[index]!;
    const left = former.counted - former.implemented;
    if (left <= 0) return [];
    return [Math.min(1, Math.max(0, (point.implemented - former.implemented) / left))];
  });
}

/** How many of `left` things succeed with a probability each; for many things the normal approximation, rounded. */
function draws(left: number, probability: number, next: () => number): number {
  if (left > 500) {
    const spread = Math.sqrt(left * probability * (1 - probability));
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    return Math.min(left, Math.max(0, Math.round(left * probability + spread * normal)));
  }
  let successes = 0;
  for (let thing = 0; thing < left; thing += 1) if (next() < probability) successes += 1;
  return successes;
}

/** Park and Miller's generator: no secret, the same everywhere. Numbers from 0 up to 1. */
function numbers(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

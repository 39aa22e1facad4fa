import { getNextMillis } from 'bullmq';
import type { Cadence } from './recurring-job.js';

/** Longer than a month, so that a monthly moment is found; bounded, so that a long rest costs little. */
const longestLookBackMs = 40 * 24 * 60 * 60 * 1_000;

/**
 * The first moment of a cron pattern after a real moment, in real milliseconds. The pattern is read on the
 * wall clock of business time, which runs `shiftMs` beside real time. Throws on a malformed pattern.
 */
export function nextByCron(cron: string, timeZone: string, afterMs: number, shiftMs: number): number {
  const next = getNextMillis(afterMs + shiftMs, { pattern: cron, tz: timeZone });
  if (next === undefined) throw new Error(`The pattern "${cron}" has no next moment`);
  return next - shiftMs;
}

/** The latest moment of a cadence that is not after now, beginning with one that is known to be due. */
export function latestDue(when: Cadence, dueMs: number, nowMs: number, shiftMs: number): number {
  if ('every' in when) return dueMs + Math.floor((nowMs - dueMs) / when.every) * when.every;
  let latest = dueMs;
  for (let from = Math.max(dueMs, nowMs - longestLookBackMs); ; from = latest) {
    const next = nextByCron(when.cron, when.timeZone, from, shiftMs);
    if (next > nowMs) return latest;
    latest = next;
  }
}

const longestMs = 60 * 60 * 1_000;

/** Milliseconds to wait after the n-th failure: the first wait, doubled each time, an hour at most. */
export function backoffMs(failures: number, firstRetryMs: number): number {
  return Math.min(firstRetryMs * 2 ** (failures - 1), longestMs);
}

import type { Summary } from './job-handler.js';

/** Adds up the counts of two summaries; of texts the later one stays. */
export function added(one: Summary, other: Summary): Summary {
  const sum = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = sum[name];
    sum[name] = typeof value === 'number' && typeof before === 'number' ? before + value : value;
  }
  return sum;
}

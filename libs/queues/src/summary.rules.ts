import type { Summary } from './job-handler.js';

/** Adds up the counts of two summaries; of texts the later one stays, or the former where the name begins with `first`. */
export function added(one: Summary, other: Summary): Summary {
  const sum = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = sum[name];
    if (typeof value === 'number' && typeof before === 'number') sum[name] = before + value;
    else if (before === undefined || !name.startsWith('first')) sum[name] = value;
  }
  return sum;
}

import type { Text } from '#libs/platform';

const msADay = 86_400_000;

/** Calendar days from one day to another, both 'YYYY-MM-DD'; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msADay);
}

/** '62 days', '1 day'; the sign is for the words around it. */
export function daysText(days: number): Text {
  const count = Math.abs(days);
  return { zh: `${count} 天`, en: count === 1 ? '1 day' : `${count} days` };
}

/** The name of a later target date, 延期, with its days; an earlier one is brought forward. */
export function targetDateText(before: string, after: string): Text {
  const days = daysBetween(before, after);
  const span = daysText(days);
  return days > 0
    ? { zh: `延期 ${span.zh}：${before} → ${after}`, en: `Extended by ${span.en}: ${before} → ${after}` }
    : { zh: `提前 ${span.zh}：${before} → ${after}`, en: `Brought forward by ${span.en}: ${before} → ${after}` };
}

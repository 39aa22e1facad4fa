import { dateIn, type Language, timeIn } from '#libs/platform';

/**
 * A business time as a reader sees it, in the reader's time zone; says so when the product's calendar is not the
 * world's, as in the demonstration.
 */
export function momentText(moment: Date, timeZone: string, language: Language, isShifted: boolean): string {
  const time = `${dateIn(timeZone, moment)} ${timeIn(timeZone, moment)}`;
  if (!isShifted) return time;
  return language === 'zh' ? `${time}（演示日历）` : `${time} (demonstration calendar)`;
}

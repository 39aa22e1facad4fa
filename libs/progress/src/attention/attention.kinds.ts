import type { Text } from '#libs/platform';

/** Days without an act on a work item after which it counts as stalled. */
export const stalledDays = 60;
/** Percentage points below the median that are still no reason to look. */
export const behindPoints = 10;
/** Fewest peers, the one itself among them, of which a median says something. */
export const leastPeers = 3;
/** Days before the end of a legal adjustment from which on it is named. */
export const lapsingDays = 90;

/** Why something wants attention, in the order in which a list shows it. */
export const attentionKinds = [
  'overdue',
  'stalled',
  'behind-median',
  'adjustment-lapsing',
  'waiting-too-long',
] as const;
export type AttentionKind = (typeof attentionKinds)[number];

export const attentionTexts: Readonly<Record<AttentionKind, Text>> = {
  overdue: { zh: '逾期', en: 'overdue' },
  stalled: { zh: '停滞', en: 'stalled' },
  'behind-median': { zh: '低于中位数', en: 'behind the median' },
  'adjustment-lapsing': { zh: '调整实施到期', en: 'legal adjustment lapsing' },
  'waiting-too-long': { zh: '等待过久', en: 'waiting too long' },
};

export const attentionMeanings: Readonly<Record<AttentionKind, Text>> = {
  overdue: { zh: '目标日期已过，尚未落地', en: 'Not implemented although the target date has passed' },
  stalled: {
    zh: `未启动或已批准，不在审核中，且 ${stalledDays} 日无办理`,
    en: `Open or approved, not under review, and no act for ${stalledDays} days`,
  },
  'behind-median': {
    zh: `落地率比同类中位数低 ${behindPoints} 个百分点以上`,
    en: `A rate more than ${behindPoints} points below the median of its peers`,
  },
  'adjustment-lapsing': {
    zh: `${lapsingDays} 日内到期的调整实施，以及已失效而仍有工作项等待的调整实施`,
    en: `A legal adjustment that ends within ${lapsingDays} days, or has ended while work items wait for it`,
  },
  'waiting-too-long': {
    zh: '审核或会签期限已过（红）',
    en: 'The term to decide or to give an opinion has passed (red)',
  },
};

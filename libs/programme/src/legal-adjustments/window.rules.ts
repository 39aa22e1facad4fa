import type { Text } from '#libs/platform';
import type { AdjustmentStatus } from './legal-adjustment.lifecycle.js';

/** When an adjustment binds; days are 'YYYY-MM-DD', both included. A missing start is not yet set, a missing end is open. */
export interface Window {
  inForceFrom: string | null;
  inForceTo: string | null;
}

/** What a region has of its own; null follows the adjustment. */
export interface RegionWindow extends Window {
  region: string;
}

/** The part of an adjustment that tells where and when it is in force. */
export interface Windowed extends Window {
  status: AdjustmentStatus;
  /** One row for each region that it covers. */
  windows: readonly RegionWindow[];
}

/** The window that holds in a region; undefined where the adjustment does not reach. */
export function windowIn(
  { inForceFrom, inForceTo, windows }: Omit<Windowed, 'status'>,
  region: string,
): Window | undefined {
  const own = windows.find((window) => window.region === region);
  if (!own) return undefined;
  return { inForceFrom: own.inForceFrom ?? inForceFrom, inForceTo: own.inForceTo ?? inForceTo };
}

/** Whether a day lies in a window. */
export function contains({ inForceFrom, inForceTo }: Window, day: string): boolean {
  return inForceFrom !== null && inForceFrom <= day && (inForceTo === null || day <= inForceTo);
}

/**
 * Whether an adjustment is in force in a region on a day: brought into force, not lapsed, and the day within the
 * region's window. One that has lapsed is in force on no day, since nothing more can rest on it.
 */
export function inForceOn(adjustment: Windowed, region: string, day: string): boolean {
  const window = adjustment.status === 'in-force' ? windowIn(adjustment, region) : undefined;
  return window !== undefined && contains(window, day);
}

/** The first day in force in a region, as far as it is settled. */
export function startIn(adjustment: Windowed, region: string): string | null {
  return adjustment.status === 'in-force' ? (windowIn(adjustment, region)?.inForceFrom ?? null) : null;
}

export const windowPhases = {
  unset: { zh: '未施行', en: 'not brought into force' },
  pending: { zh: '待施行', en: 'not begun' },
  'in-force': { zh: '施行中', en: 'in force' },
  ended: { zh: '已终止', en: 'ended' },
} as const satisfies Record<string, Text>;
export type WindowPhase = keyof typeof windowPhases;

/** Where a region's window stands on a day. */
export function phaseOn(status: AdjustmentStatus, window: Window, day: string): WindowPhase {
  if (status === 'lapsed') return 'ended';
  if (status !== 'in-force' || window.inForceFrom === null) return 'unset';
  if (day < window.inForceFrom) return 'pending';
  return contains(window, day) ? 'in-force' : 'ended';
}

const dayMs = 24 * 60 * 60 * 1_000;

/** Whole days from one day to another, both 'YYYY-MM-DD'; negative when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The day after the last on which an adjustment is in force anywhere; null while a window has no end. */
export function dayOfLapse(adjustment: Windowed): string | null {
  const ends = adjustment.windows.map(({ region }) => windowIn(adjustment, region)!.inForceTo);
  if (ends.length === 0) return adjustment.inForceTo && nextDay(adjustment.inForceTo);
  if (ends.includes(null)) return null;
  return nextDay(ends.reduce<string>((latest, end) => (end! > latest ? end! : latest), ''));
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

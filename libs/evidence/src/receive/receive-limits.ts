import type { FileKind } from './file-kind.rules.js';

/** What one request that brings files may hold, and how slowly it may come. Bytes and milliseconds. */
export interface ReceiveLimits {
  /** Most files. */
  files: number;
  /** Most bytes of one file. */
  fileBytes: number;
  /** Most bytes of the whole request. */
  requestBytes: number;
  /** Kinds that are taken; all when missing. */
  kinds?: readonly FileKind[];
  /** Names of the fields beside the files. */
  fields?: readonly string[];
  /** Whether names may be relative paths with `/`. */
  paths?: boolean;
  pace: Pace;
}

export interface Pace {
  /** Longest time without a byte. */
  idleMs: number;
  /** After this time the mean must have reached `leastBytesPerSecond`. */
  graceMs: number;
  leastBytesPerSecond: number;
  /** Longest time altogether. */
  mostMs: number;
}

/** For everybody: at this pace 50 megabytes take 14 minutes at most. */
export const usualPace: Pace = { idleMs: 20_000, graceMs: 30_000, leastBytesPerSecond: 64 * 1024, mostMs: 14 * 60_000 };

/** Of the fields beside the files. */
export const fieldBytes = 4_096;
/** Bytes that are still read and thrown away after a refusal, so that its sender hears of it. */
export const drainedBytes = 64 * 1024 * 1024;
export const drainedMs = 10_000;

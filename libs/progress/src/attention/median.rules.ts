import { rate } from '../counting.rules.js';
import { behindPoints, leastPeers } from './attention.kinds.js';

/** Something with a figure. */
export interface Peer {
  implemented: number;
  /** More than 0. */
  counted: number;
}

/** One that lies behind, with the median of its peers and the points between, both in percent. */
export type Behind<P> = P & { rate: number; median: number; behindBy: number };

/**
 * Those whose rate lies more than the allowed points below the median of all of them, the furthest behind first. Rates are
 * taken as they are shown, with one decimal, so that anybody can check the median with the figures on the screen.
 */
export function behindMedian<P extends Peer>(peers: readonly P[]): Behind<P>[] {
  if (peers.length < leastPeers) return [];
  const tenths = peers.map(({ implemented, counted }) => Math.round(rate(implemented, counted)! * 10));
  const twice = twiceMedian(tenths);
  return peers
    .map((peer, index) => ({ peer, own: tenths[index]! }))
    .filter(({ own }) => twice - 2 * own > 2 * 10 * behindPoints)
    .sort((a, b) => a.own - b.own)
    .map(({ peer, own }) => ({ ...peer, rate: own / 10, median: twice / 20, behindBy: (twice - 2 * own) / 20 }));
}

/** Doubled, so that the middle between two whole numbers is one too. */
function twiceMedian(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!;
}

import type { Blocker, Text } from '#libs/platform';
import { type RegionWindow, type Window, windowIn, type Windowed } from './window.rules.js';

/** What somebody asks of windows: a missing member stays as it is; null in a region follows the adjustment. */
export interface WindowWish {
  from?: string;
  /** null leaves the end open. */
  to?: string | null;
  regions?: readonly { region: string; from?: string | null; to?: string | null }[];
}

type Windows = Omit<Windowed, 'status'>;

/** The windows as they would be. Regions that the adjustment does not cover are for `windowFaults`. */
export function windowsAfter(present: Windows, { from, to, regions = [] }: WindowWish): Windows {
  const wishes = new Map(regions.map((wish) => [wish.region, wish]));
  return {
    inForceFrom: from ?? present.inForceFrom,
    inForceTo: to === undefined ? present.inForceTo : to,
    windows: present.windows.map((window): RegionWindow => {
      const wish = wishes.get(window.region);
      return {
        region: window.region,
        inForceFrom: wish?.from === undefined ? window.inForceFrom : wish.from,
        inForceTo: wish?.to === undefined ? window.inForceTo : wish.to,
      };
    }),
  };
}

/**
 * What is wrong with windows whichever way they came to be: a region that is not covered, an end before its start, a
 * start before the approval.
 */
export function windowFaults(after: Windows, wish: WindowWish, approvedOn: string | null): Blocker[] {
  const covered = new Set(after.windows.map(({ region }) => region));
  const strangers = (wish.regions ?? []).flatMap(({ region }, index) =>
    covered.has(region) ? [] : [fault('region-not-covered', `/regions/${index}/region`, notCovered(region))],
  );
  const whole = [
    ...(isTurned(after) ? [fault('order', '/to', turned)] : []),
    ...(isEarly(after, approvedOn) ? [fault('before-approval', '/from', beforeApproval(approvedOn!))] : []),
  ];
  // What is wrong for all is not said again for each.
  const regional =
    whole.length > 0 ? [] : after.windows.flatMap((own) => regionFaults(own.region, after, wish, approvedOn));
  return [...strangers, ...whole, ...regional];
}

function regionFaults(region: string, after: Windows, wish: WindowWish, approvedOn: string | null): Blocker[] {
  const window = windowIn(after, region)!;
  return [
    ...(isTurned(window) ? [fault('order', pointerOf(wish, region, 'to'), turnedIn(region))] : []),
    ...(isEarly(window, approvedOn)
      ? [fault('before-approval', pointerOf(wish, region, 'from'), beforeApproval(approvedOn!))]
      : []),
  ];
}

/**
 * What may not be changed any more on a day: a window that has begun keeps its start, one that has ended stays ended,
 * and no end is moved into the past, where implementations may rest on it. To end at once is to lapse.
 */
export function changeFaults(before: Windows, after: Windows, wish: WindowWish, today: string): Blocker[] {
  if (sameWindow(before, after) && regionsChanged(before, after).length === 0)
    return [fault('nothing-changes', '', nothing)];
  return after.windows.flatMap(({ region }) => [
    ...startFaults(region, windowIn(before, region)!, windowIn(after, region)!, wish, today),
    ...endFaults(region, windowIn(before, region)!, windowIn(after, region)!, wish, today),
  ]);
}

function startFaults(region: string, old: Window, next: Window, wish: WindowWish, today: string): Blocker[] {
  const hasBegun = old.inForceFrom !== null && old.inForceFrom <= today;
  if (old.inForceFrom === next.inForceFrom || !hasBegun) return [];
  return [fault('already-begun', pointerOf(wish, region, 'from'), begun(region))];
}

function endFaults(region: string, old: Window, next: Window, wish: WindowWish, today: string): Blocker[] {
  if (old.inForceTo === next.inForceTo) return [];
  const pointer = pointerOf(wish, region, 'to');
  if (old.inForceTo !== null && old.inForceTo < today) return [fault('already-ended', pointer, ended(region))];
  return next.inForceTo !== null && next.inForceTo < today ? [fault('in-the-past', pointer, past)] : [];
}

/** Codes of the regions whose window becomes another. */
export function regionsChanged(before: Windows, after: Windows): string[] {
  return after.windows
    .map(({ region }) => region)
    .filter((region) => !sameWindow(windowIn(before, region)!, windowIn(after, region)!));
}

function sameWindow(one: Window, other: Window): boolean {
  return one.inForceFrom === other.inForceFrom && one.inForceTo === other.inForceTo;
}

function isTurned({ inForceFrom, inForceTo }: Window): boolean {
  return inForceFrom !== null && inForceTo !== null && inForceTo < inForceFrom;
}

function isEarly({ inForceFrom }: Window, approvedOn: string | null): boolean {
  return inForceFrom !== null && approvedOn !== null && inForceFrom < approvedOn;
}

/** The field that a region's fault is about: its own entry, or the window of all. */
function pointerOf({ regions = [] }: WindowWish, region: string, field: 'from' | 'to'): string {
  const index = regions.findIndex((wish) => wish.region === region);
  return index < 0 ? `/${field}` : `/regions/${index}/${field}`;
}

function fault(code: string, pointer: string, message: Text): Blocker {
  return { code, pointer, message };
}

const turned: Text = { zh: '终止日期早于施行日期。', en: 'The end is before the start.' };
const turnedIn = (region: string): Text => ({
  zh: `${region} 的终止日期早于施行日期。`,
  en: `In ${region} the end is before the start.`,
});
const beforeApproval = (day: string): Text => ({
  zh: `施行日期不得早于批准日期 ${day}。`,
  en: `It cannot be in force before its approval of ${day}.`,
});
const notCovered = (region: string): Text => ({
  zh: `该调整实施不适用于 ${region}。`,
  en: `The adjustment does not cover ${region}.`,
});
const begun = (region: string): Text => ({
  zh: `在 ${region} 已施行，施行日期不能再改。`,
  en: `It is in force in ${region} already; its start cannot be changed.`,
});
const ended = (region: string): Text => ({
  zh: `在 ${region} 的施行期已结束，不能再改。`,
  en: `Its window in ${region} has ended and cannot be changed.`,
});
const past: Text = {
  zh: '终止日期不得早于今日；如需立即终止，请办理失效。',
  en: 'The end cannot be moved into the past; to end it now, let it lapse.',
};
const nothing: Text = { zh: '施行期限没有变化。', en: 'The window stays as it is.' };

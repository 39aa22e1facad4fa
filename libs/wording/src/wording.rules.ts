import type { Blocker, Text } from '#libs/platform';
import type { Bound } from './bounds.rules.js';
import { type Claim, claimsOf } from './claims.rules.js';
import { isNamed } from './days.rules.js';

/** The figure that a wording has to keep to. */
export interface Borne {
  implemented: number;
  counted: number;
  /** 'YYYY-MM-DD' */
  asOf: string;
  /** What is counted; undefined where both words name it. */
  unit?: 'measure' | 'work-item';
  /** First day of the programme, 'YYYY-MM-DD'; a wording may say since when. */
  startsOn?: string;
  tasks: number;
  regions: number;
}

/**
 * Why a sentence may not be said of the figure; empty when the figure bears all of it. What cannot be held against it is
 * refused as well. `pointer` names the sentence.
 */
export function wordingFaults(sentence: string, figure: Borne, pointer: string): Blocker[] {
  const claims = claimsOf(sentence);
  const faults = claims.flatMap((claim) => {
    if (claim.of === 'unclear') return [notUnderstood(claim, pointer)];
    return bears(figure, claim) ? [] : [notBorne(claim, figure, pointer)];
  });
  if (claims.some((claim) => statesFigure(claim, figure))) return faults;
  return faults.length > 0 && claims.some(({ of }) => of === 'unclear') ? faults : [...faults, saysNothing(pointer)];
}

function statesFigure(claim: Claim, { counted }: Borne): boolean {
  if (claim.of === 'named') return claim.bounds.length > 0 || claim.number !== counted;
  return ['rate', 'share', 'range', 'implemented', 'all', 'most'].includes(claim.of);
}

function bears(figure: Borne, claim: Exclude<Claim, { of: 'unclear' }>): boolean {
  const { implemented, counted } = figure;
  switch (claim.of) {
    case 'day':
      return isNamed(claim.since ? figure.startsOn : figure.asOf, claim.day);
    case 'unit':
      return figure.unit === undefined || figure.unit === claim.unit;
    case 'all':
      return counted > 0 && implemented === counted;
    case 'not-all':
      return implemented < counted;
    case 'most':
      return 2 * implemented > counted;
    case 'rate':
      return bearsRate(figure, claim);
    case 'share':
      return bearsShare(figure, claim);
    case 'range':
      return bearsRange(figure, claim);
    case 'named':
      return isExactly(claim, counted) || bearsNumber(claim, implemented);
    case 'implemented':
      return bearsNumber(claim, implemented);
    case 'remaining':
      return bearsNumber(claim, counted - implemented);
    case 'counted':
      return isExactly(claim, counted);
    case 'tasks':
      return isExactly(claim, figure.tasks);
    case 'regions':
      return isExactly(claim, figure.regions);
  }
}

interface Counted {
  bounds: Bound[];
  number: number;
}

function isExactly({ bounds, number }: Counted, is: number): boolean {
  return bounds.length === 0 && number === is;
}

function bearsNumber({ bounds, number }: Counted, is: number): boolean {
  const reach = { near: Math.max(1, Math.floor(number / 20)), next: lastPlace(number) };
  return bounds.length === 0 ? number === is : bounds.every((bound) => holds(bound, is - number, reach));
}

/** Compares on whole numbers: implemented × 100 × 10^decimals against percent × 10^decimals × counted. */
function bearsRate(figure: Borne, { percent, decimals, bounds }: Extract<Claim, { of: 'rate' }>): boolean {
  const { implemented, counted } = figure;
  if (counted === 0) return false;
  const scale = 10 ** decimals;
  const said = Math.round(percent * scale);
  if (bounds.length === 0) return said === shownRate(figure, decimals);
  const reach = { near: counted * scale, next: lastPlace(said) * counted };
  return bounds.every((bound) => holds(bound, implemented * 100 * scale - said * counted, reach));
}

/** Percent × 10^decimals, rounded half up, never up to a hundred: as everywhere. */
function shownRate({ implemented, counted }: Borne, decimals: number): number {
  const hundred = 100 * 10 ** decimals;
  const rounded = Math.floor((2 * implemented * hundred + counted) / (2 * counted));
  return implemented < counted ? Math.min(rounded, hundred - 1) : rounded;
}

/** A share such as nine in ten stands for a whole percentage. */
function bearsShare(figure: Borne, { number, whole, bounds }: Extract<Claim, { of: 'share' }>): boolean {
  const { implemented, counted } = figure;
  if (counted === 0 || number > whole) return false;
  if (bounds.length === 0 && whole === counted) return number === implemented;
  const share = { ...figure, implemented: number, counted: whole };
  if (bounds.length === 0) return shownRate(share, 0) === shownRate(figure, 0);
  const reach = { near: (counted * whole) / 100, next: 0 };
  return bounds.every((bound) => holds(bound, implemented * whole - number * counted, reach));
}

function bearsRange({ implemented, counted }: Borne, { from, to, isRate }: Extract<Claim, { of: 'range' }>): boolean {
  const is = isRate ? implemented * 100 : implemented;
  const one = isRate ? counted : 1;
  return counted > 0 && from < to && from * one <= is && is <= to * one;
}

/** The place of the last digit that is not 0: 100余 may go up to 200, 110余 up to 120. */
function lastPlace(number: number): number {
  let place = 1;
  while (number > 0 && number % (place * 10) === 0) place *= 10;
  return place;
}

/** Whether a bound holds for what lies above it by `excess`; `near` is how far `nearly` and `about` may reach. */
function holds(bound: Bound, excess: number, { near, next }: { near: number; next: number }): boolean {
  switch (bound) {
    case 'more-than':
      return excess > 0;
    case 'at-least':
      return excess >= 0;
    case 'some-more':
      return excess > 0 && excess < next;
    case 'less-than':
      return excess < 0;
    case 'at-most':
      return excess <= 0;
    case 'nearly':
      return excess < 0 && -excess <= near;
    case 'about':
      return Math.abs(excess) <= near;
  }
}

function notUnderstood({ words }: Claim, pointer: string): Blocker {
  return {
    code: 'not-understood',
    pointer,
    message: {
      zh: `“${words}”无法与数字核对，请直接写明数字。`,
      en: `“${words}” cannot be held against the figure; say it with its numbers.`,
    },
  };
}

function notBorne(claim: Claim, { implemented, counted, asOf }: Borne, pointer: string): Blocker {
  const figure: Text = {
    zh: `${asOf} 为 ${counted} 项中 ${implemented} 项`,
    en: `${implemented} of ${counted} on ${asOf}`,
  };
  return {
    code: claim.of === 'day' ? 'day-not-borne' : 'number-not-borne',
    pointer,
    message: {
      zh: `“${claim.words}”与数字不符：${figure.zh}。`,
      en: `The figure does not bear “${claim.words}”: it is ${figure.en}.`,
    },
  };
}

function saysNothing(pointer: string): Blocker {
  return {
    code: 'no-figure',
    pointer,
    message: { zh: '该表述没有说出数字。', en: 'The wording does not state the figure.' },
  };
}

import type { Blocker, Text } from '#libs/platform';
import { type Bound, type Claim, claimsOf } from './claims.rules.js';

/** The figure that a wording has to keep to. */
export interface Borne {
  implemented: number;
  counted: number;
  /** 'YYYY-MM-DD' */
  asOf: string;
  tasks: number;
  regions: number;
}

/** Why a sentence may not be said of the figure; empty when the figure bears all of it. `pointer` names the sentence. */
export function wordingFaults(sentence: string, figure: Borne, pointer: string): Blocker[] {
  const claims = claimsOf(sentence);
  const faults = claims.filter((claim) => !bears(figure, claim)).map((claim) => notBorne(claim, figure, pointer));
  const says = claims.some(({ of }) => ['rate', 'implemented', 'all', 'most', 'half'].includes(of));
  return says ? faults : [...faults, saysNothing(pointer)];
}

function bears(figure: Borne, claim: Claim): boolean {
  const { implemented, counted } = figure;
  switch (claim.of) {
    case 'day':
      return claim.day === figure.asOf;
    case 'all':
      return counted > 0 && implemented === counted;
    case 'most':
    case 'half':
      return 2 * implemented > counted;
    case 'rate':
      return bearsRate(figure, claim);
    case 'implemented':
      return bearsNumber(claim.bound, claim.number, implemented);
    case 'remaining':
      return bearsNumber(claim.bound, claim.number, counted - implemented);
    case 'counted':
      return claim.number === counted;
    case 'tasks':
      return claim.number === figure.tasks;
    case 'regions':
      return claim.number === figure.regions;
  }
}

/** Compares on whole numbers: implemented × 100 × 10^decimals against percent × 10^decimals × counted. */
function bearsRate({ implemented, counted }: Borne, claim: Extract<Claim, { of: 'rate' }>): boolean {
  if (counted === 0) return false;
  const scale = 10 ** claim.decimals;
  const said = Math.round(claim.percent * scale);
  const exact = implemented * 100 * scale - said * counted;
  if (claim.bound !== 'exactly') return compare(claim.bound, exact, counted * scale);
  const rounded = Math.floor((2 * implemented * 100 * scale + counted) / (2 * counted));
  // Never rounded up to a hundred, as everywhere.
  const shown = implemented < counted ? Math.min(rounded, 100 * scale - 1) : rounded;
  return said === shown;
}

function bearsNumber(bound: Bound, said: number, is: number): boolean {
  return bound === 'exactly' ? said === is : compare(bound, is - said, Math.max(1, Math.floor(said / 20)));
}

/** Whether a bound holds for what lies above it by `excess`; `near` is how far `nearly` and `about` may reach. */
function compare(bound: Bound, excess: number, near: number): boolean {
  switch (bound) {
    case 'exactly':
      return excess === 0;
    case 'more-than':
      return excess > 0;
    case 'at-least':
      return excess >= 0;
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

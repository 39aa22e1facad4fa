import { type Blocker, invalid } from '#libs/platform';
import type { ProgrammeReference } from '../programme-reference.js';

/** Measures and regions that a draft names and the programme does not have. */
export function scopeFaults(
  { measures = [], regions = [] }: { measures?: readonly number[]; regions?: readonly string[] },
  programme: Pick<ProgrammeReference, 'measures' | 'regions'>,
): Blocker[] {
  return [
    ...measures.flatMap((no, index) => (programme.measures.has(no) ? [] : [unknownMeasure(no, index)])),
    ...regions.flatMap((code, index) => (programme.regions.has(code) ? [] : [unknownRegion(code, index)])),
  ];
}

/** Throws 422 naming every such measure and region. */
export function assertScope(...parts: Parameters<typeof scopeFaults>): void {
  const faults = scopeFaults(...parts);
  if (faults.length > 0) throw invalid(faults);
}

function unknownMeasure(no: number, index: number): Blocker {
  return {
    code: 'unknown-measure',
    pointer: `/measures/${index}`,
    message: { zh: `该试点没有第 ${no} 项举措。`, en: `The programme has no measure ${no}.` },
  };
}

function unknownRegion(code: string, index: number): Blocker {
  return {
    code: 'unknown-region',
    pointer: `/regions/${index}`,
    message: { zh: `该试点没有地区 ${code}。`, en: `The programme has no region ${code}.` },
  };
}

import { type Blocker, isWeekend, type YearArrangement } from '#libs/platform';

/** What is wrong with the arrangement of a year, each fault with a pointer to the day. */
export function arrangementFaults(year: number, { holidays, workdays }: YearArrangement): Blocker[] {
  const off = new Set(holidays);
  return [
    ...each(holidays, '/holidays', (day) => outside(year, day)),
    ...each(workdays, '/workdays', (day) => outside(year, day) ?? (isWeekend(day) ? undefined : notAWeekend)),
    ...each(workdays, '/workdays', (day) => (off.has(day) ? both : undefined)),
  ];
}

type Fault = Omit<Blocker, 'pointer'>;

function each(days: readonly string[], pointer: string, faultOf: (day: string) => Fault | undefined): Blocker[] {
  return days.flatMap((day, index) => {
    const fault = faultOf(day);
    return fault ? [{ ...fault, pointer: `${pointer}/${index}` }] : [];
  });
}

function outside(year: number, day: string): Fault | undefined {
  if (day.startsWith(`${year}-`)) return undefined;
  return {
    code: 'outside-year',
    message: { zh: `该日期不在 ${year} 年内。`, en: `This day is not in ${year}.` },
  };
}

const notAWeekend: Fault = {
  code: 'no-weekend',
  message: {
    zh: '调休上班日应为周六或周日，其他日子本就上班。',
    en: 'A make-up working day is a Saturday or Sunday; the other days are worked anyway.',
  },
};

const both: Fault = {
  code: 'contradiction',
  message: { zh: '同一天不能既放假又上班。', en: 'One day cannot be a holiday and a working day at once.' },
};

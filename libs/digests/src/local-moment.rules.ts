import { dateIn, timeIn } from '#libs/platform';

/**
 * The moment at which clocks in an IANA time zone show a day 'YYYY-MM-DD' and a time 'HH:MM'. Where they skip that time,
 * an hour beside it.
 */
export function momentIn(timeZone: string, day: string, time: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const first = wanted - offsetAt(timeZone, wanted);
  // The offset may change between the two.
  return new Date(wanted - offsetAt(timeZone, first));
}

/** Milliseconds by which clocks in the zone are ahead of UTC. */
function offsetAt(timeZone: string, moment: number): number {
  const shown = Date.parse(`${dateIn(timeZone, new Date(moment))}T${timeIn(timeZone, new Date(moment))}:00Z`);
  return shown - Math.floor(moment / 60_000) * 60_000;
}

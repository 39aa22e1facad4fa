/**
 * Holds for every event `e` that took effect on an earlier day than it was recorded, in whatever time zone, and for few
 * others. Word for word the condition of the index `event_arrived_late`: its text must never change.
 */
export const lateArrival = `effective_on < ((recorded_at at time zone 'UTC') + interval '14 hours')::date`;

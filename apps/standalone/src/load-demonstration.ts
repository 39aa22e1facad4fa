import type { ContentsParts } from './contents.js';

/** Makes the demonstration's accounts and replays its history in an empty database; sets the calendar's shift. */
export async function loadDemonstration(_parts: ContentsParts): Promise<void> {}

import type { ContentsParts } from './contents.js';

/** Makes the account of COORDINATOR_EMAIL in a database that has no account. */
export async function createCoordinator(_parts: ContentsParts): Promise<void> {}

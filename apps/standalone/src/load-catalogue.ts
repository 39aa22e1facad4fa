import type { ContentsParts } from './contents.js';

/** Loads the programme of CATALOGUE_DIR into a database that has none. */
export async function loadCatalogue(_parts: ContentsParts): Promise<void> {}

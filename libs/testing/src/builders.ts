import { createTestApi, type TestApi } from './client.js';
import type { Stages } from './stages.js';
import type { Town } from './town.js';

/** A town with the hands to bring its items into a state. */
export interface BuiltTown {
  town: Town;
  stages: Stages;
}

/**
 * A small programme made in code, with people in every role, all with `testPassword`. `measures` come in rounds of six:
 * see `small-catalogue.ts`. Without an API one is started on a fresh database; `town.close()` ends it.
 */
export async function buildTown({
  api,
  measures = 180,
}: { api?: TestApi; measures?: number } = {}): Promise<BuiltTown> {
  // Here and not above: tests that need no town would otherwise load every lib for the sake of this door.
  const [{ settleTown }, { Stages: Hands }] = await Promise.all([import('./town.js'), import('./stages.js')]);
  const town = await settleTown(api ?? (await createTestApi()), measures);
  return { town, stages: new Hands(town) };
}

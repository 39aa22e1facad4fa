import type { INestApplicationContext } from '@nestjs/common';
import { Database, UnitOfWork } from '#libs/database';
import { ImplementationModule, OpenWorkItems } from '#libs/implementation';
import {
  type Catalogue,
  catalogueDigest,
  CatalogueError,
  loadCatalogue as store,
  ProgrammeModule,
  quotedStatements,
  readCatalogue,
  Reference,
  wholeCatalogue,
} from '#libs/programme';
import { Counters, ProgressModule } from '#libs/progress';
import { PublicationModule, QuoteStatements } from '#libs/publication';
import { type ContentsParts, withLibs } from './contents.js';
import { StartFault } from './start-fault.js';

const hasProgramme = 'select exists (select from programme) as found';
const isLoaded = 'select from programme where code = $1 and catalogue_digest = $2';
const beginning = 'select starts_on::timestamp at time zone time_zone as at from programme where code = $1';
const uncounted = `
  select code from programme where not exists (select from progress_state where progress_state.programme = programme.code)
`;

/**
 * Loads the programme of CATALOGUE_DIR, with its work items, into a database that has none. Into one that has it, adds the
 * statements of public sources that it lacks. Throws StartFault.
 */
export async function loadCatalogue(parts: ContentsParts): Promise<void> {
  const folder = parts.configuration.CATALOGUE_DIR;
  await withLibs(parts, [ImplementationModule, ProgrammeModule, ProgressModule, PublicationModule], async (app) => {
    const there = (await app.get(Database).row<{ found: boolean }>(hasProgramme))?.found;
    if (!there) {
      parts.progress(`Loading the catalogue of ${folder} …`);
      await open(app, await readFolder(folder));
    } else await quoteLater(app, folder);
    await countFirst(app);
  });
}

async function readFolder(folder: string): Promise<Catalogue> {
  try {
    return await wholeCatalogue(folder);
  } catch (error) {
    throw error instanceof CatalogueError ? new StartFault(`CATALOGUE_DIR ${folder}: ${error.message}`) : error;
  }
}

/** The programme and its work items are there together or not at all. */
async function open(app: INestApplicationContext, catalogue: Catalogue): Promise<void> {
  await app.get(UnitOfWork).run(async (tx) => {
    const { programme } = await store(tx, catalogue);
    const row = await tx.row<{ at: Date }>(beginning, [programme]);
    if (row) await app.get(OpenWorkItems).run(tx, programme, row.at);
    await app.get(QuoteStatements).run(tx, quotedStatements(catalogue));
  });
}

/** A folder that is broken by now, or holds another catalogue than the loaded one, has nothing to add. */
async function quoteLater(app: INestApplicationContext, folder: string): Promise<void> {
  const { catalogue } = await readCatalogue(folder);
  const [programme] = catalogue?.['programme.csv'] ?? [];
  if (!catalogue || !programme) return;
  await app.get(UnitOfWork).run(async (tx) => {
    if (!(await tx.row(isLoaded, [programme.code, catalogueDigest(catalogue)]))) return;
    await app.get(QuoteStatements).run(tx, quotedStatements(catalogue));
  });
}

/** Builds the counters of programmes that have none; also after a start that ended in between. */
async function countFirst(app: INestApplicationContext): Promise<void> {
  const reference = app.get(Reference);
  await reference.refresh();
  for (const { code } of await app.get(Database).rows<{ code: string }>(uncounted)) {
    await app.get(UnitOfWork).run((tx) => app.get(Counters).rebuild(tx, code));
  }
}

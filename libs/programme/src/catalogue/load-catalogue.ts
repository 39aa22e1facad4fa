import type { Tx } from '#libs/database';
import { conflict, notFound } from '#libs/platform';
import type { Catalogue } from './catalogue.files.js';
import { catalogueDigest } from './digest.rules.js';
import { insertStatements, insertProgramme } from './load-statements.js';

export interface LoadedCatalogue {
  programme: string;
  digest: string;
  /** False when exactly this catalogue had been loaded before. */
  loaded: boolean;
}

/**
 * Stores a checked catalogue as version 1 of its programme, whole, in the caller's transaction; to load it again
 * changes nothing. Processes that load together wait for each other. Throws 409 when the programme is there with
 * another content: changing a published catalogue is an amendment.
 */
export async function loadCatalogue(tx: Tx, catalogue: Catalogue): Promise<LoadedCatalogue> {
  const [row] = catalogue['programme.csv'];
  if (!row) throw notFound({ zh: '试点', en: 'programme' });
  const digest = catalogueDigest(catalogue);
  const loaded = (await tx.change(insertProgramme, [JSON.stringify(row), digest])) === 1;
  if (loaded) {
    for (const { file, sql } of insertStatements) await tx.change(sql, [row.code, JSON.stringify(catalogue[file])]);
  } else {
    await refuseOther(tx, row.code, digest);
  }
  return { programme: row.code, digest, loaded };
}

async function refuseOther(tx: Tx, programme: string, digest: string): Promise<void> {
  const present = await tx.row<{ digest: string; version: number }>(
    'select catalogue_digest as digest, catalogue_version as version from programme where code = $1',
    [programme],
  );
  if (present?.digest === digest) return;
  throw conflict(
    'catalogue-differs',
    {
      zh: `试点 ${programme} 已有不同的目录，变更须经修订。`,
      en: `The programme ${programme} has another catalogue already; changing it takes an amendment.`,
    },
    { presentVersion: present?.version },
  );
}

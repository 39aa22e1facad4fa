import { join } from 'node:path';
import type { EmbeddedServer } from '#libs/database';
import type { Configuration } from '#libs/platform';

type Row = [string, ...string[]];

export interface Welcome {
  address: string;
  configuration: Configuration;
  dataDir: string;
  embedded: EmbeddedServer | undefined;
  demonstration: boolean;
  /** Undefined when this folder does not keep it. */
  password: string | undefined;
  passwordFile: string;
}

const demonstrationAccounts = [
  'coordinator@demo.example, auditor@demo.example',
  'editor.320500@demo.example and lead.320500@demo.example, so for each region code',
  'reviewer.pbc@demo.example and reviewer2.pbc@demo.example, so for each department code',
];

const calendarRow: Row = [
  'Calendar',
  'began on 16 December 2021 at 10:00 in Beijing and runs on; all people and acts are invented',
];

/** What a person needs to know once the product runs. */
export function welcome({
  address,
  configuration,
  dataDir,
  embedded,
  demonstration,
  password,
  passwordFile,
}: Welcome): string {
  const own = password === undefined ? 'those that were made before' : configuration.COORDINATOR_EMAIL;
  const accounts = demonstration ? demonstrationAccounts : [own];
  const rows: Row[] = [
    ['Address', address],
    ['Accounts', ...accounts],
    ...(password === undefined ? [] : [passwordRow(password, passwordFile)]),
    ...(demonstration ? [calendarRow] : []),
    ['Mail', mailPlace(configuration, dataDir)],
    ['Database', ...databasePlace(embedded)],
    ['Stop', 'Ctrl-C'],
  ];
  const lines = rows.flatMap(([name, ...texts]) =>
    texts.map((text, index) => `  ${(index === 0 ? name : '').padEnd(10)}${text}`),
  );
  return ['', 'The measure tracker is running.', '', ...lines, '', ''].join('\n');
}

function passwordRow(password: string, file: string): Row {
  return ['Password', `${password}   (kept in ${file})`];
}

function mailPlace({ SMTP_URL }: Configuration, dataDir: string): string {
  // The address may carry a password.
  return SMTP_URL === undefined ? `files in ${join(dataDir, 'mail')}` : `sent through ${new URL(SMTP_URL).host}`;
}

function databasePlace(embedded: EmbeddedServer | undefined): string[] {
  if (!embedded) return ['the server of DATABASE_URL'];
  return [
    `embedded PostgreSQL ${embedded.version} in ${embedded.folder}`,
    'for trial only: set DATABASE_URL for real work',
  ];
}

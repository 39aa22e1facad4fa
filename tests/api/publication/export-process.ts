import { createTestApi } from '#libs/testing';

/** Run by export.test.ts as a process of its own: prints the export of a statement as the API answers it. */
const [databaseUrl = '', id = ''] = process.argv.slice(2);
const api = await createTestApi({ databaseUrl });
const reader = await api.as('auditor@town.example');
const { bytes } = await reader.get(`/statements/${id}/export`);
process.stdout.write(`${new Date(2021, 0, 1).getTimezoneOffset()}\n${bytes.toString()}`);
await api.close();

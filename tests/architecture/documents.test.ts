import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindTexts, outcomes, statusTexts, workItemLifecycle } from '#libs/implementation';
import { roles } from '#libs/identity';
import { configurationNames, type Text } from '#libs/platform';
import { statementLifecycle } from '#libs/publication';
import { schedules } from '../../apps/worker/src/schedules.js';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const language = read('docs/language.md');
const operations = read('docs/operations.md');
const architecture = read('docs/architecture.md');

const rowOf = (word: string, { zh, en }: Text) => `| \`${word}\` | ${zh} | ${en} |`;
const missingFrom = (document: string, rows: string[]) => rows.filter((row) => !document.includes(row));

describe('docs/language.md explains', () => {
  test.each<[string, Record<string, Text>]>([
    ['every status of a work item', workItemLifecycle.definition.states],
    ['every status of a submission', statusTexts],
    ['every kind of submission', kindTexts],
  ])('%s', (_name, texts) => {
    const rows = Object.entries(texts).map(([word, text]) => rowOf(word, text));
    expect(missingFrom(language, rows)).toEqual([]);
  });

  test('every move', () => {
    const rows = workItemLifecycle.moves.map((move) => rowOf(move, workItemLifecycle.move(move).text));
    expect(missingFrom(language, rows)).toEqual([]);
  });

  test('every status and move of a statement', () => {
    const { states } = statementLifecycle.definition;
    const rows = Object.entries(states).map(([word, text]) => rowOf(word, text));
    const moves = statementLifecycle.moves.map((move) => rowOf(move, statementLifecycle.move(move).text));
    expect(missingFrom(language, [...rows, ...moves])).toEqual([]);
  });

  test('every role and outcome', () => {
    const rows = Object.entries(roles).map(([role, { name }]) => rowOf(role, name));
    expect(missingFrom(language, rows)).toEqual([]);
    expect(
      missingFrom(
        language,
        outcomes.map((outcome) => `| \`${outcome}\` |`),
      ),
    ).toEqual([]);
  });
});

test('docs/architecture.md shows the lifecycle as it is', () => {
  expect(architecture).toContain(`\`\`\`mermaid\n${workItemLifecycle.diagram()}\n\`\`\``);
});

test('docs/architecture.md names every lib and app', () => {
  const folders = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()),
  );
  expect(
    missingFrom(
      architecture,
      folders.map(({ name }) => `  ${name}/`),
    ),
  ).toEqual([]);
});

test('docs/operations.md lists every setting and every recurring job', () => {
  expect(
    missingFrom(
      operations,
      configurationNames.map((name) => `| \`${name}\` |`),
    ),
  ).toEqual([]);
  expect(
    missingFrom(
      operations,
      schedules.map(({ job }) => `| \`${job}\` |`),
    ),
  ).toEqual([]);
});

test('docs/decisions/README.md lists every record', () => {
  const records = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d{4}-.*\.md$/.test(name));
  expect(records.length).toBeGreaterThan(5);
  expect(
    missingFrom(
      read('docs/decisions/README.md'),
      records.map((name) => `](${name})`),
    ),
  ).toEqual([]);
});

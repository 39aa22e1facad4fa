import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TownAtWork, townAtWork } from './town-at-work.js';

let built: TownAtWork;

beforeAll(async () => {
  built = await townAtWork(12);
});

afterAll(() => built?.close());

async function eventually<T>(look: () => Promise<T>, fits: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const value = await look();
    if (fits(value)) return value;
    await sleep(50);
  }
  return look();
}

it('from a proposal to the published rate: the right people hear once, the figures move, the history shows it', async () => {
  const { town, stages, folder } = built;
  const item = town.fresh({ region: 'WEST', lead: 'TRADE' });
  const auditor = await town.as('auditor');
  const implemented = async () => {
    const { body } = await auditor.get<{ items: { key: string; implemented: number }[] }>(
      `/programmes/${town.programme}/completion?by=region&level=work-item`,
    );
    return body.items.find((row) => row.key === 'WEST')?.implemented;
  };
  expect(await implemented()).toBe(0);
  await stages.implemented(item);
  expect(await eventually(implemented, (count) => count === 1)).toBe(1);

  const told = async (who: string) => {
    const { body } = await (await town.as(who)).get<{ items: { kind: string }[] }>('/notices');
    return body.items.map((notice) => notice.kind).sort();
  };
  const submitted = ['submit-implementation-report', 'submit-proposal'];
  const decided = ['approve-implementation-report', 'approve-proposal'];
  await eventually(
    () => told('editor.west'),
    (kinds) => kinds.length === 2,
  );
  expect(await told('reviewer.trade')).toEqual(submitted);
  expect(await told('reviewer2.trade')).toEqual(submitted);
  expect(await told('editor.west')).toEqual(decided);
  expect(await told('lead.west')).toEqual(decided);
  expect(await told('editor.east')).toEqual([]);
  expect(await told('reviewer.law')).toEqual([]);

  // The digest may write to the same people, so only the mails of notices are counted, and their files opened.
  const letters = async () => {
    const sent = await town.database.rows<{ id: string; address: string }>(
      "select id, address from mail where kind = 'notice' and state = 'sent'",
    );
    const letter = (id: string) => readFileSync(join(folder, 'mail', `${id}.eml`), 'utf8');
    return sent
      .filter(({ id, address }) => letter(id).includes(address))
      .map(({ address }) => address)
      .sort();
  };
  const both = (who: string) => [`${who}@town.example`, `${who}@town.example`];
  const expected = ['both', 'editor.west', 'lead.west', 'reviewer.trade', 'reviewer2.trade'].flatMap(both).sort();
  expect(await eventually(letters, (all) => all.length >= expected.length)).toEqual(expected);

  const { body } = await auditor.get<{ items: { move: string; actor: { name: { en: string } } | null }[] }>(
    `/work-items/${item.id}/history`,
  );
  expect(body.items.map((act) => [act.move, act.actor?.name.en ?? null])).toEqual([
    ['open-item', null],
    ['start-draft', 'editor.west'],
    ['submit-proposal', 'lead.west'],
    ['approve-proposal', 'reviewer.trade'],
    ['start-draft', 'editor.west'],
    ['submit-implementation-report', 'lead.west'],
    ['approve-implementation-report', 'reviewer.trade'],
  ]);
});

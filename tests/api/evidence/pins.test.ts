import { randomUUID } from 'node:crypto';
import type { TownItem } from '#libs/testing';
import { expectRefusal, pointersOf } from '../implementation/refusals.js';
import { pdf } from './files.js';
import { type Evidence, StoreTown } from './store-town.js';

let at: StoreTown;
beforeAll(async () => {
  at = await StoreTown.build({}, 60);
});
afterAll(() => at.close());

type Pin = Record<string, unknown>;
const report = (evidence: Pin[]) => ({ summary: 'Done', effectiveOn: '2021-12-01', evidence });
const approved = async () => (await at.stages.approved()).item;
const file = (item: TownItem, mark: string, fields: Record<string, string> = {}) =>
  at.stored(item, { filename: `${mark}.pdf`, content: pdf(mark) }, fields);
const pinTo = ({ id }: Pick<Evidence, 'id'>, more: Pin = {}): Pin => ({
  point: 1,
  title: 'Proof',
  evidenceId: id,
  ...more,
});

async function startRefused(item: TownItem, evidence: Pin[], pointer: string): Promise<void> {
  const editor = await at.town.as('editor.east');
  const body = { kind: 'implementation-report', ...report(evidence) };
  const reply = await at.refused(() => editor.post(`/work-items/${item.id}/submissions`, body));
  expectRefusal(reply, 422, 'invalid');
  expect(pointersOf(reply)).toContain(pointer);
}

describe('a pin', () => {
  it('names evidence of its own item that is there, with a page or without', async () => {
    const [item, other] = [await approved(), at.town.fresh()];
    const [mine, theirs] = [await file(item, 'mine'), await file(other, 'theirs')];
    const good = { point: 1, title: 'x', url: 'https://example.org/x' };
    await startRefused(item, [good, pinTo(theirs)], '/evidence/1/evidenceId');
    await startRefused(item, [pinTo({ id: randomUUID() })], '/evidence/0/evidenceId');
    await startRefused(item, [{ ...pinTo(mine), url: good.url }], '/evidence/0');
    await startRefused(item, [{ point: 1, title: 'x' }], '/evidence/0');
    await startRefused(item, [{ ...good, page: 1 }], '/evidence/0/page');
    await startRefused(item, [pinTo(mine, { page: 0 })], '/evidence/0/page');
    await startRefused(item, [pinTo(mine, { page: 1.5 })], '/evidence/0/page');
    await startRefused(item, [pinTo({ id: 'no id' })], '/evidence/0/evidenceId');
    const draft = await at.stages.draft('implementation-report', item, report([pinTo(mine, { page: 3 }), pinTo(mine)]));
    const editor = await at.town.as('editor.east');
    const path = `/submissions/${draft.id}`;
    const edit = () => editor.patch(path, { evidence: [pinTo(theirs)] }, { ifMatch: draft.version });
    expect(pointersOf(await at.refused(edit))).toEqual(['/evidence/0/evidenceId']);
  });

  it('is looked at again when the draft is sent', async () => {
    const item = await approved();
    const mine = await file(item, 'gone before sending');
    const draft = await at.stages.draft('implementation-report', item, report([pinTo(mine)]));
    const editor = await at.town.as('editor.east');
    expect((await editor.delete(`/evidence/${mine.id}`, undefined, { ifMatch: 1 })).status).toBe(204);
    const lead = await at.town.as('lead.east');
    const send = () => lead.post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version });
    const reply = await at.refused(send);
    expectRefusal(reply, 422, 'invalid');
    expect(pointersOf(reply)).toEqual(['/evidence/0/evidenceId']);
  });

  it('in a round that was sent keeps its evidence for ever, even taken back', async () => {
    const item = await approved();
    const mine = await file(item, 'kept');
    const sent = await at.stages.submitted('implementation-report', item, report([pinTo(mine)]));
    const editor = await at.town.as('editor.east');
    const remove = () => editor.delete(`/evidence/${mine.id}`, undefined, { ifMatch: 1 });
    expectRefusal(await at.refused(remove), 409, 'evidence-pinned');
    const [row] = (await editor.get<{ items: Evidence[] }>(`/work-items/${item.id}/evidence`)).body.items;
    expect(row).toMatchObject({ pinned: true, can: { remove: false } });
    const lead = await at.town.as('lead.east');
    expect((await lead.post(`/submissions/${sent.id}/withdraw`, undefined, { ifMatch: sent.version })).status).toBe(
      200,
    );
    expectRefusal(await at.refused(remove), 409, 'evidence-pinned');
    const wall = at.town.database.rows(
      'update evidence set removed_at = now(), removed_by = uploaded_by, version = 2 where id = $1',
      [mine.id],
    );
    await expect(wall).rejects.toMatchObject({ code: 'MT301' });
  });

  it('cannot be sent and taken away at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const item = await approved();
      const mine = await file(item, `race ${round}`);
      const draft = await at.stages.draft('implementation-report', item, report([pinTo(mine)]));
      const [editor, lead] = [await at.town.as('editor.east'), await at.town.as('lead.east')];
      const [removed, sent] = await Promise.all([
        editor.delete(`/evidence/${mine.id}`, undefined, { ifMatch: 1 }),
        lead.post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version }),
      ]);
      expect([
        [204, 422],
        [409, 200],
      ]).toContainEqual([removed.status, sent.status]);
    }
  });

  it('of a round is refused by the database itself when its evidence is not there', async () => {
    const item = await approved();
    const sent = await at.stages.submitted('implementation-report', item, report([pinTo(await file(item, 'wall'))]));
    const wall = at.town.database.rows(
      `insert into submission_round (submission_id, round, content, submitted_by, submitted_at)
       select id, 99, jsonb_build_object('evidence', jsonb_build_array(jsonb_build_object('evidenceId', $2::text))), created_by, now()
       from submission where id = $1`,
      [sent.id, randomUUID()],
    );
    await expect(wall).rejects.toMatchObject({ code: 'MT302' });
  });
});

describe('a round shows', () => {
  it('what its pins stand for, and nothing of a confidential file to whom it is not for', async () => {
    const item = await approved();
    const open = await file(item, 'open');
    const closed = await file(item, 'canary-name', { title: 'canary-title', confidential: 'true' });
    const pins = [
      pinTo(open, { page: 2 }),
      pinTo(closed, { title: 'canary-pin' }),
      { point: 2, title: 'w', url: 'https://example.org/w' },
    ];
    const sent = await at.stages.submitted('implementation-report', item, report(pins));
    const read = async (who: string) => (await (await at.town.as(who)).get(`/submissions/${sent.id}`)).body;
    for (const who of ['editor.east', 'reviewer.trade', 'auditor']) {
      const { content, rounds } = (await read(who)) as { content: Pin; rounds: { content: Pin }[] };
      const expected = [
        {
          point: 1,
          page: 2,
          confidential: false,
          file: { name: 'open.pdf', sha256: open.file.sha256, size: open.file.size, kind: 'pdf' },
        },
        { title: 'canary-pin', confidential: true, file: { name: 'canary-name.pdf', sha256: closed.file.sha256 } },
        { url: 'https://example.org/w' },
      ];
      expect([content['evidence'], rounds[0]!.content['evidence']]).toMatchObject([expected, expected]);
    }
    const coordinators = JSON.stringify(await read('coordinator'));
    expect(coordinators).toContain(open.file.sha256);
    expect(coordinators).not.toMatch(/canary/);
    expect(coordinators).not.toContain(closed.file.sha256);
  });
});

import { type BuiltTown, buildTown } from '#libs/testing';
import { codesOf, expectRefusal, pointersOf, type Ready, send } from '../implementation/refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown({ measures: 24 });
});
afterAll(() => built.town.close());
const town = () => built.town;
const path = '/programmes/small-pilot/legal-adjustments';
type Row = Record<string, unknown>;

const text = (en: string) => ({ zh: `中文${en}`, en });
const draft = {
  name: text('Travel'),
  kind: 'administrative-regulation',
  instrument: text('Regulation on travel agencies'),
  provision: text('article 23'),
  approvingBody: text('Council'),
  measures: [1, 2],
  regions: ['EAST', 'WEST'],
};

let count = 0;
interface Life {
  code: string;
  version: number;
}

/** What moves an adjustment on to each status, from the one before. */
const onward: [status: string, act: string, body: Row | undefined][] = [
  ['submitted', 'submit', undefined],
  ['approved', 'approve', { documentNumber: 'Doc 7', approvedOn: '2021-11-01' }],
  ['in-force', 'bring-into-force', { from: '2021-11-15', to: '2022-12-31' }],
  ['lapsed', 'lapse', { reason: 'Replaced by law' }],
];

/** An adjustment of its own that stands at this status. */
async function at(status: string, fields: Row = {}): Promise<Life> {
  const coordinator = await town().as('coordinator');
  const code = `T-${(count += 1)}`;
  const reply = await coordinator.post<Row>(path, { code, ...draft, ...fields });
  expect(reply.status).toBe(201);
  let version = 1;
  const steps = status === 'drafting' ? [] : onward.slice(0, onward.findIndex(([name]) => name === status) + 1);
  for (const [, act, body] of steps) {
    const done = await coordinator.post<Row>(`${path}/${code}/${act}`, body, { ifMatch: version });
    expect([act, done.status, done.body]).toMatchObject([act, 200, {}]);
    version = Number(done.body['version']);
  }
  return { code, version };
}

/** A request that is right for an adjustment at the status from which the act leads. */
const acts: Record<string, { from: string; body?: Row; to: string }> = {
  edit: { from: 'drafting', body: { name: text('Another name') }, to: 'drafting' },
  submit: { from: 'drafting', to: 'submitted' },
  return: { from: 'submitted', body: { reason: 'Declined' }, to: 'drafting' },
  approve: { from: 'submitted', body: { documentNumber: 'Doc 8', approvedOn: '2021-12-01' }, to: 'approved' },
  'bring-into-force': { from: 'approved', body: { from: '2021-12-01', to: null }, to: 'in-force' },
  'change-window': { from: 'in-force', body: { to: '2023-12-31', reason: 'Extended' }, to: 'in-force' },
  lapse: { from: 'in-force', body: { reason: 'Replaced by law' }, to: 'lapsed' },
};

function request(act: string, { code, version }: Life, body = acts[act]?.body): Ready {
  const isEdit = act === 'edit';
  return {
    method: isEdit ? 'PATCH' : 'POST',
    path: isEdit ? `${path}/${code}` : `${path}/${code}/${act}`,
    body,
    ifMatch: version,
    by: 'coordinator',
  };
}

async function refused(ready: Ready, status: number, code: string) {
  const client = await town().as(ready.by);
  const reply = await town().untouched(() => send(ready, client));
  expectRefusal(reply, status, code);
  return reply;
}

const others = ['editor.east', 'lead.east', 'reviewer.trade', 'auditor', 'nobody'];

describe.each(Object.keys(acts))('%s is refused', (act) => {
  const { from, body } = acts[act]!;
  const ready = async () => request(act, await at(from));

  it('to a stranger: 401', async () => {
    const one = await ready();
    expectRefusal(await town().untouched(() => send(one, town().api.anonymous())), 401, 'not-signed-in');
  });

  it('to everybody but coordinators: 403', async () => {
    const one = await ready();
    for (const by of others) await refused({ ...one, by }, 403, 'forbidden');
  });

  it('for what is not there: 404', async () => {
    const one = await ready();
    await refused({ ...one, path: one.path.replace(/T-\d+/, 'NONE') }, 404, 'not-found');
    await refused({ ...one, path: one.path.replace('small-pilot', 'none') }, 404, 'not-found');
  });

  it('without a version, with an old one, with one of the future', async () => {
    const one = await ready();
    await refused({ ...one, ifMatch: undefined }, 428, 'version-required');
    const stale = await refused({ ...one, ifMatch: one.ifMatch! - 1 }, 412, 'stale-version');
    expect(stale.body['changes']).toContainEqual(
      expect.objectContaining({ version: one.ifMatch, by: { zh: expect.any(String), en: 'coordinator' } }),
    );
    await refused({ ...one, ifMatch: one.ifMatch! + 1 }, 412, 'stale-version');
  });

  it('from every other status: 409 with the reason, as the row says', async () => {
    const coordinator = await town().as('coordinator');
    for (const status of ['drafting', ...onward.map(([name]) => name)].filter((name) => name !== from)) {
      const life = await at(status);
      const reply = await refused(request(act, life), 409, 'illegal-move');
      expect(codesOf(reply)).toEqual(['wrong-status']);
      const { body: row } = await coordinator.get<{ blockers: { move: string; reasons: object[] }[] }>(
        `${path}/${life.code}`,
      );
      expect(row.blockers.map(({ reasons }) => reasons)).toContainEqual(reply.body['blockers']);
    }
  });

  it('twice at once: one', async () => {
    const one = await ready();
    const coordinator = await town().as('coordinator');
    const replies = await Promise.all([send(one, coordinator), send(one, coordinator)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it('with an unknown field: 422', async () => {
    if (!body) return;
    const one = await ready();
    expect(pointersOf(await refused({ ...one, body: { ...body, status: 'lapsed' } }, 422, 'invalid'))).toEqual([
      '/status',
    ]);
  });
});

describe('a draft is refused', () => {
  const ready = async (): Promise<Ready> => ({
    method: 'POST',
    path,
    body: { code: `T-${(count += 1)}`, ...draft },
    by: 'coordinator',
  });

  it('to everybody but coordinators', async () => {
    const one = await ready();
    expectRefusal(await town().untouched(() => send(one, town().api.anonymous())), 401, 'not-signed-in');
    for (const by of others) await refused({ ...one, by }, 403, 'forbidden');
  });

  it('in a programme that is not there', async () => {
    await refused({ ...(await ready()), path: path.replace('small-pilot', 'none') }, 404, 'not-found');
  });

  it('under a code that is taken', async () => {
    const { code } = await at('drafting');
    await refused({ ...(await ready()), body: { code, ...draft } }, 409, 'code-taken');
  });

  it.each<[string, Row, string[]]>([
    ['a malformed code', { code: 'a b' }, ['/code']],
    ['no provision', { provision: undefined }, ['/provision']],
    ['a name in one language', { name: { zh: '只有中文' } }, ['/name/en']],
    ['a blank name', { name: { zh: ' ', en: 'x' } }, ['/name/zh']],
    ['an unknown kind', { kind: 'law' }, ['/kind']],
    ['no measure', { measures: [] }, ['/measures']],
    ['a measure twice', { measures: [1, 1] }, ['/measures']],
    [
      'measures and regions that are not there',
      { measures: [1, 999], regions: ['MOON'] },
      ['/measures/1', '/regions/0'],
    ],
  ])('with %s', async (_, fields, pointers) => {
    const one = await ready();
    expect(pointersOf(await refused({ ...one, body: { ...one.body, ...fields } }, 422, 'invalid'))).toEqual(pointers);
  });
});

describe('what does not hold together is refused', () => {
  it('a submission without a provision, as the catalogue has it', async () => {
    const coordinator = await town().as('coordinator');
    const { body } = await coordinator.get<{ version: number; can: Row }>(`${path}/DRAFTED`);
    expect(body.can).toMatchObject({ edit: true, submit: false });
    const reply = await refused(
      { method: 'POST', path: `${path}/DRAFTED/submit`, ifMatch: body.version, by: 'coordinator' },
      409,
      'illegal-move',
    );
    expect(codesOf(reply)).toEqual(['provision-missing']);
  });

  it.each<[string, string, string, Row, string[]]>([
    [
      'an approval of tomorrow',
      'submitted',
      'approve',
      { documentNumber: 'D', approvedOn: '2021-12-17' },
      ['/approvedOn'],
    ],
    ['a day that is none', 'submitted', 'approve', { documentNumber: 'D', approvedOn: '2021-02-30' }, ['/approvedOn']],
    [
      'an approval by no document',
      'submitted',
      'approve',
      { documentNumber: ' ', approvedOn: '2021-12-01' },
      ['/documentNumber'],
    ],
    ['a start before the approval', 'approved', 'bring-into-force', { from: '2021-10-31' }, ['/from']],
    ['an end before the start', 'approved', 'bring-into-force', { from: '2021-12-01', to: '2021-11-30' }, ['/to']],
    [
      'a region that it does not cover',
      'approved',
      'bring-into-force',
      { from: '2021-12-01', regions: [{ region: 'NORTH', to: '2022-01-01' }] },
      ['/regions/0/region'],
    ],
    [
      'a region twice',
      'approved',
      'bring-into-force',
      { from: '2021-12-01', regions: [{ region: 'EAST' }, { region: 'EAST' }] },
      ['/regions'],
    ],
    [
      "a region's end before its start",
      'approved',
      'bring-into-force',
      { from: '2021-12-01', regions: [{ region: 'WEST', to: '2021-11-30' }] },
      ['/regions/0/to'],
    ],
    ['a change of nothing', 'in-force', 'change-window', { reason: 'None' }, ['']],
    ['a change for no reason', 'in-force', 'change-window', { to: null, reason: '    ' }, ['/reason']],
    ['an end in the past', 'in-force', 'change-window', { to: '2021-12-15', reason: 'Over' }, ['/to', '/to']],
    [
      'another start where it has begun',
      'in-force',
      'change-window',
      { from: '2021-12-20', reason: 'Late' },
      ['/from', '/from'],
    ],
    ['a lapse for no reason', 'in-force', 'lapse', {}, ['/reason']],
  ])('%s', async (_, status, act, body, pointers) => {
    const reply = await refused(request(act, await at(status), body), 422, 'invalid');
    expect(pointersOf(reply)).toEqual(pointers);
  });

  it.each(['status=gone', 'region=east!', 'measure=x', 'lapsingWithin=-1', 'lapsingWithin=soon', 'other=1'])(
    'the filter %s',
    async (query) => {
      const auditor = await town().as('auditor');
      expectRefusal(await auditor.get<Row>(`${path}?${query}`), 400, 'bad-request');
    },
  );
});

describe('the life', () => {
  it('goes from the draft to the lapse, each act an event with what it changed', async () => {
    const { code } = await at('lapsed');
    const { body, etag } = await (await town().as('lead.west')).get<Row & { history: Row[] }>(`${path}/${code}`);
    expect(etag).toBe('"5"');
    expect(body).toMatchObject({
      status: 'lapsed',
      statusText: { zh: '已失效', en: 'lapsed' },
      documentNumber: 'Doc 7',
      approvedOn: '2021-11-01',
      inForceFrom: '2021-11-15',
      inForceTo: '2022-12-31',
      lapsedOn: '2021-12-16',
      illustrative: false,
      datesIllustrative: false,
      measures: [1, 2],
      waiting: [{ no: 1, title: { en: 'Measure 1' } }, { no: 2 }],
      windows: [
        { region: 'EAST', phase: 'ended', daysLeft: null },
        { region: 'WEST', phase: 'ended' },
      ],
      can: { lapse: false },
      moves: [],
      blockers: [],
    });
    expect(body.history.map(({ kind, version, effectiveOn }) => [kind, version, effectiveOn])).toEqual([
      ['create-legal-adjustment', 1, '2021-12-16'],
      ['submit-legal-adjustment', 2, '2021-12-16'],
      ['approve-legal-adjustment', 3, '2021-11-01'],
      ['bring-legal-adjustment-into-force', 4, '2021-11-15'],
      ['lapse-legal-adjustment', 5, '2021-12-16'],
    ]);
    expect(body.history.at(-1)).toMatchObject({
      actor: { name: { en: 'coordinator' } },
      reason: 'Replaced by law',
      text: { zh: '失效', en: 'lapse' },
      data: {
        fromStatus: 'in-force',
        toStatus: 'lapsed',
        before: { lapsedOn: null },
        after: { lapsedOn: '2021-12-16' },
      },
    });
  });

  it('turns back when the approving body declines, and goes on', async () => {
    const life = await at('submitted');
    const coordinator = await town().as('coordinator');
    const returned = await send(request('return', life), coordinator);
    expect(returned).toMatchObject({ status: 200, etag: '"3"', body: { status: 'drafting', can: { edit: true } } });
    const edited = await send(
      request('edit', { ...life, version: 3 }, { provision: text('article 24'), regions: ['NORTH'], measures: [3] }),
      coordinator,
    );
    expect(edited.body).toMatchObject({
      provision: { en: 'article 24' },
      regions: ['NORTH'],
      measures: [3],
      name: draft.name,
    });
    expect((await send(request('submit', { ...life, version: 4 }), coordinator)).body).toMatchObject({
      status: 'submitted',
    });
  });

  it('keeps marking what is illustrative: dates of the catalogue stay so, those recorded here are not', async () => {
    const coordinator = await town().as('coordinator');
    const { body } = await coordinator.get<{ version: number }>(`${path}/IN-FORCE`);
    expect(body).toMatchObject({ illustrative: true, datesIllustrative: true, provision: null, documentNumber: null });
    const changed = await coordinator.post(
      `${path}/IN-FORCE/change-window`,
      { to: '2025-12-31', reason: 'An end is set' },
      { ifMatch: body.version },
    );
    expect(changed.body).toMatchObject({ inForceTo: '2025-12-31', illustrative: true, datesIllustrative: true });
  });

  it('runs once under one Idempotency-Key', async () => {
    const life = await at('drafting');
    const coordinator = await town().as('coordinator');
    const key = `once-${life.code}`;
    const first = await send(request('submit', life), coordinator, { key });
    const second = await send(request('submit', life), coordinator, { key });
    expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
    expect((await coordinator.get(`${path}/${life.code}`)).body).toMatchObject({ version: 2 });
  });
});

describe('windows', () => {
  it('are those of the region where it has its own', async () => {
    const life = await at('approved');
    const coordinator = await town().as('coordinator');
    const window = {
      from: '2021-12-01',
      to: '2022-01-15',
      regions: [{ region: 'WEST', from: '2021-12-20', to: '2022-06-30' }],
    };
    const { body } = await send(request('bring-into-force', life, window), coordinator);
    expect(body).toMatchObject({
      windows: [
        {
          region: 'EAST',
          inForceFrom: '2021-12-01',
          inForceTo: '2022-01-15',
          own: false,
          phase: 'in-force',
          daysLeft: 30,
        },
        {
          region: 'WEST',
          inForceFrom: '2021-12-20',
          inForceTo: '2022-06-30',
          own: true,
          phase: 'pending',
          daysLeft: null,
        },
      ],
    });
    const next = { regions: [{ region: 'WEST', from: null, to: null }], reason: 'As the others' };
    const changed = await send(request('change-window', { ...life, version: 4 }, next), coordinator);
    expect(changed.body).toMatchObject({
      windows: [{ own: false }, { region: 'WEST', inForceFrom: '2021-12-01', own: false }],
    });
  });

  it('are found by what is asked', async () => {
    const { code } = await at('in-force', { measures: [7], regions: ['NORTH'] });
    const auditor = await town().as('auditor');
    const codes = async (query: string) =>
      (await auditor.get<{ items: { code: string }[] }>(`${path}?${query}`)).body.items.map((item) => item.code);
    expect(await codes('measure=7')).toEqual([code]);
    expect(await codes('measure=7&status=drafting')).toEqual([]);
    expect(await codes('measure=7&region=EAST')).toEqual([]);
    expect(await codes('measure=7&region=NORTH&lapsingWithin=380')).toEqual([code]);
    expect(await codes('measure=7&lapsingWithin=379')).toEqual([]);
    expect(await codes('status=drafting')).toContain('DRAFTED');
  });
});

describe('what rests on it', () => {
  it('is counted by region and status, and listed where implemented; a region sees its own', async () => {
    const { item } = await built.stages.implemented(town().fresh({ place: 4 }));
    await built.stages.approved(town().fresh({ place: 4, region: 'WEST' }));
    const affected = async (who: string) =>
      (await (await town().as(who)).get<{ regions: Row[]; implemented: Row[] }>(`${path}/IN-FORCE/affected`)).body;
    const whole = await affected('coordinator');
    expect(whole.regions).toMatchObject([
      { region: 'EAST', inForce: true, counts: { open: 3, implemented: 1 } },
      { region: 'WEST', inForce: true, counts: { open: 3, approved: 1 } },
      { region: 'NORTH', inForce: true, counts: { open: 4 } },
    ]);
    expect(whole.implemented).toMatchObject([
      { id: item.id, measure: item.measure, implementedOn: '2021-12-01', lapsed: false },
    ]);
    const east = await affected('editor.east');
    expect([east.regions.map(({ region }) => region), east.implemented.length]).toEqual([['EAST'], 1]);
    const west = await affected('lead.west');
    expect([west.regions.map(({ region }) => region), west.implemented]).toEqual([['WEST'], []]);
    const nobody = await town().as('nobody');
    expect((await nobody.get(`${path}/IN-FORCE/affected`)).status).toBe(403);
    expect((await town().api.anonymous().get(`${path}/IN-FORCE/affected`)).status).toBe(401);
  });

  it('stays implemented when it lapses, and says so', async () => {
    const life = await at('in-force', { measures: [12], regions: ['EAST'] });
    const { item } = await built.stages.implemented(town().item(12));
    const coordinator = await town().as('coordinator');
    expect((await send(request('lapse', life), coordinator)).status).toBe(200);
    expect((await coordinator.get(`/work-items/${item.id}`)).body).toMatchObject({ status: 'implemented' });
    const { body } = await coordinator.get(`${path}/${life.code}/affected`);
    expect(body).toMatchObject({ implemented: [{ id: item.id, lapsed: true }] });
  });
});

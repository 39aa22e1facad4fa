import { type BuiltTown, buildTown } from '#libs/testing';
import {
  codesOf,
  expectRefusal,
  pointersOf,
  type Ready,
  refusesLikeEveryAct,
  refusesWithoutTheVersion,
  send,
} from '../implementation/refusals.js';

let built: BuiltTown;
beforeAll(async () => {
  built = await buildTown();
});
afterAll(() => built.town.close());
const town = () => built.town;

describe.each([
  ['revoke', 'implemented', 'approved', 'reinstate'],
  ['reinstate', 'exempt', 'open', 'revoke'],
] as const)('%s', (act, from, to, opposite) => {
  const ready = async (): Promise<Ready> => {
    const { item, version } = await built.stages[from]();
    return {
      method: 'POST',
      path: `/work-items/${item.id}/${act}`,
      body: { reason: 'An error' },
      ifMatch: version,
      by: 'coordinator',
    };
  };

  async function refused(request: Ready, status: number, code: string) {
    const client = await town().as(request.by);
    const reply = await town().untouched(() => send(request, client));
    expectRefusal(reply, status, code);
    return reply;
  }

  describe('refused', () => {
    refusesLikeEveryAct(town, ready, ['editor.east', 'lead.east', 'reviewer.trade', 'auditor', 'nobody']);
    refusesWithoutTheVersion(town, ready, async (request) => {
      expect((await send(request, await town().as('coordinator'))).status).toBe(200);
      return { move: act };
    });

    it.each([{}, { reason: '' }, { reason: '   ' }])('for no reason (%j): 422', async (body) => {
      expect(pointersOf(await refused({ ...(await ready()), body }, 422, 'invalid'))).toContain('/reason');
    });

    it.each(['approved', 'draft', 'proposed', opposite === 'revoke' ? 'implemented' : 'exempt'] as const)(
      'from another state (%s): 409',
      async (state) => {
        const { item, version } = await built.stages[state]();
        const request: Ready = { ...(await ready()), path: `/work-items/${item.id}/${act}`, ifMatch: version };
        expect(codesOf(await refused(request, 409, 'illegal-move'))).toContain('wrong-status');
      },
    );
  });

  it(`leads back to ${to}, with its reason in the history`, async () => {
    const request = await ready();
    const coordinator = await town().as('coordinator');
    const id = request.path.split('/')[2]!;
    expect((await coordinator.get(`/work-items/${id}`)).body).toMatchObject({
      can: { [act]: true, [opposite]: false },
    });
    const reply = await send(request, coordinator);
    expect(reply).toMatchObject({ status: 200, etag: `"${request.ifMatch! + 1}"`, body: { workItem: { status: to } } });
    const { body } = await coordinator.get<{ items: object[] }>(`/work-items/${id}/history`);
    expect(body.items.at(-1)).toMatchObject({ move: act, from, to, reason: 'An error', role: 'coordinator' });
    expect((await coordinator.get(`/work-items/${id}`)).body).toMatchObject({ status: to, implementedOn: null });
  });
});

import { Controller, Get, Global, Module } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Database, Once, UnitOfWork } from '#libs/database';
import { assertEveryRouteDeclared, IdentityHttpModule, Public, routesOf, SignedIn } from '#libs/identity';
import { Configuration, createLogger, PlatformModule } from '#libs/platform';
import { identityApi, type IdentityApi } from './identity-api.js';

let api: IdentityApi;

beforeAll(async () => {
  api = await identityApi();
});

afterAll(() => api.close());

describe('permissions', () => {
  it('without a session nothing but public routes answers', async () => {
    expect((await api.get('probe/decide')).statusCode).toBe(401);
    expect((await api.app.inject({ method: 'HEAD', url: '/api/v1/probe/decide' })).statusCode).toBe(401);
  });

  it.each([
    ['no role', []],
    ['an editor', [{ role: 'regional-editor', region: '320500' }]],
    ['a lead', [{ role: 'regional-lead', region: '320500' }]],
    ['a coordinator', [{ role: 'coordinator' }]],
    ['an auditor', [{ role: 'auditor' }]],
  ] as const)('%s may not decide', async (_, grants) => {
    const cookie = await api.cookieOf(await api.somebody(...grants));
    const answer = await api.get('probe/decide', cookie);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'forbidden', permission: 'submission.decide' });
  });

  it('a reviewer may, and the route knows who asks', async () => {
    const reviewer = await api.somebody({ role: 'reviewer', department: 'PBC' });
    const answer = await api.get('probe/decide', await api.cookieOf(reviewer));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      personId: reviewer.personId,
      accountId: reviewer.accountId,
      name: { zh: expect.any(String), en: expect.any(String) },
      language: 'zh',
      grants: [{ role: 'reviewer', department: 'PBC' }],
    });
  });

  it('a role that ends is gone at the next request, and one that begins is there', async () => {
    const somebody = await api.somebody({ role: 'reviewer', department: 'PBC' });
    const cookie = await api.cookieOf(somebody);
    await api.uow.run((tx) => api.people.endGrant(tx, somebody.personId, 'reviewer', { department: 'PBC' }));
    expect((await api.get('probe/decide', cookie)).statusCode).toBe(403);
    await api.uow.run((tx) => api.people.grant(tx, somebody.personId, 'reviewer', { department: 'MOE' }));
    expect((await api.get('probe/decide', cookie)).statusCode).toBe(200);
  });
});

describe('requests from another site', () => {
  const act = async (headers: Record<string, string>, payload: string | object = {}) => {
    const cookie = await api.cookieOf(await api.somebody());
    return api.app.inject({
      method: 'POST',
      url: '/api/v1/probe/act',
      headers: { cookie, host: 'measures.example', ...headers },
      payload,
    });
  };

  it.each([
    ['by Origin', { origin: 'https://evil.example' }],
    ['by an opaque Origin', { origin: 'null' }],
    ['by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['by a sibling host', { 'sec-fetch-site': 'same-site' }],
  ])('%s are refused', async (_, headers) => {
    const answer = await act(headers);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'cross-site' });
  });

  it.each([
    ['application/x-www-form-urlencoded', 'a=1'],
    ['text/plain', '{"a":1}'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/json garbage', '{}'],
  ])('a body of %s is refused', async (type, payload) => {
    const answer = await act({ 'content-type': type }, payload);
    expect(answer.statusCode).toBe(415);
    expect(answer.json()).toMatchObject({ code: 'unsupported-media-type' });
  });

  it('signing in is guarded too, and so is a path where nothing is', async () => {
    const { email } = await api.somebody();
    const origin = 'https://evil.example';
    expect((await api.signIn(email, undefined, { origin })).statusCode).toBe(403);
    const nowhere = await api.app.inject({ method: 'POST', url: '/api/v1/nowhere', headers: { origin }, payload: {} });
    expect(nowhere.statusCode).toBe(403);
  });

  it('no answer lets another site read it', async () => {
    const answer = await act({ origin: 'https://evil.example' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('the own page and programs pass', async () => {
    const page = { origin: 'https://measures.example', 'sec-fetch-site': 'same-origin' };
    expect((await act(page)).statusCode).toBe(201);
    expect((await act({})).statusCode).toBe(201);
  });
});

describe('routes that say nothing', () => {
  @Controller('forgotten')
  class ForgottenController {
    @Public()
    @Get('said')
    said(): void {}

    @Get('unsaid')
    unsaid(): void {}
  }

  @Module({ controllers: [ForgottenController] })
  class ForgottenModule {}

  const nothing = [Database, Once, UnitOfWork].map((provide) => ({ provide, useValue: {} }));

  @Global()
  @Module({ providers: nothing, exports: nothing })
  class NoDatabaseModule {}

  it('are named', async () => {
    const module = await Test.createTestingModule({ imports: [ForgottenModule] }).compile();
    expect(() => assertEveryRouteDeclared(module)).toThrow(/ForgottenController\.unsaid \(GET forgotten\/unsaid\)/);
    expect(() => assertEveryRouteDeclared(module)).not.toThrow(/ForgottenController\.said/);
  });

  it('keep the application from starting', async () => {
    const platform = PlatformModule.with({ configuration: new Configuration(), logger: createLogger('silent') });
    const imports = [platform, NoDatabaseModule, IdentityHttpModule, ForgottenModule];
    const module = await Test.createTestingModule({ imports }).compile();
    const app = module.createNestApplication(new FastifyAdapter());
    await expect(app.init()).rejects.toThrow(/Say who may use: ForgottenController\.unsaid/);
  });

  it('and saying it twice is refused, for one would silently win', () => {
    expect(() => {
      class TwiceController {
        @Public()
        @SignedIn()
        both(): void {}
      }
      return TwiceController;
    }).toThrow('TwiceController.both declares its access twice');
  });

  it('the application has none', () => {
    assertEveryRouteDeclared(api.app);
    expect(
      routesOf(api.app)
        .filter(({ access }) => access?.kind === 'public')
        .map(({ route }) => route),
    ).toContain('POST sessions');
  });
});

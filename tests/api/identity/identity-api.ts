import { Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UnitOfWork } from '#libs/database';
import { type Actor, Allow, CurrentActor, type Grant, Passwords, People, SignedIn } from '#libs/identity';
import { Clock, type Configuration } from '#libs/platform';
import { createTestApi } from '#libs/testing';

/** A clock that stands still until it is told to go on. */
export class StandingClock extends Clock {
  private time = new Date('2026-11-23T01:00:00Z').getTime();

  now(): Date {
    return new Date(this.time);
  }

  passSeconds(seconds: number): void {
    this.time += seconds * 1000;
  }
}

/** Routes of a feature lib, as far as these tests need one. */
@Controller('probe')
class ProbeController {
  @Allow('submission.decide')
  @Get('decide')
  decide(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @SignedIn()
  @Post('act')
  act(): object {
    return { done: true };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

export const password = 'correct horse battery staple';

export interface Somebody {
  personId: string;
  accountId: string;
  email: string;
}

export interface IdentityApi {
  app: NestFastifyApplication;
  clock: StandingClock;
  /** A new person with an account and these roles. */
  somebody(...grants: Grant[]): Promise<Somebody>;
  signIn(
    email: string,
    password?: string,
    headers?: Record<string, string>,
  ): ReturnType<NestFastifyApplication['inject']>;
  /** The cookie pair of a fresh session. */
  cookieOf(somebody: { email: string }): Promise<string>;
  get(path: string, cookie?: string): ReturnType<NestFastifyApplication['inject']>;
  people: People;
  uow: UnitOfWork;
  close(): Promise<void>;
}

/** The API on a database of its own, with sessions of 30 idle minutes and 8 hours. */
export async function identityApi(configuration: Partial<Configuration> = {}): Promise<IdentityApi> {
  const clock = new StandingClock();
  const limits = { SESSION_IDLE_MINUTES: 30, SESSION_HOURS: 8 };
  const test = await createTestApi({ configuration: { ...limits, ...configuration }, clock, more: [ProbeModule] });
  const { app } = test;
  const people = app.get(People, { strict: false });
  const uow = app.get(UnitOfWork, { strict: false });
  const passwordHash = await app.get(Passwords, { strict: false }).hash(password);
  let count = 0;

  const api: IdentityApi = {
    app,
    clock,
    people,
    uow,
    async somebody(...grants) {
      const email = `somebody.${(count += 1)}@demo.example`;
      const name = { zh: `某人${count}`, en: `Somebody ${count}` };
      const [member] = await uow.run((tx) => people.createPeople(tx, [{ name, email, passwordHash, grants }]));
      return member!;
    },
    signIn: (email, given = password, headers = {}) =>
      app.inject({ method: 'POST', url: '/api/v1/sessions', headers, payload: { email, password: given } }),
    async cookieOf({ email }) {
      const answer = await api.signIn(email);
      return String(answer.headers['set-cookie']).split(';')[0]!;
    },
    get: (path, cookie) => app.inject({ method: 'GET', url: `/api/v1/${path}`, headers: cookie ? { cookie } : {} }),
    close: () => test.close(),
  };
  return api;
}

import { UnitOfWork } from '#libs/database';
import { Passwords, People } from '#libs/identity';
import { type BuiltTown, buildTown, type Reply, type TestClient, testPassword } from '#libs/testing';

export type Body = Record<string, unknown> & { id: string; version: number };
export type Answer = Reply<Body>;

/** A town with a second coordinator, one measure implemented, and the moment after it. */
export interface Newsroom extends BuiltTown {
  first: TestClient;
  second: TestClient;
  /** When one measure was implemented and no more. */
  knownAt: string;
  prepare(more?: object): Promise<Answer>;
  act(who: TestClient, answer: Answer, what: string, content?: object): Promise<Answer>;
  published(more?: object): Promise<Answer>;
  close(): Promise<void>;
}

export const said = (implemented: number, counted: number) => [
  { zh: `${counted}项举措中${implemented}项已落地`, en: `${implemented} of ${counted}` },
];

export async function newsroom(measures: number): Promise<Newsroom> {
  const built = await buildTown({ measures });
  const { app } = built.town.api;
  const passwordHash = await app.get(Passwords, { strict: false }).hash(testPassword);
  const another = {
    name: { zh: '第二统筹', en: 'Second coordinator' },
    email: 'coordinator2@town.example',
    passwordHash,
    grants: [{ role: 'coordinator' as const }],
  };
  const people = app.get(People, { strict: false });
  await app.get(UnitOfWork, { strict: false }).run((tx) => people.createPeople(tx, [another]));
  const [first, second] = [await built.town.as('coordinator'), await built.town.as('coordinator2')];
  await built.stages.implemented();
  const url = `/programmes/${built.town.programme}/completion?asOf=2021-12-16`;
  const { knownAt } = (await first.get<{ knownAt: string }>(url)).body;
  const act = (who: TestClient, { body }: Answer, what: string, content?: object): Promise<Answer> =>
    who.post<Body>(`/statements/${body.id}/${what}`, content, { ifMatch: body.version });
  const prepare = (more: object = {}): Promise<Answer> =>
    first.post<Body>(`/programmes/${built.town.programme}/statements`, {
      knownAt,
      wordings: said(1, measures),
      ...more,
    });
  return {
    ...built,
    first,
    second,
    knownAt,
    prepare,
    act,
    published: async (more) => act(first, await act(second, await prepare(more), 'clear'), 'publish'),
    close: () => built.town.close(),
  };
}

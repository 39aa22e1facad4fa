import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type AddressObject, simpleParser } from 'mailparser';
import { EventLog } from '#libs/audit';
import { DatabaseModule, UnitOfWork } from '#libs/database';
import { NotificationsJobsModule, notifyingKinds, NoticeWriter } from '#libs/notifications';
import { createLogger, loadConfiguration, PlatformModule } from '#libs/platform';
import { JobRunner, QueuesModule } from '#libs/queues';
import { buildTown, type Stages, type Town } from '#libs/testing';
import { until } from './job-worker.js';
import { MailSink } from './mail-sink.js';

let town: Town;
let stages: Stages;
let sink: MailSink;
let smtpUrl: string;
let worker: INestApplicationContext | undefined;

beforeAll(async () => {
  ({ town, stages } = await buildTown({ measures: 60 }));
  await town.database.rows(`delete from event_subscription where job <> 'prepare-notices'`);
  await town.database.rows('delete from outbox');
  sink = new MailSink();
  smtpUrl = await sink.open();
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
  sink.arrived.length = 0;
  sink.refuseWith = undefined;
  await town.database.rows('delete from mail');
  await town.database.rows('delete from notice');
  await town.database.rows('delete from outbox');
});
afterAll(async () => {
  await sink.close();
  await town.close();
});

const publicUrl = { PUBLIC_URL: 'https://measures.example/app' };

/** Only the jobs of these libs, so that no other job's mail or trouble comes between. */
@Module({})
class NotifierModule {}

async function work(environment: Record<string, string> = { SMTP_URL: smtpUrl }): Promise<void> {
  await worker?.close();
  worker = await startWorker(environment);
}

async function startWorker(environment: Record<string, string>): Promise<INestApplicationContext> {
  const url = town.api.databaseUrl;
  const configuration = loadConfiguration({ DATABASE_URL: url, ...publicUrl, ...environment });
  const imports = [
    PlatformModule.with({ configuration, logger: createLogger('silent') }),
    DatabaseModule.with({ url, pool: 6, applicationName: 'test-worker' }),
    QueuesModule.forWorker([]),
    NotificationsJobsModule,
  ];
  const app = await NestFactory.createApplicationContext({ module: NotifierModule, imports }, { logger: false });
  await app.get(JobRunner).start();
  return app;
}

const count = async (from: 'notice' | 'mail' | 'outbox') => {
  const texts = {
    notice: 'select count(*)::int as count from notice',
    mail: 'select count(*)::int as count from mail',
    outbox: 'select count(*)::int as count from outbox where dead_at is null',
  };
  return (await town.database.row<{ count: number }>(texts[from]))!.count;
};
const done = () => until(async () => (await count('outbox')) === 0);
const told = async () =>
  (
    await town.database.rows<{ email: string }>(
      'select a.email from notice n join account a on a.person_id = n.person_id order by n.event_seq, a.email',
    )
  ).map(({ email }) => email.split('@')[0]);
const mails = () =>
  town.database.rows<{ state: string; error: string | null; sentAt: Date | null; messageId: string }>(
    'select state, error, sent_at as "sentAt", message_id as "messageId" from mail order by id',
  );

it('tells the reviewers of the deciding department and nobody else, in the app and by mail', async () => {
  const { item } = await stages.proposed();
  await work();
  await done();
  expect(await told()).toEqual(['both', 'reviewer.trade', 'reviewer2.trade']);
  expect(sink.arrived.map(({ to }) => to).toSorted()).toEqual([
    ['both@town.example'],
    ['reviewer.trade@town.example'],
    ['reviewer2.trade@town.example'],
  ]);
  const { from, mail } = sink.arrived.find(({ to }) => to[0] === 'both@town.example')!;
  expect(from).toBe('measures@localhost');
  expect(mail.subject).toBe(`EAST地区报送了申报：第 ${item.measure} 项 举措${item.measure}（示意）`);
  expect((mail.to as AddressObject).value).toEqual([{ name: '人员 both', address: 'both@town.example' }]);
  expect(mail.text).toContain(`https://measures.example/app/work-items/${item.id}`);
  expect(mail.text).toContain('您收到此通知，因为您是TRADE部门的审核员。');
  expect(mail.html).toContain(`href="https://measures.example/app/work-items/${item.id}"`);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(await mails()).toHaveLength(3);
  for (const { state, sentAt } of await mails())
    expect({ state, sentAt }).toEqual({ state: 'sent', sentAt: expect.any(Date) });
});

it('tells the region of a decision with its reason, and never the actor', async () => {
  const proposed = await stages.proposed();
  await town.database.rows('delete from outbox');
  await stages.decided(proposed, 'return');
  // The person who leads EAST and reviews for TRADE is told of the decision as one of the region.
  await work();
  await done();
  expect(await told()).toEqual(['both', 'editor-and-lead', 'editor.east', 'lead.east']);
  expect(sink.arrived[0]!.mail.text).toContain('理由：Not yet');

  await town.database.rows('delete from notice');
  const lead = await town.as('both');
  const draft = await stages.draft();
  await lead.post(`/submissions/${draft.id}/submit`, undefined, { ifMatch: draft.version });
  await work();
  await done();
  expect(await told()).toEqual(['reviewer.trade', 'reviewer2.trade']);
});

it('makes one notice and one mail however often an event is delivered, by two workers', async () => {
  await stages.proposed();
  for (let time = 0; time < 2; time += 1) {
    await town.database.rows(
      `insert into outbox (job, event_seq) select job, event_seq from outbox where job = 'prepare-notices'`,
    );
  }
  await work();
  const second = await startWorker({ SMTP_URL: smtpUrl });
  await done();
  // What comes again when all is done changes nothing either.
  await town.database.rows(`insert into outbox (job, event_seq) select 'prepare-notices', event_seq from notice`);
  await town.database.rows(
    `insert into outbox (job, data) select 'send-mail', jsonb_build_object('mail', id) from mail`,
  );
  await done();
  await second.close();
  expect(await count('notice')).toBe(3);
  expect(await count('mail')).toBe(3);
  expect(sink.arrived).toHaveLength(3);
  expect(new Set(sink.arrived.map(({ mail }) => mail.messageId)).size).toBe(3);
});

it('keeps one Message-ID over all attempts', async () => {
  await stages.proposed();
  sink.refuseWith = 450;
  await work();
  await until(async () => {
    const row = await town.database.row<{ failed: number }>(
      `select count(*)::int as failed from outbox where job = 'send-mail' and last_error is not null`,
    );
    return row!.failed === 3;
  });
  expect((await mails()).map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);
  sink.refuseWith = undefined;
  await town.database.rows('update outbox set available_at = now()');
  await done();
  expect(sink.arrived.map(({ mail }) => mail.messageId).toSorted()).toEqual(
    (await mails()).map(({ messageId }) => `<${messageId}>`).toSorted(),
  );
});

it('says with the mail that it was given up', async () => {
  await stages.proposed();
  sink.refuseWith = 550;
  await work();
  await until(async () => (await count('mail')) === 3);
  await worker?.close();
  await town.database.rows('update outbox set attempts = 9, available_at = now()');
  await work();
  await done();
  for (const mail of await mails()) {
    expect(mail).toMatchObject({ state: 'failed', error: expect.stringContaining('refused'), sentAt: null });
  }
});

it.each(['both@town.example\r\nbcc: evil@town.example', 'both@town.example,evil@town.example'])(
  'refuses the address %j and sends nothing to anybody for it',
  async (address) => {
    await stages.proposed();
    await town.database.rows('update account set email = $1 where email like $2', [address, 'both@%']);
    try {
      await work();
      await done();
    } finally {
      await town.database.rows('update account set email = $1 where email = $2', ['both@town.example', address]);
    }
    expect(sink.arrived.flatMap(({ to }) => to).toSorted()).toEqual([
      'reviewer.trade@town.example',
      'reviewer2.trade@town.example',
    ]);
    expect((await mails()).filter(({ state }) => state === 'failed')).toEqual([
      {
        state: 'failed',
        error: 'the address is not one plain e-mail address',
        sentAt: null,
        messageId: expect.any(String),
      },
    ]);
  },
);

it('does not let names, titles and reasons become headers or markup', async () => {
  const name = '<b>假</b>", evil@town.example\r\nBcc: evil@town.example';
  await town.database.rows('update person set name_zh = $1 where id = $2', [name, town.people.get('both')]);
  await town.database.rows(`update measure set title_zh = '<script>alert(1)</script>'`);
  await stages.proposed();
  await work();
  await done();
  const { mail, to } = sink.arrived.find(({ to: [address] }) => address === 'both@town.example')!;
  expect(to).toEqual(['both@town.example']);
  expect(mail.bcc).toBeUndefined();
  expect((mail.to as AddressObject).value).toEqual([
    { name: '<b>假</b>", evil@town.example Bcc: evil@town.example', address: 'both@town.example' },
  ]);
  expect(mail.html).toContain('&lt;script&gt;');
  expect(mail.html).not.toContain('<script>');
  await town.database.rows(`update measure set title_zh = '举措' || no`);
  await town.database.rows('update person set name_zh = $1 where id = $2', ['人员 both', town.people.get('both')]);
});

it('sends nothing to those who have left', async () => {
  await stages.proposed();
  await work({ SMTP_URL: 'smtp://127.0.0.1:1' });
  await until(async () => (await count('mail')) === 3);
  await town.database.rows('update person set disabled_at = now() where id = $1', [town.people.get('both')]);
  await town.database.rows('update outbox set available_at = now()');
  await work();
  await done();
  await town.database.rows('update person set disabled_at = null where id = $1', [town.people.get('both')]);
  expect(sink.arrived.flatMap(({ to }) => to)).not.toContain('both@town.example');
  expect((await mails()).filter(({ state }) => state === 'failed')).toMatchObject([
    { error: 'the recipient is no longer active' },
  ]);
});

it('writes each mail as one .eml file when there is no mail server', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mail-test-'));
  await town.database.rows(`update person set language = 'en' where id = $1`, [town.people.get('both')]);
  const { item } = await stages.proposed();
  await work({ DATA_DIR: folder });
  await done();
  await town.database.rows(`update mail set state = 'pending', sent_at = null`);
  await town.database.rows(
    `insert into outbox (job, data) select 'send-mail', jsonb_build_object('mail', id) from mail`,
  );
  await done();
  const files = await readdir(join(folder, 'mail'));
  expect(files).toHaveLength(3);
  const parsed = await Promise.all(files.map(async (file) => simpleParser(await readFile(join(folder, 'mail', file)))));
  const english = parsed.find(({ to }) => (to as AddressObject).text.includes('both@town.example'))!;
  expect(english.subject).toBe(
    `Region EAST submitted the proposal: measure ${item.measure}, Measure ${item.measure} (illustrative)`,
  );
  expect(english.text).toContain('You receive this because you review for Department TRADE.');
  expect(new Set(files)).toEqual(new Set(parsed.map(({ messageId }) => `${/<([^@]+)@/.exec(messageId!)![1]}.eml`)));
  await town.database.rows(`update person set language = 'zh' where id = $1`, [town.people.get('both')]);
  await rm(folder, { recursive: true });
});

it('makes notices for past events without mail, for the demonstration', async () => {
  await stages.implemented();
  await town.database.rows('delete from outbox');
  await work();
  const events = worker!.get(EventLog, { strict: false });
  const writer = worker!.get(NoticeWriter, { strict: false });
  const seqs = await town.database.rows<{ seq: string }>('select seq from event order by seq desc limit 6');
  const write = () =>
    worker!.get(UnitOfWork, { strict: false }).run(async (tx) => {
      const logged = await events.withSeqs(
        tx,
        seqs.map(({ seq }) => seq),
      );
      return writer.noticesFor(tx, logged, { mail: false });
    });
  expect(await write()).toEqual({ notices: 14, mails: 0 });
  expect(await write()).toEqual({ notices: 0, mails: 0 });
  expect(await count('mail')).toBe(0);
  const differing = await town.database.rows(
    'select from notice n join event e on e.seq = n.event_seq where n.created_at <> e.recorded_at',
  );
  expect(differing).toEqual([]);
});

it('subscribes to exactly the events that notify', async () => {
  const rows = await town.database.rows<{ kind: string }>(
    `select kind from event_subscription where job = 'prepare-notices' order by kind`,
  );
  expect(rows.map(({ kind }) => kind).toSorted()).toEqual(notifyingKinds.toSorted());
});

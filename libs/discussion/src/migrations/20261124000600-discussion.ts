import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comments in threads, reviewers' notes, and who follows what. All times are business time. */
export class Discussion20261124000600 implements MigrationInterface {
  name = 'Discussion20261124000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(threads);
    await runner.query(comments);
    await runner.query(notes);
    await runner.query(following);
    for (const table of ['comment_text', 'reviewer_note']) {
      await runner.query(`
        create trigger ${table}_append_only before update or delete on ${table}
          for each row execute function refuse_change()
      `);
    }
    for (const table of ['comment_thread', 'comment', 'comment_text', 'reviewer_note']) {
      await runner.query(`
        create trigger ${table}_never_emptied before truncate on ${table}
          for each statement execute function refuse_change()
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table work_item_follower, reviewer_note, comment_text, comment, comment_thread');
    await runner.query('drop function check_thread(), check_comment_change(), check_note()');
  }
}

/*
 * A thread has the id of its first comment. Its audience is settled when it begins and never widened: what a region says
 * about a draft stays with the region.
 */
const threads = `
  create table comment_thread (
    id uuid primary key,
    work_item_id uuid not null references work_item (id),
    submission_id uuid references submission (id),
    audience text not null check (audience in ('shared', 'region')),
    opened_by uuid not null references person (id),
    opened_at timestamptz not null,
    resolved_by uuid references person (id),
    resolved_at timestamptz,
    constraint comment_thread_audience unique (id, audience),
    constraint comment_thread_resolved check ((resolved_by is null) = (resolved_at is null)),
    constraint comment_thread_of_region check (audience = 'shared' or submission_id is not null)
  );
  create index comment_thread_of_item on comment_thread (work_item_id, opened_at desc, id desc);
  create index comment_thread_of_submission on comment_thread (submission_id, opened_at desc, id desc)
    where submission_id is not null;
  create function check_thread() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'a thread is never deleted' using errcode = 'MT060';
    elsif tg_op = 'UPDATE' then
      if (new.id, new.work_item_id, new.submission_id, new.audience, new.opened_by, new.opened_at)
          is distinct from (old.id, old.work_item_id, old.submission_id, old.audience, old.opened_by, old.opened_at) then
        raise exception 'of a thread only its resolution changes' using errcode = 'MT060';
      end if;
    elsif new.submission_id is not null and not exists (
        select from submission s where s.id = new.submission_id and s.work_item_id = new.work_item_id
          and (new.audience = 'region' or s.round > 0)) then
      raise exception 'the thread is not about a submission of its work item that its readers know' using errcode = 'MT060';
    end if;
    return new;
  end $$;
  create trigger comment_thread_whole before insert or update or delete on comment_thread
    for each row execute function check_thread()
`;

/* Place 0 is the first comment of its thread, the others are replies. Every text that it had is kept. */
const comments = `
  create table comment (
    id uuid primary key,
    thread_id uuid not null,
    audience text not null,
    place integer not null check (place between 0 and 200),
    author uuid not null references person (id),
    on_behalf_of uuid references person (id),
    role text not null,
    side text not null check (side in ('region', 'ministry')),
    version integer not null default 1 check (version >= 1),
    written_at timestamptz not null,
    withdrawn_at timestamptz,
    constraint comment_place_once unique (thread_id, place),
    constraint comment_first check ((place = 0) = (id = thread_id)),
    constraint comment_of_its_side check (audience = 'shared' or side = 'region'),
    foreign key (thread_id, audience) references comment_thread (id, audience)
  );
  create table comment_text (
    comment_id uuid not null references comment (id) deferrable initially deferred,
    version integer not null check (version between 1 and 21),
    body text not null check (btrim(body) <> '' and char_length(body) <= 5000),
    mentions uuid[] not null default '{}' check (cardinality(mentions) <= 20),
    written_at timestamptz not null,
    primary key (comment_id, version)
  );
  alter table comment add constraint comment_has_text foreign key (id, version)
    references comment_text (comment_id, version) deferrable initially deferred;
  create function check_comment_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'a comment is never deleted' using errcode = 'MT061';
    end if;
    if (new.id, new.thread_id, new.audience, new.place, new.author, new.on_behalf_of, new.role, new.side, new.written_at)
        is distinct from (old.id, old.thread_id, old.audience, old.place, old.author, old.on_behalf_of, old.role, old.side,
          old.written_at)
        or old.withdrawn_at is not null or new.version not in (old.version, old.version + 1) then
      raise exception 'comment % cannot change so', old.id using errcode = 'MT061';
    end if;
    return new;
  end $$;
  create trigger comment_legal_change before update or delete on comment
    for each row execute function check_comment_change()
`;

/* Nobody of the item's region writes one or is mentioned in one, whatever other roles the person holds. */
const notes = `
  create table reviewer_note (
    id uuid primary key default uuidv7(),
    work_item_id uuid not null references work_item (id),
    author uuid not null references person (id),
    on_behalf_of uuid references person (id),
    role text not null check (role in ('reviewer', 'coordinator')),
    body text not null check (btrim(body) <> '' and char_length(body) <= 5000),
    mentions uuid[] not null default '{}' check (cardinality(mentions) <= 20),
    written_at timestamptz not null
  );
  create index reviewer_note_of_item on reviewer_note (work_item_id, written_at desc, id desc);
  create function check_note() returns trigger language plpgsql as $$
  begin
    if exists (
        select from role_grant g join work_item w on w.id = new.work_item_id
        where g.person_id = any(new.author || new.mentions) and g.region = w.region and g.ended_at is null) then
      raise exception 'a reviewers'' note and the region of its work item' using errcode = 'MT062';
    end if;
    return new;
  end $$;
  create trigger reviewer_note_never_of_region before insert on reviewer_note
    for each row execute function check_note()
`;

const following = `
  create table work_item_follower (
    work_item_id uuid not null references work_item (id),
    person_id uuid not null references person (id),
    since timestamptz not null,
    primary key (work_item_id, person_id)
  );
  create index work_item_follower_of_person on work_item_follower (person_id, since desc, work_item_id desc)
`;

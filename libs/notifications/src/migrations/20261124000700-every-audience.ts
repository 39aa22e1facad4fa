import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices of events that are no moves: about an item by its comments and terms, or about none at all. */
export class EveryAudience20261124000700 implements MigrationInterface {
  name = 'EveryAudience20261124000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table notice
        alter column work_item_id drop not null,
        alter column programme drop not null,
        add subject text check (char_length(subject) between 1 and 300),
        drop constraint notice_audience_check,
        add constraint notice_audience_check check (audience in (${quoted(audiences)}))
    `);
    // Several events of one warning, such as one per region, tell a person once.
    await runner.query(
      'create unique index notice_subject_once on notice (person_id, subject) where subject is not null',
    );
    await runner.query(`
      insert into event_subscription (job, kind) select 'prepare-notices', unnest(array[${quoted(kinds)}])
    `);
  }

  /** Fails where somebody was told for one of the new reasons: what was told is not taken back. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from event_subscription where job = 'prepare-notices' and kind = any(array[${quoted(kinds)}])
    `);
    await runner.query('drop index notice_subject_once');
    await runner.query(`
      alter table notice
        alter column work_item_id set not null,
        alter column programme set not null,
        drop column subject,
        drop constraint notice_audience_check,
        add constraint notice_audience_check check (audience in ('lead-department', 'region'))
    `);
  }
}

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');

const audiences = [
  'represented',
  'mentioned',
  'successor',
  'named',
  'asked',
  'requester',
  'asker',
  'participant',
  'holder',
  'head',
  'lead-department',
  'region-leads',
  'region',
  'adjustment-departments',
  'adjustment-regions',
  'every-region-lead',
  'coordinators',
  'follower',
];

const kinds = [
  'request-sign-off',
  'sign-off',
  'decline-sign-off',
  'acknowledge',
  'hand-over',
  'ask-opinions',
  'give-opinion',
  'set-regional-sign-off',
  'name-substitute',
  'end-substitution',
  'name-department-head',
  'comment',
  'edit-comment',
  'resolve-comment',
  'reopen-comment',
  'write-note',
  'submit-legal-adjustment',
  'return-legal-adjustment',
  'approve-legal-adjustment',
  'bring-legal-adjustment-into-force',
  'lapse-legal-adjustment',
  'change-legal-adjustment',
  'warn-legal-adjustment-90',
  'warn-legal-adjustment-30',
  'warn-legal-adjustment-lapsed',
  'remind-review',
  'escalate-review',
  'remind-target',
  'escalate-target',
  'remind-opinion',
  'set-terms',
  'set-calendar',
  'attach-signed-scan',
];

/**
 * What an amendment `s` changes and the approvals that it stands on, as JSON; null for other kinds. The plan that it
 * was begun with is the one that the approvals before its first event left: none can come in between, since a work
 * item has one undecided submission at most. So it stays readable whatever is approved later.
 */
export const amendmentOfSubmission = `
  case when s.kind = 'amendment' then jsonb_build_object(
    'written', s.content->'plan',
    'sent', (select r.content->'plan' from submission_round r where r.submission_id = s.id order by r.round desc limit 1),
    'approvals', (select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'plan', r.content->'plan') order by e.item_version), '[]')
      from event e
      join submission p on p.id = e.submission_id
      join decision d on d.submission_id = p.id and d.outcome = 'approve'
      join submission_round r on r.submission_id = d.submission_id and r.round = d.round
      where e.work_item_id = s.work_item_id and e.move in ('approve-proposal', 'approve-amendment')
        and e.item_version < (select min(b.item_version) from event b
          where b.work_item_id = s.work_item_id and b.submission_id = s.id))) end`;

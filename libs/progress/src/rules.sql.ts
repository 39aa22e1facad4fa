/**
 * The rule by which measure `m` counts now: its own latest version, else the catalogue's, where either is null the
 * programme's. Parameter: $1 programme.
 */
export const presentRule = `coalesce(
    (select case when own.version is null then m.counting_rule else own.rule end
     from (select) one left join lateral (
       select o.version, o.rule from measure_counting_rule o
       where o.programme = m.programme and o.measure = m.no order by o.version desc limit 1) own on true),
    (select jsonb_build_object('kind', kind, 'n', n, 'numerator', numerator, 'denominator', denominator)
     from counting_rule where programme = $1 order by version desc limit 1))`;

/** Parameters: programme, measure numbers. Read in the transaction that counts, so that no rule is stale. */
export const presentRules = `
  select m.no as measure, ${presentRule} as rule from measure m where m.programme = $1 and m.no = any($2::integer[])`;

/** The tallies of all measures, as the counters have them. Parameter: programme. */
export const talliesOfMeasures = `
  select measure, open, proposed, approved, implemented, exempt from completion
  where programme = $1 and level = 'work-item' and dimension = 'measure'`;

/** A person as answers name them, from a row of `person`. */
export const personNamed = (alias: string) =>
  `json_build_object('id', ${alias}.id, 'name', json_build_object('zh', ${alias}.name_zh, 'en', ${alias}.name_en))`;

/**
 * By what a person can act at a business moment: their own grants, then those carried for others. `person` and `moment`
 * are fixed texts: a column and a parameter.
 */
export const actingGrantsOf = (person: string, moment: string) => `
  coalesce((
    select json_agg(json_strip_nulls(json_build_object(
      'role', held.role, 'region', held.region, 'department', held.department,
      'onBehalfOf', case when absent.id is not null then json_build_object(
        'personId', absent.id, 'name', json_build_object('zh', absent.name_zh, 'en', absent.name_en)
      ) end
    )) order by absent.id nulls first, held.role, held.region, held.department)
    from acting_grant held left join person absent on absent.id = held.on_behalf_of
    where held.person_id = ${person} and held.starts_at <= ${moment} and held.ends_at > ${moment}
  ), '[]')
`;

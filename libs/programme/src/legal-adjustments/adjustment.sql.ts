const pair = (name: string, as: string): string =>
  `json_build_object('zh', x.${name}_zh, 'en', x.${name}_en) as "${as}"`;

/** The columns of a `LegalAdjustment`; the table is `x`. */
export const adjustmentColumns = `
  x.code, x.version, ${pair('name', 'name')}, x.kind, ${pair('instrument', 'instrument')},
  case when x.provision_zh is not null then json_build_object('zh', x.provision_zh, 'en', x.provision_en) end as provision,
  ${pair('approving_body', 'approvingBody')}, x.status, x.document_number as "documentNumber",
  x.approved_on as "approvedOn", x.in_force_from as "inForceFrom", x.in_force_to as "inForceTo", x.lapsed_on as "lapsedOn",
  x.dates_source as "datesSource", x.dates_illustrative as "datesIllustrative", x.source, x.illustrative,
  array(select a.region from legal_adjustment_region a
    join programme_region o on o.programme = a.programme and o.region = a.region
    where a.programme = x.programme and a.legal_adjustment = x.code order by o.position) as regions,
  (select coalesce(json_agg(json_build_object('region', a.region, 'inForceFrom', a.in_force_from, 'inForceTo', a.in_force_to)
      order by o.position), '[]')
    from legal_adjustment_region a join programme_region o on o.programme = a.programme and o.region = a.region
    where a.programme = x.programme and a.legal_adjustment = x.code) as windows,
  array(select m.measure from measure_legal_adjustment m
    where m.programme = x.programme and m.legal_adjustment = x.code order by m.measure) as measures`;

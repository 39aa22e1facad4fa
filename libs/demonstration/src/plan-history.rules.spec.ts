import { createHash } from 'node:crypto';
import { isWorkday } from 'chinese-days';
import type { LegalAdjustment, Measure, ProgrammeReference } from '#libs/programme';
import { castOf } from './cast.rules.js';
import { builtInDemonstration, type DemonstrationSettings } from './demonstration.settings.js';
import { planHistory } from './plan-history.rules.js';
import type { ScriptedAct } from './script.js';
import { wavesOf } from './replay.js';

/** A programme of another size than the built-in one: nothing in the generator is tied to that. */
const programme = sample({ tasks: 5, measures: 40, regions: 9, departments: 6 });
const settings: DemonstrationSettings = {
  ...builtInDemonstration,
  implementedMeasures: 33,
  untouched: { region: 'R3', measures: 4 },
};
const acts = planHistory(programme, settings);

test('two generations are equal, another seed gives another history', () => {
  const hash = (all: ScriptedAct[]) => createHash('sha256').update(JSON.stringify(all)).digest('hex');
  expect(hash(planHistory(programme, settings))).toBe(hash(acts));
  expect(hash(planHistory(programme, { ...settings, seed: 'other' }))).not.toBe(hash(acts));
});

test('exactly the wanted number of measures is implemented', () => {
  const implemented = new Set(
    [...ofEachItem()].filter(([, story]) => fold(story) === 'implemented').map(([, [first]]) => first?.measure),
  );
  expect(implemented.size).toBe(33);
});

test('of what is implemented nowhere, three measures wait for the law', () => {
  const implemented = new Set(
    [...ofEachItem().values()].filter((story) => fold(story) === 'implemented').map(([first]) => first?.measure),
  );
  const held = [...programme.measures.values()].filter(({ no }) => !implemented.has(no));
  expect(held).toHaveLength(7);
  expect(held.filter(({ legalAdjustments }) => legalAdjustments.length > 0)).toHaveLength(3);
  expect(new Set(held.map(({ task }) => task)).size).toBeGreaterThanOrEqual(4);
});

test('every item moves in the legal order and forward in time', () => {
  for (const story of ofEachItem().values()) {
    expect(fold(story)).not.toBe('illegal');
    story
      .slice(1)
      .forEach((act, index) => expect(act.at.getTime()).toBeGreaterThan(story[index]?.at.getTime() ?? Infinity));
  }
});

test('all acts lie on working days within the period, in office hours, in the order of time', () => {
  for (const [index, { at }] of acts.entries()) {
    const local = new Date(at.getTime() + 8 * 60 * 60 * 1000).toISOString();
    expect(isWorkday(local.slice(0, 10))).toBe(true);
    expect(local.slice(11, 13) >= '08' && local.slice(11, 16) < '17:30').toBe(true);
    expect(local.slice(0, 10) >= settings.from && at < settings.businessStart).toBe(true);
    expect(at.getTime()).toBeGreaterThanOrEqual(acts[index - 1]?.at.getTime() ?? 0);
  }
});

test('nothing takes effect before the law allows it, nor after its report', () => {
  const reports = acts.filter((act) => act.verb === 'start' && act.kind === 'implementation-report');
  expect(reports.length).toBeGreaterThan(50);
  for (const act of reports) {
    if (act.verb !== 'start') continue;
    const [adjustment] = programme.measures.get(act.measure)?.legalAdjustments ?? [];
    const inForce = adjustment ? programme.legalAdjustments.get(adjustment)?.inForceFrom : undefined;
    expect((act.content.effectiveOn ?? '') >= (inForce ?? '2020-08-24')).toBe(true);
    expect((act.content.effectiveOn ?? '9') <= act.at.toISOString().slice(0, 10)).toBe(true);
  }
});

test('everybody who acts is in the cast, on the right side', () => {
  const cast = new Map(castOf(programme).map((member) => [member.account, member.grants[0]]));
  for (const act of acts) {
    const grant = cast.get(act.by);
    const { leadDepartment } = programme.measures.get(act.measure) ?? {};
    if (act.verb === 'decide') expect(grant).toEqual({ role: 'reviewer', department: leadDepartment });
    else
      expect(grant).toEqual({
        role: act.verb === 'start' || act.verb === 'edit' ? 'regional-editor' : 'regional-lead',
        region: act.region,
      });
  }
});

test('some measures of one region are untouched', () => {
  const touched = new Set(acts.filter(({ region }) => region === 'R3').map(({ measure }) => measure));
  const untouched = [...programme.measures.values()].filter(({ no }) => !touched.has(no));
  expect(new Set(untouched.map(({ leadDepartment }) => leadDepartment)).size).toBeGreaterThanOrEqual(4);
});

test('a wave never holds two acts of one item', () => {
  const waves = wavesOf(acts);
  expect(waves.flat()).toHaveLength(acts.length);
  for (const wave of waves)
    expect(new Set(wave.map(({ measure, region }) => `${measure}/${region}`)).size).toBe(wave.length);
});

function ofEachItem(): Map<string, ScriptedAct[]> {
  const stories = new Map<string, ScriptedAct[]>();
  for (const act of acts) {
    const key = `${act.measure}/${act.region}`;
    stories.set(key, [...(stories.get(key) ?? []), act]);
  }
  return stories;
}

/** The status that a story leads to, worked out without the product's own table. */
function fold(story: ScriptedAct[]): string {
  let status = 'open';
  let kind = '';
  let submission = 'none';
  for (const act of story) {
    if (act.verb === 'start') {
      const fits = {
        proposal: ['open'],
        'implementation-report': ['approved'],
        amendment: ['approved'],
        exemption: ['open', 'approved'],
      };
      if (submission !== 'none' || !fits[act.kind].includes(status)) return 'illegal';
      [kind, submission] = [act.kind, 'draft'];
    } else if (act.verb === 'edit') {
      if (submission !== 'draft') return 'illegal';
    } else if (act.verb === 'submit') {
      if (submission !== 'draft') return 'illegal';
      submission = 'submitted';
      if (kind === 'proposal') status = 'proposed';
    } else {
      if (submission !== 'submitted') return 'illegal';
      if (kind === 'proposal') status = 'open';
      submission = act.verb === 'decide' && act.outcome === 'return' ? 'draft' : 'none';
      const results: Record<string, string> = {
        proposal: 'approved',
        'implementation-report': 'implemented',
        exemption: 'exempt',
      };
      if (act.verb === 'decide' && act.outcome === 'approve') status = results[kind] ?? status;
    }
  }
  return status;
}

function sample(size: { tasks: number; measures: number; regions: number; departments: number }): ProgrammeReference {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const text = { zh: '样例', en: 'sample' };
  const invented = { source: null, illustrative: true };
  const regions = range(size.regions).map((no) => ({ code: `R${no}`, name: text, province: text, ...invented }));
  const departments = range(size.departments).map((no) => ({ code: `D${no}`, name: text, ...invented }));
  const starts = ['2021-10-01', '2021-10-01', '2021-11-01', '2021-11-22', '2021-12-06'];
  const adjustments = starts.map((inForceFrom, index) => ({ code: `LA-${index + 1}`, inForceFrom }) as LegalAdjustment);
  const targets = ['2020-12-31', '2021-06-30', '2021-12-31', '2022-06-30', '2022-12-31'];
  const measures = range(size.measures).map((no): Measure => ({
    no,
    task: (no % size.tasks) + 1,
    theme: 1,
    title: text,
    text,
    leadDepartment: `D${(no % size.departments) + 1}`,
    supportingDepartments: [],
    targetDate: targets[no % 7] ?? '2021-09-30',
    countingRule: null,
    ruleVersions: [],
    regions: regions.map(({ code }) => code),
    legalAdjustments: no <= adjustments.length ? [`LA-${no}`] : [],
    proofPoints: [{ no: 1, required: true, text, ...invented }],
    datesSource: null,
    datesIllustrative: true,
    ...invented,
  }));
  return {
    endsOn: '2023-08-01',
    tasks: new Map(range(size.tasks).map((no) => [no, { no, name: text, themes: [], ...invented }])),
    regions: new Map(regions.map((region) => [region.code, region])),
    departments: new Map(departments.map((department) => [department.code, department])),
    measures: new Map(measures.map((measure) => [measure.no, measure])),
    legalAdjustments: new Map(adjustments.map((adjustment) => [adjustment.code, adjustment])),
  } as Partial<ProgrammeReference> as ProgrammeReference;
}

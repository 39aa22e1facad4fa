import type { NamedPerson } from '#libs/identity';
import { type AdoptedRule, describeCountingRule } from './counting-rule.rules.js';
import type { DepartmentDto, CountingRuleDto, ProgrammeDetailDto, ProgrammeDto, TaskDto } from './programme.dto.js';
import type { ProgrammeReference } from './programme-reference.js';

/** A programme as it stands in a list. */
export function presentProgramme(programme: ProgrammeReference): ProgrammeDto {
  const {
    code,
    name,
    runsIt,
    approvedBy,
    startsOn,
    endsOn,
    timeZone,
    regionalSignOff,
    catalogueVersion,
    source,
    illustrative,
  } = programme;
  return {
    code,
    name,
    runsIt,
    approvedBy,
    startsOn,
    endsOn,
    timeZone,
    regionalSignOff,
    catalogueVersion,
    source,
    illustrative,
  };
}

export function presentProgrammeDetail(programme: ProgrammeReference, rule: AdoptedRule): ProgrammeDetailDto {
  const { tasks, measures, regions, departments, legalAdjustments, sources } = programme;
  return {
    ...presentProgramme(programme),
    countingRule: presentCountingRule(rule),
    size: {
      tasks: tasks.size,
      measures: measures.size,
      regions: regions.size,
      departments: departments.size,
      legalAdjustments: legalAdjustments.size,
    },
    sources: [...sources.values()],
  };
}

export function presentCountingRule(rule: AdoptedRule): CountingRuleDto {
  return {
    version: rule.version,
    kind: rule.kind,
    n: rule.kind === 'count' ? rule.n : null,
    numerator: rule.kind === 'share' ? rule.numerator : null,
    denominator: rule.kind === 'share' ? rule.denominator : null,
    adoptedAt: rule.adoptedAt,
    text: describeCountingRule(rule),
  };
}

export function presentTasks({ tasks, measures }: ProgrammeReference): TaskDto[] {
  const all = [...measures.values()];
  return [...tasks.values()].map((task) => ({
    ...task,
    themes: [...task.themes],
    measures: all.filter((measure) => measure.task === task.no).length,
  }));
}

/** `heads` by department are for the ministry's people; without them nothing is said of heads. */
export function presentDepartments(
  { departments, measures }: ProgrammeReference,
  heads?: ReadonlyMap<string, NamedPerson>,
): DepartmentDto[] {
  const all = [...measures.values()];
  return [...departments.values()].map((department) => ({
    ...department,
    leads: all.filter((measure) => measure.leadDepartment === department.code).length,
    supports: all.filter((measure) => measure.supportingDepartments.includes(department.code)).length,
    ...(heads && { head: heads.get(department.code) ?? null }),
  }));
}

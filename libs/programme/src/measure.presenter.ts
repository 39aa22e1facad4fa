import type { Text } from '#libs/platform';
import { presentAdjustment } from './legal-adjustments/legal-adjustment.presenter.js';
import type { CodedNameDto, MeasureDetailDto, MeasureDto } from './measure.dto.js';
import type { Measure, ProgrammeReference } from './programme-reference.js';

/** A measure with the names beside its numbers and codes. */
export function presentMeasure(measure: Measure, { tasks, departments }: ProgrammeReference): MeasureDto {
  const { no, title, text, targetDate, source, illustrative, datesSource, datesIllustrative } = measure;
  const task = tasks.get(measure.task);
  const theme = task?.themes.find((one) => one.no === measure.theme);
  return {
    no,
    title,
    text,
    task: { no: measure.task, name: nameOf(task, measure.task) },
    theme: { no: measure.theme, name: nameOf(theme, measure.theme) },
    leadDepartment: named(departments, measure.leadDepartment),
    supportingDepartments: measure.supportingDepartments.map((code) => named(departments, code)),
    targetDate,
    legalAdjustments: [...measure.legalAdjustments],
    regionCount: measure.regions.length,
    source,
    illustrative,
    datesSource,
    datesIllustrative,
  };
}

export function presentMeasureDetail(measure: Measure, programme: ProgrammeReference): MeasureDetailDto {
  return {
    ...presentMeasure(measure, programme),
    proofList: [...measure.proofPoints],
    regions: measure.regions.map((code) => named(programme.regions, code)),
    adjustments: measure.legalAdjustments.flatMap((code) => {
      const adjustment = programme.legalAdjustments.get(code);
      return adjustment ? [presentAdjustment(adjustment)] : [];
    }),
  };
}

type Named = { name: Text };

function nameOf(row: Named | undefined, key: string | number): Text {
  return row?.name ?? { zh: String(key), en: String(key) };
}

function named(rows: ReadonlyMap<string, Named>, code: string): CodedNameDto {
  return { code, name: nameOf(rows.get(code), code) };
}

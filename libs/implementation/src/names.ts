import { Injectable } from '@nestjs/common';
import type { Text } from '#libs/platform';
import { Reference } from '#libs/programme';

export interface Coded {
  code: string;
  name: Text;
}

/** The names that stand beside the codes and numbers of a work item. */
export interface PlaceNames {
  measure: { no: number; title: Text; illustrative: boolean };
  task: { no: number; name: Text };
  region: Coded;
  leadDepartment: Coded & { illustrative: boolean };
}

/** Puts names beside codes. */
@Injectable()
export class Names {
  constructor(private readonly reference: Reference) {}

  async of(item: {
    programme: string;
    measure: number;
    task: number;
    region: string;
    leadDepartment: string;
  }): Promise<PlaceNames> {
    const { measures, tasks, regions, departments } = await this.reference.programme(item.programme);
    const measure = measures.get(item.measure);
    const department = departments.get(item.leadDepartment);
    const none: Text = { zh: '—', en: '—' };
    return {
      measure: { no: item.measure, title: measure?.title ?? none, illustrative: measure?.illustrative ?? true },
      task: { no: item.task, name: tasks.get(item.task)?.name ?? none },
      region: { code: item.region, name: regions.get(item.region)?.name ?? none },
      leadDepartment: {
        code: item.leadDepartment,
        name: department?.name ?? none,
        // Whether it leads is as illustrative as the measure; whether it takes part, as its own row.
        illustrative: department?.illustrative ?? true,
      },
    };
  }
}

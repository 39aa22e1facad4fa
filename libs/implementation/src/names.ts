import { Injectable } from '@nestjs/common';
import type { Text } from '#libs/platform';
import { type ProgrammeReference, Reference } from '#libs/programme';

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

interface Place {
  measure: number;
  task: number;
  region: string;
  leadDepartment: string;
}

const none: Text = { zh: '—', en: '—' };

/** Puts names beside codes. */
@Injectable()
export class Names {
  constructor(private readonly reference: Reference) {}

  async of(item: Place & { programme: string }): Promise<PlaceNames> {
    return namesIn(await this.reference.programme(item.programme), item);
  }
}

/** The same for whoever has the programme in hand. */
export function namesIn(programme: ProgrammeReference, item: Place): PlaceNames {
  const { measures, tasks, regions, departments } = programme;
  const measure = measures.get(item.measure);
  const department = departments.get(item.leadDepartment);
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

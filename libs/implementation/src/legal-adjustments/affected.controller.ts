import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, isMinistry, regionsOf } from '#libs/identity';
import { inForceOn, LegalAdjustmentQueries, Reference } from '#libs/programme';
import { AffectedDto } from './affected.dto.js';
import { RestingItemQueries } from './resting-items.queries.js';

@ApiTags('legal adjustments')
@Controller('programmes/:code/legal-adjustments')
export class AffectedController {
  constructor(
    private readonly adjustments: LegalAdjustmentQueries,
    private readonly items: RestingItemQueries,
    private readonly reference: Reference,
  ) {}

  /** The work items that rest on an adjustment, by region and status; a region sees its own. */
  @Get(':adjustment/affected')
  @Allow('legal-adjustment.read')
  @ApiOkResponse({ type: AffectedDto })
  async affected(
    @Param('code') code: string,
    @Param('adjustment') name: string,
    @CurrentActor() actor: Actor,
  ): Promise<AffectedDto> {
    const adjustment = await this.adjustments.one(code, name);
    const { regions, measures } = await this.reference.programme(code);
    const asOf = await this.adjustments.today(code);
    const own = isMinistry(actor) ? undefined : regionsOf(actor);
    const counts = await this.items.counts(code, adjustment.measures, own);
    const implemented = await this.items.implemented(code, adjustment.measures, own);
    const isInForce = (region: string) => inForceOn(adjustment, region, asOf);
    return {
      adjustment: adjustment.code,
      asOf,
      regions: [...regions.values()].flatMap((region) => {
        const found = counts.get(region.code);
        return found
          ? [{ region: region.code, name: region.name, inForce: isInForce(region.code), counts: found }]
          : [];
      }),
      implemented: implemented.map((item) => ({
        ...item,
        title: measures.get(item.measure)?.title ?? { zh: '—', en: '—' },
        lapsed: !isInForce(item.region),
      })),
    };
  }
}

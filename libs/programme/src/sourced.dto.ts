/** Where the texts of a row come from. */
export class SourcedDto {
  /** Id of a source of the programme; null when the texts are illustrative. */
  source: string | null;
  /** Written for this product: not official, and to be marked so wherever it is shown. */
  illustrative: boolean;
}

/** A row whose dates and place in the programme may come from elsewhere than its texts. */
export class DatedDto extends SourcedDto {
  /** Id of the source of the dates and of the row's place in the programme; null when these are illustrative. */
  datesSource: string | null;
  /** The dates and the row's place in the programme are not official. */
  datesIllustrative: boolean;
}

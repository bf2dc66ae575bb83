/** The words that go with a figure, every number in them from its data. */
export interface FigureText {
  readonly title: string;
  /** Full sentences. */
  readonly caption: string;
  /** What the figure shows, for someone who does not see it. */
  readonly alt: string;
}

/** The numbers behind a figure, as the page's table and the CSV show them. */
export interface FigureTable {
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  /** As many cells a row as columns; an empty text where there is no value. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A picture without text: `pixels` are red, green, blue, row by row, `[height, width, 3]`. */
export interface RasterPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

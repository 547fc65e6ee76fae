/** What a project remembers of how it hands up. */
export interface HandUpSettings {
  /** Who hands up: signs reports, notices and maps; '' leaves the place empty. */
  readonly bureauName: string;
  readonly columnSets: readonly ColumnSet[];
  /** Name of the set the list workbook and the CSV are written with; null: all columns. */
  readonly columnSet: string | null;
  readonly wallMapPaper: WallMapPaper;
  /** Whether GeoPackages name the persons responsible for basic farmland (YJJBNT: name, document, telephone). */
  readonly personalData: boolean;
  readonly coordinateText: CoordinateTextOptions;
  /** File name of the bureau's own report template; null: none was given. */
  readonly templateName: string | null;
}

/** Columns of a list in the order a bureau wants them, under a name. */
export interface ColumnSet {
  readonly name: string;
  /** Keys of list columns; `deduction:*` stands for all rules that took something. */
  readonly keys: readonly string[];
}

export const wallMapPapers = ['A0', 'A1', 'A2', 'A3'] as const;
export type WallMapPaper = (typeof wallMapPapers)[number];

/** How a coordinate file is laid out (domain reference §5.3). */
export interface CoordinateTextOptions {
  /** Decimals of metres. */
  readonly decimals: 2 | 3 | 4;
  /** Whether point numbers carry a J. */
  readonly pointPrefix: boolean;
  /** Whether the first point of a ring comes again at its end. */
  readonly closingPoint: boolean;
  /** Whether eastings carry the zone number, where the coordinate system has none. */
  readonly zonePrefix: boolean;
  /** One file for each plot instead of one for all. */
  readonly perPlot: boolean;
  /** Which forms are written: 8 fields (勘测定界), 12 fields (补充耕地). */
  readonly forms: readonly (8 | 12)[];
}

export const defaultHandUpSettings: HandUpSettings = {
  bureauName: '',
  columnSets: [],
  columnSet: null,
  wallMapPaper: 'A1',
  personalData: false,
  coordinateText: {
    ...{ decimals: 3, pointPrefix: true, closingPoint: true, zonePrefix: true },
    ...{ perPlot: false, forms: [8, 12] },
  },
  templateName: null,
};

import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import type { ExportFormat, FileContent } from '../../../shared/contract/records/documentRecords.ts';
import type { HandUpSettings } from '../../../shared/contract/records/handUpSettings.ts';
import type { DrawChips } from './cards/plotChip.ts';
import type { ListColumn, ListTable } from './listTable.ts';
import type { FindGround } from './pages/groundImage.ts';
import type { PlotListSnapshot } from './plotListSnapshot.ts';
import type { ProductPart } from './productPart.ts';

export type ListFormat = ExportFormat;

export interface ProductOptions {
  /** Text encoding of the Shapefile; the other formats know only one. */
  readonly encoding: 'gbk' | 'utf8';
  readonly changedAtUtc: string;
  readonly projectName: string;
  /** How the project hands up. */
  readonly settings: HandUpSettings;
  /** The bureau's own report template; undefined where none was given. */
  readonly template: Uint8Array | undefined;
  /** Before and after images of a plot for its card. */
  readonly drawChips: DrawChips;
  /** Imagery that covers the ground of a map. */
  readonly findGround: FindGround;
  /** For a look at the first page: papers end after what could stand on it. */
  readonly beginningOnly?: boolean;
  readonly signal: CancelSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** One frozen list: the table all formats share, and what only documents tell. */
export interface HandUpSource {
  readonly table: ListTable;
  readonly snapshot: PlotListSnapshot;
}

/** What the text of a product depends on beside its list. */
export type ExpectOptions = Pick<
  ProductOptions,
  'projectName' | 'changedAtUtc' | 'settings' | 'template' | 'findGround'
>;

/** How a file of a product is read back. */
export interface ReadOptions {
  readonly encoding: 'gbk' | 'utf8';
  readonly columns: readonly Pick<ListColumn, 'title' | 'fieldName' | 'kind' | 'decimals'>[];
}

/** How one format of a list is written and read back. */
export interface ListProduct {
  /** Writes into `directory`; returns all files written, the one to open first. */
  write(
    source: HandUpSource,
    directory: string,
    name: string,
    options: ProductOptions,
  ): Promise<readonly string[]>;
  /** What `read` has to find in a file of this product; none for a companion that only its hash seals. */
  expect(source: HandUpSource, path: string, options: ExpectOptions): ProductPart[];
  /** What a file of this product lists, as the file itself holds it; nothing for a companion or for pages to look at. */
  count(source: HandUpSource, path: string, options: ExpectOptions): FileContent[];
  /** The values as they stand in the file. */
  read(path: string, options: ReadOptions): Promise<ProductPart[]>;
}

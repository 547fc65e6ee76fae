import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FileContent, WrittenFile } from '../../../shared/contract/records/documentRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError, syncFile } from '../files/replaceFile.ts';
import { compareFile } from './compareFile.ts';
import { describeContents } from './describeContents.ts';
import { assertLayersAddUp } from './layers/assertLayersAddUp.ts';
import type { HandUpSource, ListFormat, ProductOptions, ReadOptions } from './listProduct.ts';
import { listProducts } from './listProducts.ts';
import { netTotal } from './netTotal.ts';
import type { ProductPart } from './productPart.ts';
import { placeFolder, settleFolder, stagingOf } from './releaseFolder.ts';
import {
  describeColumns,
  type ManifestBody,
  type ManifestFormat,
  manifestName,
  newestManifest,
  readManifest,
  writeManifest,
} from './releaseManifest.ts';
import { createValuesFile, hashValues, readValues, valuesName } from './releaseValues.ts';
import { throwIfCancelled } from './throwIfCancelled.ts';

export interface ReleaseRequest {
  readonly directory: string;
  readonly lists: readonly { readonly name: string; readonly source: HandUpSource }[];
  readonly formats: readonly ListFormat[];
  readonly options: Omit<ProductOptions, 'onProgress'>;
  /** What the snapshot was taken from; written into the manifest as it is. */
  readonly origin: Readonly<Record<string, unknown>>;
  /** Whether a release that is there already gives way. */
  readonly replace?: boolean;
  /** How the manifest states what files hold: the newest way, or that of the release that is made again. */
  readonly manifestFormat?: ManifestFormat;
  /** Files of an earlier making that stay as they are. */
  readonly kept?: {
    readonly directory: string;
    readonly body: ManifestBody;
    readonly files: ManifestBody['files'];
  };
  readonly onFile: (done: number, total: number) => void;
}

/**
 * Writes every list in every format from one frozen snapshot, reads each file back, compares it value by value,
 * and only then puts the folder in place with its sealed manifest. Whatever fails, nothing appears at `directory`
 * and what is there stays. Throws RELEASE_MISMATCH, FILE_EXISTS, RELEASE_NOT_A_RELEASE where a folder that is none
 * would be replaced, FOLDER_NOT_WRITABLE, FILE_IN_USE, DISK_FULL.
 */
export async function createRelease(request: ReleaseRequest): Promise<WrittenFile[]> {
  const { directory, lists, options } = request;
  await settleFolder(directory);
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    if (request.replace !== true) throw new AppError('FILE_EXISTS', { file: directory });
    await readManifest(directory);
  }
  const staging = stagingOf(directory);
  try {
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging, { recursive: true });
    const { files, tables } = await fillFolder(request, staging);
    const format = request.manifestFormat ?? newestManifest;
    const body: ManifestBody = {
      origin: request.origin,
      changedAtUtc: options.changedAtUtc,
      encoding: options.encoding,
      lists: lists.map(({ name, source }) => ({ name, columns: describeColumns(source.table) })),
      tables,
      valuesSha256: await hashValues(staging),
      files: format === newestManifest ? files : files.map((file) => stateAsBefore(file, lists)),
    };
    await writeManifest(staging, body, format);
    for (const path of [...files.map((file) => file.path), valuesName]) syncFile(join(staging, path));
    throwIfCancelled(options.signal);
    await placeFolder(staging, directory);
    return files.map(({ path, sha256, contents }) => ({ path, sha256, ...describeContents(contents) }));
  } catch (error) {
    throw mapWriteError(error, join(directory, manifestName));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

type FileEntry = ManifestBody['files'][number];
type CountedFile = FileEntry & Required<Pick<FileEntry, 'contents'>>;

/** A file as manifests of format 3 stated it: with the rows and net area of its list. */
function stateAsBefore(
  { contents: _contents, ...file }: CountedFile,
  lists: ReleaseRequest['lists'],
): FileEntry {
  const table = lists.find(({ name }) => name === file.list)?.source.table;
  if (table === undefined) throw new Error(`no list of the release is called ${file.list}`);
  return { ...file, rows: table.rows.length, netMu: netTotal(table) };
}

/** All files of the release in its folder, and the values that stand in them beside. */
async function fillFolder(
  request: ReleaseRequest,
  staging: string,
): Promise<{ files: CountedFile[]; tables: ManifestBody['tables'] }> {
  const values = createValuesFile(staging);
  try {
    const made = await writeProducts(request, staging, values.put);
    const files = [...(await keepFiles(request, staging, values.put)), ...made];
    return { files, tables: values.places() };
  } finally {
    values.close();
  }
}

/**
 * Copies files that stay, compared with their hashes once more: a changed one must not get a new seal. What they hold is
 * counted where their manifest did not yet say it.
 */
async function keepFiles(
  { kept, lists, options }: ReleaseRequest,
  staging: string,
  putTable: (rows: ProductPart['rows']) => string,
): Promise<CountedFile[]> {
  if (kept === undefined) return [];
  const { directory, body, files } = kept;
  for (const file of files) {
    const copy = join(staging, file.path);
    await copyFile(join(directory, file.path), copy);
    const sha256 = await hashFile(copy);
    if (sha256 !== file.sha256) {
      const detail = `应为 ${file.sha256.slice(0, 16)}…，实为 ${sha256.slice(0, 16)}…`;
      throw new AppError('RELEASE_MISMATCH', { file: file.path, detail });
    }
    for (const { table } of file.parts) {
      const place = body.tables[table];
      const rows = place === undefined ? undefined : readValues(directory, table, place);
      if (rows === undefined) {
        throw new AppError('RELEASE_MISMATCH', { file: valuesName, detail: `${file.path} 的内容记录被改动` });
      }
      putTable(rows);
    }
  }
  return files.map((file): CountedFile => {
    const source = lists.find(({ name }) => name === file.list)?.source;
    const count = () =>
      source === undefined ? [] : listProducts[file.format].count(source, file.path, options);
    return inOrder(file, file.contents ?? count());
  });
}

/** A file with what it holds, its fields in the order a manifest has them. */
function inOrder(
  file: Omit<FileEntry, 'rows' | 'netMu' | 'contents'>,
  contents: readonly FileContent[],
): CountedFile {
  const { path, sha256, list, format, parts } = file;
  return { path, sha256, list, format, ...describeContents(contents), parts };
}

async function writeProducts(
  { lists, formats, options, onFile }: ReleaseRequest,
  staging: string,
  putTable: (rows: ProductPart['rows']) => string,
): Promise<CountedFile[]> {
  const files: CountedFile[] = [];
  const total = lists.length * formats.length;
  let done = 0;
  for (const { name, source } of lists) {
    assertLayersAddUp(source.snapshot);
    for (const format of formats) {
      throwIfCancelled(options.signal);
      onFile(done++, total);
      const product = listProducts[format];
      const paths = await product.write(source, staging, name, { ...options, onProgress: () => {} });
      for (const path of paths) {
        const expected = product.expect(source, path, options);
        await assertReadsBack(path, format, expected, {
          encoding: options.encoding,
          columns: source.table.columns,
        });
        const parts = expected.map(({ rows, ...part }) => ({
          ...part,
          titles: [...part.titles],
          table: putTable(rows),
        }));
        const file = { path: basename(path), sha256: await hashFile(path), list: name, format, parts };
        files.push(inOrder(file, product.count(source, path, options)));
      }
    }
  }
  onFile(total, total);
  return files;
}

async function assertReadsBack(
  path: string,
  format: ListFormat,
  expected: readonly ProductPart[],
  options: ReadOptions,
): Promise<void> {
  const [first] = await compareFile(path, format, expected, options);
  if (first === undefined) return;
  throw new AppError('RELEASE_MISMATCH', {
    file: basename(path),
    detail: `${first.where} 应为 ${first.expected}，读回为 ${first.found}`,
  });
}

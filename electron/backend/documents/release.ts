import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ReleaseFinding, WrittenFile } from '../../../shared/contract/records/documentRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError, syncFile, syncFolder } from '../files/replaceFile.ts';
import { compareParts } from './compareParts.ts';
import type { HandUpSource, ListFormat, ProductOptions, ReadOptions } from './listProduct.ts';
import { listProducts } from './listProducts.ts';
import { fullTitle } from './listTable.ts';
import { netTotal } from './netTotal.ts';
import type { ProductPart } from './productPart.ts';
import {
  createTableStore,
  type ManifestBody,
  manifestName,
  readManifest,
  sealOf,
  writeManifest,
} from './releaseManifest.ts';
import { throwIfCancelled } from './throwIfCancelled.ts';

export interface ReleaseRequest {
  readonly directory: string;
  readonly lists: readonly { readonly name: string; readonly source: HandUpSource }[];
  readonly formats: readonly ListFormat[];
  readonly options: Omit<ProductOptions, 'onProgress'>;
  /** What the snapshot was taken from; written into the manifest as it is. */
  readonly origin: Readonly<Record<string, unknown>>;
  readonly onFile: (done: number, total: number) => void;
}

/**
 * Writes every list in every format from one frozen snapshot, reads each file back, compares it value by value,
 * and only then puts the folder in place with its sealed manifest. Whatever fails, nothing appears at `directory`
 * and nothing there is touched. Throws RELEASE_MISMATCH, FILE_EXISTS, FOLDER_NOT_WRITABLE, DISK_FULL.
 */
export async function createRelease(request: ReleaseRequest): Promise<WrittenFile[]> {
  const { directory, lists, options } = request;
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new AppError('FILE_EXISTS', { file: directory });
  }
  const staging = `${directory}.tmp`;
  try {
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging, { recursive: true });
    const tables = createTableStore();
    const files = await writeProducts(request, staging, tables.put);
    const body: ManifestBody = {
      origin: request.origin,
      changedAtUtc: options.changedAtUtc,
      encoding: options.encoding,
      lists: lists.map(({ name, source }) => ({
        name,
        columns: source.table.columns.map((column) => ({
          title: fullTitle(column),
          fieldName: column.fieldName,
          kind: column.kind,
          decimals: column.decimals,
        })),
      })),
      tables: tables.all(),
      files,
    };
    await writeManifest(staging, body);
    for (const { path } of files) syncFile(join(staging, path));
    throwIfCancelled(options.signal);
    await rm(directory, { recursive: true, force: true });
    await rename(staging, directory);
    syncFolder(dirname(directory));
    return files.map(({ path, sha256, rows, netMu }) => ({ path, sha256, rows, netMu }));
  } catch (error) {
    throw mapWriteError(error, join(directory, manifestName));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function writeProducts(
  { lists, formats, options, onFile }: ReleaseRequest,
  staging: string,
  putTable: (rows: ProductPart['rows']) => string,
): Promise<ManifestBody['files']> {
  const files: ManifestBody['files'] = [];
  const total = lists.length * formats.length;
  let done = 0;
  for (const { name, source } of lists) {
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
        files.push({
          path: basename(path),
          sha256: await hashFile(path),
          list: name,
          format,
          rows: source.table.rows.length,
          netMu: netTotal(source.table),
          parts: expected.map(({ rows, ...part }) => ({
            ...part,
            titles: [...part.titles],
            table: putTable(rows),
          })),
        });
      }
    }
  }
  onFile(total, total);
  return files;
}

/**
 * Compares a release folder with its own sealed manifest; each finding names the file, and where the file can
 * still be read the sheet and cell, the feature or the line. Throws RELEASE_NOT_A_RELEASE.
 */
export async function verifyRelease(directory: string): Promise<ReleaseFinding[]> {
  const { body, seal } = await readManifest(directory);
  const findings: ReleaseFinding[] = [];
  const sealed = sealOf(body);
  if (seal !== sealed) {
    findings.push({ file: manifestName, where: '封签', expected: seal, found: sealed });
  }
  for (const file of body.files) {
    const path = join(directory, file.path);
    if (!existsSync(path)) {
      findings.push({ file: file.path, where: '文件', expected: '存在', found: '缺失' });
      continue;
    }
    const sha256 = await hashFile(path);
    if (sha256 === file.sha256) continue;
    const expected = file.parts.map(({ table, ...part }) => ({ ...part, rows: body.tables[table] ?? [] }));
    const columns = body.lists.find(({ name }) => name === file.list)?.columns ?? [];
    const options = { encoding: body.encoding, columns };
    const differences = await compareFile(path, file.format, expected, options);
    findings.push(
      ...(differences.length > 0
        ? differences.map((difference) => ({ file: file.path, ...difference }))
        : [{ file: file.path, where: '文件内容（哈希）', expected: file.sha256, found: sha256 }]),
    );
  }
  return findings;
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

async function compareFile(
  path: string,
  format: ListFormat,
  expected: readonly ProductPart[],
  options: ReadOptions,
): Promise<Omit<ReleaseFinding, 'file'>[]> {
  let found: ProductPart[];
  try {
    found = await listProducts[format].read(path, options);
  } catch (error) {
    // a changed file may be no file of its kind any more; that is a finding, not a failure of the check
    const message = error instanceof Error ? error.message : String(error);
    return [{ where: '文件', expected: '可读取', found: message }];
  }
  return compareParts(expected, found);
}

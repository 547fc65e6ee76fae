import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { ReleaseFinding, WrittenFile } from '../../../shared/contract/records.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError, syncFolder } from '../files/replaceFile.ts';
import { type ListFormat, listProducts } from './listProducts.ts';
import { computeTotals, type ListCell, type ListColumn, type ListTable } from './listTable.ts';

export interface ReleaseRequest {
  readonly directory: string;
  readonly lists: readonly { readonly name: string; readonly table: ListTable }[];
  readonly formats: readonly ListFormat[];
  readonly encoding: 'gbk' | 'utf8';
  /** What the snapshot was taken from; written into the manifest as it is. */
  readonly origin: Readonly<Record<string, unknown>>;
  readonly changedAtUtc: string;
  readonly onFile: (done: number, total: number) => void;
}

const manifestName = 'manifest.json';

const columnSchema = z.object({
  key: z.string(),
  title: z.string(),
  fieldName: z.string(),
  kind: z.enum(['text', 'integer', 'area']),
  decimals: z.number(),
  widthCharacters: z.number(),
});
const cellSchema = z.union([z.string(), z.number(), z.null()]);
const manifestSchema = z.object({
  format: z.literal('tianheng-release-1'),
  origin: z.record(z.string(), z.unknown()),
  encoding: z.enum(['gbk', 'utf8']),
  lists: z.array(
    z.object({ name: z.string(), columns: z.array(columnSchema), rows: z.array(z.array(cellSchema)) }),
  ),
  files: z.array(
    z.object({
      path: z.string(),
      sha256: z.string(),
      list: z.string(),
      format: z.enum(['xlsx', 'csv', 'gpkg', 'geojson', 'shp']).nullable(),
      rows: z.number(),
      netMu: z.number().nullable(),
    }),
  ),
});
type Manifest = z.infer<typeof manifestSchema>;

/**
 * Writes every list in every format from one frozen snapshot, reads each file back, compares it cell by cell,
 * and only then puts the folder in place with its manifest. An earlier release at that place stays untouched
 * until then. Throws RELEASE_MISMATCH, FILE_EXISTS, FOLDER_NOT_WRITABLE, DISK_FULL.
 */
export async function createRelease(request: ReleaseRequest): Promise<WrittenFile[]> {
  const { directory, lists, formats, encoding } = request;
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new AppError('FILE_EXISTS', { file: directory });
  }
  const staging = `${directory}.tmp`;
  try {
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging, { recursive: true });
    const files: Manifest['files'] = [];
    const total = lists.length * formats.length;
    for (const { name, table } of lists) {
      for (const format of formats) {
        const paths = await listProducts[format].write(table, staging, name, request);
        await assertReadsBack(paths[0] as string, format, table, encoding);
        const netMu = totalOf(table, 'netMu');
        for (const [index, path] of paths.entries()) {
          files.push({
            path: basename(path),
            sha256: await hashFile(path),
            list: name,
            // companions of a Shapefile are sealed by their hash; only its table is read back
            format: index === 0 ? format : null,
            rows: table.rows.length,
            netMu,
          });
        }
        request.onFile(files.length, total);
      }
    }
    const manifest: Manifest = {
      format: 'tianheng-release-1',
      origin: request.origin,
      encoding,
      lists: lists.map(({ name, table }) => ({
        name,
        columns: [...table.columns],
        rows: table.rows.map((row) => [...row]),
      })),
      files,
    };
    await writeFile(join(staging, manifestName), JSON.stringify(manifest), { flush: true });
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

/** Compares a release folder with its own manifest; each finding names the file and the cell. */
export async function verifyRelease(directory: string): Promise<ReleaseFinding[]> {
  const manifest = await readManifest(directory);
  const findings: ReleaseFinding[] = [];
  for (const file of manifest.files) {
    const path = join(directory, file.path);
    if (!existsSync(path)) {
      findings.push({ file: file.path, where: '文件', expected: '存在', found: '缺失' });
      continue;
    }
    const sha256 = await hashFile(path);
    if (sha256 === file.sha256) continue;
    const list = manifest.lists.find(({ name }) => name === file.list);
    const cells =
      file.format === null || list === undefined
        ? []
        : await compareFile(path, file.format, list.columns, list.rows, manifest.encoding);
    findings.push(
      ...(cells.length > 0
        ? cells.map((cell) => ({ file: file.path, ...cell }))
        : [{ file: file.path, where: '文件内容（哈希）', expected: file.sha256, found: sha256 }]),
    );
  }
  return findings;
}

async function readManifest(directory: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(directory, manifestName), 'utf8')));
  } catch (error) {
    throw new AppError('RELEASE_NOT_A_RELEASE', { folder: directory }, { cause: error });
  }
}

async function assertReadsBack(
  path: string,
  format: ListFormat,
  table: ListTable,
  encoding: 'gbk' | 'utf8',
): Promise<void> {
  const [first] = await compareFile(path, format, table.columns, table.rows, encoding);
  if (first === undefined) return;
  throw new AppError('RELEASE_MISMATCH', {
    file: basename(path),
    detail: `${first.where} 应为 ${first.expected}，读回为 ${first.found}`,
  });
}

async function compareFile(
  path: string,
  format: ListFormat,
  columns: readonly ListColumn[],
  expected: readonly (readonly ListCell[])[],
  encoding: 'gbk' | 'utf8',
): Promise<Omit<ReleaseFinding, 'file'>[]> {
  let found: ListCell[][];
  try {
    found = await listProducts[format].read(path, columns, { encoding });
  } catch (error) {
    // a changed file may be no file of its kind any more; that is a finding, not a failure of the check
    return [
      { where: '文件', expected: '可读取', found: error instanceof Error ? error.message : String(error) },
    ];
  }
  const findings: Omit<ReleaseFinding, 'file'>[] = [];
  if (found.length !== expected.length) {
    findings.push({ where: '行数', expected: String(expected.length), found: String(found.length) });
  }
  for (const [index, row] of expected.entries()) {
    for (const [place, cell] of row.entries()) {
      const other = found[index]?.[place] ?? null;
      if (index < found.length && other !== cell) {
        const where = `第 ${index + 1} 行“${columns[place]?.title ?? ''}”`;
        findings.push({ where, expected: String(cell ?? ''), found: String(other ?? '') });
      }
    }
  }
  return findings;
}

function totalOf(table: ListTable, key: string): number | null {
  const place = table.columns.findIndex((column) => column.key === key);
  // one plot without a number makes the total no number
  if (place < 0 || table.rows.some((row) => row[place] === null)) return null;
  return computeTotals(table)[place] ?? null;
}

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exportFormats } from '../../../shared/contract/records/documentRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { fullTitle, type ListTable } from './listTable.ts';

export const manifestName = 'manifest.json';
/** Of every file format 3 stated the rows and net area of its list, whatever the file held; format 4 what it holds. */
const manifestFormats = ['tianheng-release-3', 'tianheng-release-4'] as const;
export type ManifestFormat = (typeof manifestFormats)[number];
export const newestManifest: ManifestFormat = 'tianheng-release-4';

const bodySchema = z.object({
  origin: z.record(z.string(), z.unknown()),
  changedAtUtc: z.string(),
  encoding: z.enum(['gbk', 'utf8']),
  lists: z.array(
    z.object({
      name: z.string(),
      columns: z.array(
        z.object({
          title: z.string(),
          fieldName: z.string(),
          kind: z.enum(['text', 'integer', 'count', 'area', 'rate']),
          decimals: z.number(),
        }),
      ),
    }),
  ),
  // where the rows of all parts stand in the file of values; formats that say the same share one table
  tables: z.record(z.string(), z.object({ start: z.int(), bytes: z.int() })),
  valuesSha256: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      sha256: z.string(),
      list: z.string(),
      format: z.enum(exportFormats),
      rows: z.number().nullable(),
      netMu: z.number().nullable(),
      // since format 4
      contents: z
        .array(
          z.object({
            name: z.string(),
            rows: z.number(),
            area: z.object({ of: z.enum(['net', 'whole']), mu: z.number() }).nullable(),
          }),
        )
        .exactOptional(),
      parts: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(['cell', 'feature', 'line']),
          titles: z.array(z.string()),
          table: z.string(),
        }),
      ),
    }),
  ),
});
const manifestSchema = z.object({
  format: z.enum(manifestFormats),
  seal: z.string(),
  body: bodySchema,
});

/** What a release says of itself: origin, files with their hashes, and where every value that stands in them is kept. */
export type ManifestBody = z.infer<typeof bodySchema>;

/** How a manifest names the columns of a list: as the files that stand beside it are headed. */
export function describeColumns({ columns }: ListTable): ManifestBody['lists'][number]['columns'] {
  return columns.map((column) => ({
    title: fullTitle(column),
    fieldName: column.fieldName,
    kind: column.kind,
    decimals: column.decimals,
  }));
}

/** Fingerprint of the body: the manifest cannot be edited without it showing. */
export function sealOf(body: ManifestBody): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

/** Writes the manifest with its seal, synced. */
export async function writeManifest(
  directory: string,
  body: ManifestBody,
  format: ManifestFormat = newestManifest,
): Promise<void> {
  const manifest = { format, seal: sealOf(body), body };
  await writeFile(join(directory, manifestName), JSON.stringify(manifest), { flush: true });
}

/** The manifest of a release folder, its seal not yet compared. Throws RELEASE_NOT_A_RELEASE. */
export async function readManifest(
  directory: string,
): Promise<{ body: ManifestBody; seal: string; format: ManifestFormat }> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(directory, manifestName), 'utf8')));
  } catch (error) {
    throw new AppError('RELEASE_NOT_A_RELEASE', { folder: directory }, { cause: error });
  }
}

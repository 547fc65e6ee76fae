import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseFinding } from '../../../shared/contract/records/documentRecords.ts';
import { hashFile } from '../files/hashFile.ts';
import { compareFile } from './compareFile.ts';
import type { ProductPart } from './productPart.ts';
import { type ManifestBody, manifestName, readManifest, sealOf } from './releaseManifest.ts';
import { hashValues, readValues, valuesName } from './releaseValues.ts';

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
  const values = existsSync(join(directory, valuesName)) ? await hashValues(directory) : '缺失';
  if (values !== body.valuesSha256) {
    findings.push({ file: valuesName, where: '封签', expected: body.valuesSha256, found: values });
  }
  for (const file of body.files) {
    const path = join(directory, file.path);
    if (!existsSync(path)) {
      findings.push({ file: file.path, where: '文件', expected: '存在', found: '缺失' });
      continue;
    }
    const sha256 = await hashFile(path);
    if (sha256 === file.sha256) continue;
    const expected = readExpected(directory, body, file.parts);
    const columns = body.lists.find(({ name }) => name === file.list)?.columns ?? [];
    const options = { encoding: body.encoding, columns };
    const differences = expected === undefined ? [] : await compareFile(path, file.format, expected, options);
    findings.push(
      ...(differences.length > 0
        ? differences.map((difference) => ({ file: file.path, ...difference }))
        : [{ file: file.path, where: '文件内容（哈希）', expected: file.sha256, found: sha256 }]),
    );
  }
  return findings;
}

/** What was sealed of a file; undefined where that record itself is no longer what it was. */
function readExpected(
  directory: string,
  { tables }: ManifestBody,
  parts: ManifestBody['files'][number]['parts'],
): ProductPart[] | undefined {
  const expected = parts.map(({ table, ...part }) => {
    const place = tables[table];
    const rows = place === undefined ? undefined : readValues(directory, table, place);
    return rows === undefined ? undefined : { ...part, rows };
  });
  return expected.every((part) => part !== undefined) ? expected : undefined;
}

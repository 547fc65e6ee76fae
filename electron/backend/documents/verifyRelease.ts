import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseFinding } from '../../../shared/contract/records/documentRecords.ts';
import { hashFile } from '../files/hashFile.ts';
import { compareFile } from './compareFile.ts';
import { manifestName, readManifest, sealOf } from './releaseManifest.ts';

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

import type { FileContent, WrittenFile } from '../../../shared/contract/records/documentRecords.ts';

/** A written file with what it lists; only its path where it lists nothing. */
export function describeFile({ path, contents }: Pick<WrittenFile, 'path' | 'contents'>): string {
  const [first, ...others] = contents;
  if (first === undefined) return path;
  const further = others.map((content) => `${content.name} ${sayFigures(content)}`).join('，');
  return `${path}  ${sayFigures(first)}${further === '' ? '' : `（另有：${further}）`}`;
}

function sayFigures({ rows, area }: FileContent): string {
  return area === null ? `${rows} 行` : `${rows} 行 ${area.mu.toFixed(2)} 亩`;
}

import type { FileContent, WrittenFile } from '../../../shared/contract/records/documentRecords.ts';

/** What is said of a file: all it lists, and before that the rows and net area of what it lists first. */
export function describeContents(
  contents: readonly FileContent[],
): Pick<WrittenFile, 'rows' | 'netMu'> & { contents: FileContent[] } {
  const [first] = contents;
  return {
    rows: first?.rows ?? null,
    netMu: first?.area?.of === 'net' ? first.area.mu : null,
    contents: [...contents],
  };
}

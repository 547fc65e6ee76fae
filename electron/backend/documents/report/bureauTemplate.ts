import { PatchType, patchDetector, patchDocument, TextRun } from 'docx';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { freezeZipTimes } from '../freezeZipTimes.ts';
import { readZipEntries } from '../zipEntries.ts';
import { drawTable } from './drawTable.ts';
import type { ReportTable } from './reportBlock.ts';
import { templateNames } from './templateValues.ts';

/** Names between double braces in a template, and those of them no value is known for. Throws TEMPLATE_INVALID. */
export async function checkTemplate(
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly placeholders: readonly string[]; readonly unknown: readonly string[] }> {
  try {
    const entries = readZipEntries(Buffer.from(bytes));
    for (const [path, content] of entries) {
      if (path.endsWith('.rels') && /TargetMode\s*=\s*["']External/.test(content.toString('utf8'))) {
        throw new Error(`${path} 引用了外部文件或链接`);
      }
      if (/vbaProject/i.test(path)) throw new Error('模板含有宏');
    }
    const placeholders = (await patchDetector({ data: bytes })).map((text) => text.trim());
    return { placeholders, unknown: placeholders.filter((text) => !templateNames.includes(text)) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('TEMPLATE_INVALID', { file: name, detail }, { cause: error });
  }
}

/** The template with its placeholders replaced, in the template's own looks. The same values give the same bytes. */
export async function fillTemplate(
  bytes: Uint8Array,
  values: Readonly<Record<string, string>>,
  tables: Readonly<Record<string, ReportTable>>,
  title: string,
): Promise<Buffer> {
  const texts = Object.entries(values).map(
    ([name, text]) => [name, { type: PatchType.PARAGRAPH, children: [new TextRun(text)] }] as const,
  );
  const drawn = Object.entries(tables).map(
    ([name, table]) => [name, { type: PatchType.DOCUMENT, children: [drawTable(table)] }] as const,
  );
  const filled = await patchDocument({
    outputType: 'nodebuffer',
    data: bytes,
    patches: Object.fromEntries<(typeof texts)[number][1] | (typeof drawn)[number][1]>([...texts, ...drawn]),
    trimPlaceholders: true,
    properties: { title },
  });
  return freezeZipTimes(filled);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { wktToWkb } from '../../support/parseWkt.ts';
import { parseXml, type XmlElement } from '../../support/parseXml.ts';

/** One operation of the GEOS/JTS XML suite. */
export interface SuiteOperation {
  readonly file: string;
  /** Both count from 1, as a reader of the file would. */
  readonly caseNumber: number;
  readonly operationNumber: number;
  /** In small letters: "differenceng". */
  readonly name: string;
  readonly first: string;
  readonly second: string | undefined;
  readonly parameters: readonly (string | undefined)[];
  readonly expected: string;
  /** Grid of the file's precision model; undefined where it is floating. */
  readonly grid: number | undefined;
}

/** All operations of the suite, in the order of the files. */
export function readGeosSuite(folder: string): SuiteOperation[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .sort();
  return files.flatMap((name) => readFile(join(folder, name), relative(folder, join(folder, name))));
}

function readFile(path: string, file: string): SuiteOperation[] {
  const run = parseXml(readFileSync(path, 'utf8'));
  const scale = Number(findAll(run, 'precisionModel')[0]?.attributes.scale ?? '0');
  const grid = scale > 0 ? 1 / scale : undefined;
  return findAll(run, 'case').flatMap((element, caseIndex) => {
    const geometries: Record<string, string | undefined> = {
      a: element.children.find((child) => child.name === 'a')?.text.trim(),
      b: element.children.find((child) => child.name === 'b')?.text.trim(),
    };
    return findAll(element, 'op').map((op, operationIndex) => {
      // "areatest" names no inputs: it always takes both.
      const isAreaTest = /^areatest$/i.test(op.attributes.name ?? '');
      const { arg1 = 'a', arg2 = isAreaTest ? 'b' : undefined, arg3, arg4 } = op.attributes;
      const secondName = arg2?.trim().toLowerCase();
      return {
        file,
        caseNumber: caseIndex + 1,
        operationNumber: operationIndex + 1,
        name: (op.attributes.name ?? '').toLowerCase(),
        first: geometries[arg1.trim().toLowerCase()] ?? '',
        second: secondName === 'a' || secondName === 'b' ? geometries[secondName] : undefined,
        parameters: [arg2, arg3, arg4],
        expected: op.text.trim(),
        grid,
      };
    });
  });
}

/** The suite writes geometries as WKT or as hexadecimal WKB. Throws for curves. */
export function readSuiteGeometry(text: string): Uint8Array {
  const compact = text.replace(/\s+/g, '');
  return /^[0-9A-Fa-f]+$/.test(compact) ? Uint8Array.from(Buffer.from(compact, 'hex')) : wktToWkb(text);
}

function findAll(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) =>
    child.name === name ? [child] : child.name === 'op' ? [] : findAll(child, name),
  );
}

import { isAscii } from 'node:buffer';
import { FileWindow } from '../source/FileWindow.ts';
import type { FieldType, SourceField, SourceFinding, SourceValue } from '../source/VectorSource.ts';
import { decodesCleanly, encodingOfLanguageDriver, normaliseEncodingName } from './textEncoding.ts';

interface DbfColumn {
  readonly nameBytes: Buffer;
  readonly code: string;
  readonly offset: number;
  readonly width: number;
  readonly decimals: number;
}

export interface DbfEncodingHints {
  /** Text of the .cpg; undefined where there is none. */
  readonly codePageFile: string | undefined;
  /** What the user said; wins over everything. */
  readonly requested: string | undefined;
}

const HEADER_BYTES = 32;
const DESCRIPTOR_BYTES = 32;
const DELETED = 0x2a;
const SAFE_DIGITS = 15;

/**
 * The attribute table of a shapefile (dBASE III and IV, FoxPro numbers), read record by record.
 *
 * Encoding: the user's word, else .cpg, else the language driver id, else a test of all text in the file (UTF-8 where
 * it is valid, else GB18030). A declaration that the bytes contradict is not followed but reported, because following
 * it would turn names into question marks. Whole numbers with leading zeros or more than 15 digits are ids, so their
 * whole column is text.
 */
export class DbfTable {
  readonly records: number;
  readonly fields: readonly SourceField[];
  readonly encoding: string;
  readonly encodingFrom: 'file' | 'guess' | 'user';
  readonly findings: readonly SourceFinding[];
  readonly #window: FileWindow;
  readonly #columns: readonly DbfColumn[];
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #headerBytes: number;
  readonly #recordBytes: number;

  /** Undefined where the bytes are no dBASE table. */
  static open(path: string, hints: DbfEncodingHints): DbfTable | undefined {
    const window = new FileWindow(path);
    const header = window.read(0, HEADER_BYTES);
    const headerBytes = header.length < HEADER_BYTES ? 0 : header.readUInt16LE(8);
    const recordBytes = header.length < HEADER_BYTES ? 0 : header.readUInt16LE(10);
    if (headerBytes < HEADER_BYTES + 1 || recordBytes < 1 || headerBytes > window.size) {
      window.close();
      return undefined;
    }
    return new DbfTable(window, headerBytes, recordBytes, hints);
  }

  private constructor(window: FileWindow, headerBytes: number, recordBytes: number, hints: DbfEncodingHints) {
    this.#window = window;
    this.#headerBytes = headerBytes;
    this.#recordBytes = recordBytes;
    const header = Buffer.from(window.read(0, headerBytes));
    const declared = header.readUInt32LE(4);
    // the count in the header is a claim; the length of the file decides
    this.records = Math.min(declared, Math.floor((window.size - headerBytes) / recordBytes));
    this.#columns = readColumns(header, recordBytes);
    const survey = this.#survey();
    const chosen = chooseEncoding(survey.samples, header[29] as number, hints);
    this.encoding = chosen.encoding;
    this.encodingFrom = chosen.from;
    this.findings = [
      ...chosen.findings,
      ...(this.records < declared ? [finding('DBF_TRUNCATED', declared - this.records)] : []),
    ];
    this.#decoder = new TextDecoder(chosen.encoding);
    const names = this.#columns.map((column) => this.#decode(column.nameBytes));
    this.fields = this.#columns.map((column, i) => ({
      name: uniqueName(names, i),
      type: fieldType(column, survey.identifierColumns.has(i)),
    }));
  }

  /** True for a record its editor has deleted: it is no feature any more. */
  isDeleted(index: number): boolean {
    return this.#record(index)[0] === DELETED;
  }

  /** Values in field order; all null beyond the last record. */
  readValues(index: number): SourceValue[] {
    const record = this.#record(index);
    return this.#columns.map((column, i) => {
      const bytes = record.subarray(column.offset, column.offset + column.width);
      return bytes.length === 0 ? null : this.#toValue(column, this.fields[i]?.type ?? 'text', bytes);
    });
  }

  close(): void {
    this.#window.close();
  }

  #record(index: number): Buffer {
    return this.#window.read(this.#headerBytes + index * this.#recordBytes, this.#recordBytes);
  }

  #toValue(column: DbfColumn, type: FieldType, bytes: Buffer): SourceValue {
    switch (column.code) {
      case 'I':
      case '+':
        return bytes.length === 4 ? bytes.readInt32LE(0) : null;
      case 'B':
      case 'O':
        return bytes.length === 8 ? bytes.readDoubleLE(0) : null;
      case 'L': {
        const flag = String.fromCharCode(bytes[0] as number).toUpperCase();
        if (flag === 'T' || flag === 'Y') return 1;
        return flag === 'F' || flag === 'N' ? 0 : null;
      }
      // a memo cell holds a block number of another file, which means nothing to a reader
      case 'M':
      case 'G':
      case 'P':
        return null;
      default: {
        const text = trimField(this.#decode(bytes));
        if (type === 'text') return text === '' ? null : text;
        if (type === 'date') return toDate(text);
        return toNumber(text);
      }
    }
  }

  #decode(bytes: Uint8Array): string {
    return isAscii(bytes)
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
      : this.#decoder.decode(withoutCutTail(this.#decoder, bytes));
  }

  /** One pass over all records: the text that is not ASCII, once each, and the number columns that hold ids. */
  #survey(): { samples: readonly Uint8Array[]; identifierColumns: ReadonlySet<number> } {
    const samples = new Map<string, Uint8Array>();
    const identifierColumns = new Set<number>();
    const keep = (bytes: Buffer) => {
      const trimmed = trimBytes(bytes);
      if (!isAscii(trimmed) && samples.size < 20_000) {
        samples.set(trimmed.toString('latin1'), Uint8Array.from(trimmed));
      }
    };
    for (const column of this.#columns) keep(column.nameBytes);
    const wholeNumbers = this.#columns.flatMap((column, i) =>
      (column.code === 'N' || column.code === 'F') && column.decimals === 0 ? [[i, column] as const] : [],
    );
    const texts = this.#columns.filter(({ code }) => code === 'C' || code === 'V');
    for (let index = 0; index < this.records; index++) {
      const record = this.#record(index);
      if (!isAscii(record)) {
        for (const { offset, width } of texts) keep(record.subarray(offset, offset + width));
      }
      for (const [i, { offset, width }] of wholeNumbers) {
        if (identifierColumns.has(i)) continue;
        if (looksLikeIdentifier(record, offset, offset + width)) identifierColumns.add(i);
      }
    }
    return { samples: [...samples.values()], identifierColumns };
  }
}

function readColumns(header: Buffer, recordBytes: number): DbfColumn[] {
  const columns: DbfColumn[] = [];
  let offset = 1;
  for (
    let position = HEADER_BYTES;
    position + DESCRIPTOR_BYTES <= header.length && header[position] !== 0x0d;
    position += DESCRIPTOR_BYTES
  ) {
    const code = String.fromCharCode(header[position + 11] as number).toUpperCase();
    // Clipper and others keep the high byte of a long text's width where numbers have their decimals
    const low = header[position + 16] as number;
    const high = header[position + 17] as number;
    const width = code === 'C' ? low + high * 256 : low;
    if (offset + width > recordBytes) break;
    const raw = header.subarray(position, position + 11);
    const end = raw.indexOf(0);
    columns.push({
      nameBytes: trimBytes(raw.subarray(0, end === -1 ? 11 : end)),
      code,
      offset,
      width,
      decimals: code === 'C' ? 0 : high,
    });
    offset += width;
  }
  return columns;
}

function chooseEncoding(
  samples: readonly Uint8Array[],
  languageDriver: number,
  hints: DbfEncodingHints,
): { encoding: string; from: 'file' | 'guess' | 'user'; findings: SourceFinding[] } {
  const fits = (encoding: string) => {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return samples.every((bytes) => decodesCleanly(decoder, bytes, true));
  };
  if (hints.requested !== undefined) {
    const findings = fits(hints.requested) ? [] : [finding('ENCODING_CONTRADICTED', 1, hints.requested)];
    return { encoding: hints.requested, from: 'user', findings };
  }
  const fromFile = hints.codePageFile === undefined ? undefined : normaliseEncodingName(hints.codePageFile);
  const declared = fromFile ?? encodingOfLanguageDriver(languageDriver);
  if (declared !== undefined && fits(declared)) return { encoding: declared, from: 'file', findings: [] };
  const findings = declared === undefined ? [] : [finding('ENCODING_CONTRADICTED', 1, declared)];
  const guess = fits('utf-8') ? 'utf-8' : fits('gb18030') ? 'gb18030' : (declared ?? 'gb18030');
  if (guess === declared) return { encoding: guess, from: 'file', findings };
  return { encoding: guess, from: 'guess', findings };
}

function finding(code: string, count: number, ...examples: string[]): SourceFinding {
  return { code, count, examples };
}

function fieldType(column: DbfColumn, isIdentifier: boolean): FieldType {
  switch (column.code) {
    case 'N':
    case 'F':
      if (column.decimals > 0) return 'real';
      return isIdentifier ? 'text' : 'integer';
    case 'I':
    case '+':
    case 'L':
      return 'integer';
    case 'B':
    case 'O':
      return 'real';
    case 'D':
      return 'date';
    default:
      return 'text';
  }
}

/** dBASE allows two columns of one name, and a cut character may make them so: the later gets a number. */
function uniqueName(names: readonly string[], index: number): string {
  const name = names[index] === '' ? `FIELD${index + 1}` : (names[index] as string);
  const before = names.slice(0, index).filter((other) => other.toLowerCase() === name.toLowerCase()).length;
  return before === 0 ? name : `${name}_${before + 1}`;
}

function looksLikeIdentifier(record: Buffer, start: number, end: number): boolean {
  let position = start;
  while (position < end && record[position] === 0x20) position++;
  const first = position;
  while (position < end && (record[position] as number) >= 0x30 && (record[position] as number) <= 0x39) {
    position++;
  }
  const digits = position - first;
  return digits > SAFE_DIGITS || (digits > 1 && record[first] === 0x30);
}

function trimBytes(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  return bytes.subarray(0, end);
}

function trimField(text: string): string {
  const end = text.indexOf('\0');
  return (end === -1 ? text : text.slice(0, end)).trimEnd().replace(/^ +/, '');
}

/** Without the bytes of a character that the width of the field cut in two. */
function withoutCutTail(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): Uint8Array {
  const replacement = '\uFFFD';
  for (let cut = 0; cut <= 3 && cut < bytes.length; cut++) {
    const shorter = bytes.subarray(0, bytes.length - cut);
    if (!decoder.decode(shorter).endsWith(replacement)) return shorter;
  }
  return bytes;
}

function toNumber(text: string): number | null {
  const trimmed = text.trim();
  // a full row of asterisks is how dBASE says "did not fit"
  if (trimmed === '' || trimmed.startsWith('*')) return null;
  const value = Number(trimmed.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}

function toDate(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim());
  if (match === null || text.startsWith('0000')) return null;
  return `${match[1]}-${match[2]}-${match[3]}`;
}

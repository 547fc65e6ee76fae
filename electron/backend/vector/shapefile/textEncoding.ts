/**
 * The WHATWG name of an encoding that a .cpg, a user or a tool calls `text` ("936", "GBK", "UTF-8", "ISO 8859-1",
 * "ANSI 1252", "cp950"); undefined for one this platform cannot decode.
 */
export function normaliseEncodingName(text: string): string | undefined {
  const plain = text
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  if (plain === '') return undefined;
  const codePage = /^(?:cp-?|ms-?|windows-?|win-?|ansi-?|codepage-?|oem-?)?(\d{3,5})$/.exec(plain)?.[1];
  const iso = /^(?:iso-?)?8859-?(\d{1,2})$/.exec(plain)?.[1];
  const label =
    (codePage === undefined ? undefined : CODE_PAGES[codePage]) ??
    (iso === undefined ? undefined : `iso-8859-${iso}`) ??
    ALIASES[plain] ??
    plain;
  try {
    const name = new TextDecoder(label).encoding;
    // GB18030 is a superset of GBK, so decoding by it loses nothing
    return name === 'gbk' ? 'gb18030' : name;
  } catch {
    // RangeError: not a label the platform knows; the caller goes on to the next source of the encoding
    return undefined;
  }
}

const CODE_PAGES: Readonly<Record<string, string>> = {
  '866': 'ibm866',
  '874': 'windows-874',
  '932': 'shift_jis',
  '936': 'gb18030',
  '949': 'euc-kr',
  '950': 'big5',
  '1250': 'windows-1250',
  '1251': 'windows-1251',
  '1252': 'windows-1252',
  '1253': 'windows-1253',
  '1254': 'windows-1254',
  '1255': 'windows-1255',
  '1256': 'windows-1256',
  '1257': 'windows-1257',
  '1258': 'windows-1258',
  '54936': 'gb18030',
  '65001': 'utf-8',
  '88591': 'iso-8859-1',
};

const ALIASES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'gb-18030': 'gb18030',
  'gb-2312': 'gb18030',
  'gb2312-80': 'gb18030',
  'shift-jis': 'shift_jis',
  'big-5': 'big5',
};

/**
 * The encoding the language driver id in byte 29 of a .dbf names; undefined where it names none. 0x57 ("ANSI") means
 * the code page of whatever machine wrote the file, GBK on a Chinese one, so it names none either.
 */
export function encodingOfLanguageDriver(id: number): string | undefined {
  const codePage = LANGUAGE_DRIVERS[id];
  return codePage === undefined ? undefined : normaliseEncodingName(codePage);
}

const LANGUAGE_DRIVERS: Readonly<Record<number, string>> = {
  3: '1252',
  19: '932',
  38: '866',
  77: '936',
  78: '949',
  79: '950',
  80: '874',
  88: '1252',
  89: '1252',
  101: '866',
  120: '950',
  121: '949',
  122: '936',
  123: '932',
  124: '874',
  200: '1250',
  201: '1251',
  202: '1254',
  203: '1253',
  204: '1257',
};

/**
 * Whether bytes that fill a field of fixed width decode without loss. A character that the width cut in two at the
 * end of the field is forgiven: the writer lost it, not the encoding.
 */
export function decodesCleanly(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array,
  mayBeCut: boolean,
): boolean {
  const longestTail = mayBeCut ? 3 : 0;
  for (let cut = 0; cut <= longestTail && cut < bytes.length; cut++) {
    const end = bytes.length - cut;
    if (cut > 0 && (bytes[end] as number) < 0x80) break;
    try {
      decoder.decode(bytes.subarray(0, end));
      return true;
    } catch {
      // TypeError of a fatal decoder: malformed with this many bytes; try without the last
    }
  }
  return bytes.length === 0;
}

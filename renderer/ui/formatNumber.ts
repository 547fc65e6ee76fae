const groupSpace = '\u2009';

/** Thin spaces between thousands of a decimal text, and a true minus sign. */
export function groupThousands(digits: string): string {
  const [whole = '', fraction] = digits.replace(/^-/, '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, groupSpace);
  const unsigned = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return digits.startsWith('-') && /[1-9]/.test(digits) ? `−${unsigned}` : unsigned;
}

/** 1398 → “1 398”, so that figures line up and read the same in every pane. */
export function formatCount(value: number): string {
  return groupThousands(Math.round(value).toString());
}

export function formatDecimal(value: number, decimals: number): string {
  return groupThousands(value.toFixed(decimals));
}

/** 10:32:05 in local time. */
export function formatClock(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** 2026-11-22 10:32 in local time. */
export function formatDateTime(utc: string): string {
  const date = new Date(utc);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  return `${day} ${formatClock(date).slice(0, 5)}`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${formatDecimal(bytes / 1024, 0)} KB`;
  if (bytes < 1024 ** 3) return `${formatDecimal(bytes / 1024 ** 2, 1)} MB`;
  return `${formatDecimal(bytes / 1024 ** 3, 2)} GB`;
}

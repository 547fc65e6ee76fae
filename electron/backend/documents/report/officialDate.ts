/** '2026-11-22T16:00:00.000Z' → '2026年11月23日': the day in China, where the papers are signed. */
export function officialDate(atUtc: string): string {
  const china = new Date(Date.parse(atUtc) + 8 * 3_600_000);
  return `${china.getUTCFullYear()}年${china.getUTCMonth() + 1}月${china.getUTCDate()}日`;
}

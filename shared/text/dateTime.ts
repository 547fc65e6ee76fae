/** 2026-11-22 10:32 in local time, of an instant in UTC. */
export function formatLocalDateTime(utc: string): string {
  const date = new Date(utc);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

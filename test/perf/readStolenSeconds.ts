import { existsSync, readFileSync } from 'node:fs';

/** Processor time that the host of a virtual machine has taken from it since it started; null where nobody tells. */
export function readStolenSeconds(): number | null {
  if (!existsSync('/proc/stat')) return null;
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  // cpu, user, nice, system, idle, iowait, irq, softirq, steal in hundredths of a second
  return Number(line.split(/\s+/)[8]) / 100;
}

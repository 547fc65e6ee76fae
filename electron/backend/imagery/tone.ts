/** How the values of one band become 8-bit brightness. */
export interface Tone {
  readonly low: number;
  readonly high: number;
  toByte(value: number): number;
}

/** Eight-bit values as they are. */
export const plainTone: Tone = { low: 0, high: 255, toByte: (value) => value };

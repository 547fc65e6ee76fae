/** Linear light of red, green and blue, 0 to 1. */
type Light = readonly [number, number, number];
/** CIE L*a*b* under D65. */
export type Lab = readonly [number, number, number];

export type Sight = 'normal' | 'protanopia' | 'deuteranopia' | 'tritanopia';

/**
 * What is left of linear RGB for each dichromat: Machado, Oliveira, Fernandes, “A Physiologically-based Model for
 * Simulation of Color Vision Deficiency”, IEEE TVCG 15 (2009), table 1, severity 1.0.
 */
const matrices: Readonly<Record<Sight, readonly [Light, Light, Light]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** A colour as `#rrggbb`, as it is seen by these eyes. */
export function labOf(hex: string, sight: Sight = 'normal'): Lab {
  const light = lightOf(hex);
  const [r, g, b] = matrices[sight].map((row) => clamp(dot(row, light))) as unknown as Light;
  const x = dot([0.4124564, 0.3575761, 0.1804375], [r, g, b]) / 0.95047;
  const y = dot([0.2126729, 0.7151522, 0.072175], [r, g, b]);
  const z = dot([0.0193339, 0.119192, 0.9503041], [r, g, b]) / 1.08883;
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}

/** Contrast of two colours, 1 to 21: WCAG 2.1, relative luminance. */
export function contrastOf(one: string, other: string): number {
  const luminance = (hex: string) => dot([0.2126, 0.7152, 0.0722], lightOf(hex));
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** CIEDE2000 after Sharma, Wu, Dalal, Color Research and Application 30 (2005), equations 2 to 22. */
export function differenceOf([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const radians = Math.PI / 180;
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1.5 - 0.5 * Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7));
  const hueOf = (a: number, b: number) => (Math.atan2(b, a) / radians + 360) % 360;
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)];
  const [h1, h2] = [hueOf(a1 * stretch, b1), hueOf(a2 * stretch, b2)];
  const isGrey = c1 * c2 === 0;
  const hueStep = isGrey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const hueDifference = 2 * Math.sqrt(c1 * c2) * Math.sin((hueStep / 2) * radians);
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const apart = Math.abs(h1 - h2) > 180;
  const h = isGrey ? h1 + h2 : (h1 + h2 + (apart ? (h1 + h2 < 360 ? 360 : -360) : 0)) / 2;
  const cosine = (degrees: number) => Math.cos(degrees * radians);
  const t =
    1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) - 0.2 * cosine(4 * h - 63);
  const lightnessTerm = (l2 - l1) / (1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2));
  const chromaTerm = (c2 - c1) / (1 + 0.045 * c);
  const hueTerm = hueDifference / (1 + 0.015 * c * t);
  const turn = Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * radians);
  const rotation = -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * turn;
  return Math.sqrt(lightnessTerm ** 2 + chromaTerm ** 2 + hueTerm ** 2 + rotation * chromaTerm * hueTerm);
}

function lightOf(hex: string): Light {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function dot([a, b, c]: Light, [x, y, z]: Light): number {
  return a * x + b * y + c * z;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(1, value));
}

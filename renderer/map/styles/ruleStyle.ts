/** How one rule looks everywhere: list, bill, map and print. Hue is always doubled by the hatch direction. */
export interface RuleStyle {
  /** On white. */
  readonly color: string;
  /** On imagery: the same hue, brighter. */
  readonly mapColor: string;
  /** Direction of the hatch lines in degrees; 45 rises to the right. */
  readonly angle: 0 | 45 | 90 | -45;
}

/** Okabe–Ito hues without the yellow that marks the current plot; slope is earth, as on the official maps. */
const known: Readonly<Record<string, RuleStyle>> = {
  E01: { color: '#8d6e63', mapColor: '#d7b3a3', angle: 0 },
  E02: { color: '#d55e00', mapColor: '#ff8a3d', angle: 45 },
  E03: { color: '#009e73', mapColor: '#2fe0ac', angle: -45 },
  E04: { color: '#3597d3', mapColor: '#7fd0ff', angle: 90 },
  E05: { color: '#0072b2', mapColor: '#49b6ff', angle: -45 },
  E06: { color: '#cc79a7', mapColor: '#ff9fd0', angle: 45 },
  C01: { color: '#7b8794', mapColor: '#cfd8e0', angle: 90 },
  T01: { color: '#7b8794', mapColor: '#cfd8e0', angle: 45 },
  T02: { color: '#7b8794', mapColor: '#cfd8e0', angle: -45 },
  W03: { color: '#5e4fa2', mapColor: '#b9a7ff', angle: 90 },
  W04: { color: '#b07d00', mapColor: '#ffcf5c', angle: -45 },
  E07: { color: '#6b7a1e', mapColor: '#c6dd52', angle: 0 },
};

const local: readonly RuleStyle[] = [
  { color: '#5e4fa2', mapColor: '#b9a7ff', angle: 90 },
  { color: '#b07d00', mapColor: '#ffcf5c', angle: -45 },
  { color: '#52606d', mapColor: '#d5dde5', angle: 45 },
];

/** Local rules (E99 and its numbered kin) take their looks from their own code, so a rule never changes colour. */
export function ruleStyle(rule: string): RuleStyle {
  const fixed = known[rule.slice(0, 3)];
  if (fixed !== undefined) return fixed;
  let sum = 0;
  for (const character of rule.slice(3)) sum += character.charCodeAt(0);
  return local[sum % local.length] as RuleStyle;
}

/** The same hatch as a CSS background, for swatches and bars. */
export function hatchBackground(style: RuleStyle, dense = false): string {
  const gap = dense ? 4 : 5;
  // CSS measures the gradient line, which is perpendicular to the stripes, clockwise from the top
  return `repeating-linear-gradient(${-style.angle}deg, ${style.color} 0 2px, transparent 2px ${gap}px)`;
}

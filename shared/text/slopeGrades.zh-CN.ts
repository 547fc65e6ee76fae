/**
 * Grades 1 to 5 of the slope of the land (GDPDJB of TD/T 1055): how they are named, and their colours on the map, from
 * light to dark so that they can be told apart without their hue (ColorBrewer YlOrBr).
 */
export const slopeGrades: readonly { readonly label: string; readonly color: string }[] = [
  { label: '≤2°', color: '#ffffd4' },
  { label: '2–6°', color: '#fed98e' },
  { label: '6–15°', color: '#fe9929' },
  { label: '15–25°', color: '#d95f0e' },
  { label: '＞25°', color: '#993404' },
];

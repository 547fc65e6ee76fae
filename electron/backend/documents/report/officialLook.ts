/** Half points. 二号 22 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt, 小五 9 pt. */
export const sizes = { title: 44, body: 32, caption: 24, page: 28, table: 18 } as const;
/** The fonts of official papers by name only: they are licensed, and offices have them (domain reference §7). */
export const fonts = {
  title: font('方正小标宋简体'),
  heading: font('黑体'),
  date: font('楷体_GB2312'),
  body: font('仿宋_GB2312'),
} as const;
/** Twentieths of a point: A4 with the margins of GB/T 9704 (37 mm above, 28 mm left, text 156 mm × 225 mm). */
export const page = {
  width: 11_906,
  height: 16_838,
  top: 2_098,
  left: 1_588,
  right: 1_474,
  bottom: 1_984,
} as const;
export const textWidth = page.width - page.left - page.right;

/** A Chinese font with Times New Roman for Latin letters and figures. */
export function font(eastAsia: string) {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia } as const;
}

/** 面 · 线 · 箭头 · 云线 · 文字: what a reviewer draws on a plot. */
export const markupKinds = ['area', 'line', 'arrow', 'cloud', 'text'] as const;
export type MarkupKind = (typeof markupKinds)[number];

/** Width of a text in columns of a spreadsheet: a Chinese character takes two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) as number) > 0x2e7f ? 2 : 1;
  return width;
}

/** Lines a text takes in a cell; a cell keeps half a character free at each side. */
export function countLines(text: string, widthCharacters: number): number {
  const room = Math.max(2, widthCharacters - 1);
  let lines = 0;
  for (const line of text.split('\n')) lines += Math.max(1, Math.ceil(textWidth(line) / room));
  return lines;
}

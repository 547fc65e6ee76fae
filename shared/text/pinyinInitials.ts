/**
 * Pinyin initials by the collation every ICU brings along: no package, no table of 20,000 characters. It knows one
 * reading of each character; second readings common in place and family names are listed below.
 */
const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
const firstOfLetter = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀';
const letters = 'abcdefghjklmnopqrstwxyz';
const otherReadings: Readonly<Record<string, string>> = {
  长: 'cz',
  重: 'cz',
  乐: 'ly',
  单: 'ds',
  行: 'hx',
  曾: 'cz',
  厦: 'sx',
  解: 'jx',
  区: 'qo',
  朝: 'cz',
  都: 'd',
  会: 'hk',
  仇: 'cq',
  尉: 'wy',
  盖: 'gh',
  覃: 'qt',
  查: 'cz',
  翟: 'zd',
  贾: 'jg',
  折: 'zs',
  调: 'dt',
  藏: 'cz',
};

/** Every way to type a text by initials: one string of possible letters for each character, in lower case. */
function initialsOf(text: string): readonly string[] {
  return [...text.toLowerCase()].map((character) => {
    const listed = otherReadings[character];
    if (listed !== undefined) return listed;
    return /\p{Script=Han}/u.test(character) ? firstLetter(character) : character;
  });
}

/** True where the letters typed are the pinyin initials of a part of the text: 'zjc' of 张家村. */
export function matchesInitials(text: string, typed: string): boolean {
  const wanted = [...typed.toLowerCase()];
  if (wanted.length === 0) return false;
  const initials = initialsOf(text);
  return initials.some((_, start) =>
    wanted.every((letter, offset) => initials[start + offset]?.includes(letter) === true),
  );
}

function firstLetter(character: string): string {
  let found = '';
  for (const [index, first] of [...firstOfLetter].entries()) {
    if (collator.compare(character, first) < 0) break;
    found = letters[index] ?? found;
  }
  return found;
}

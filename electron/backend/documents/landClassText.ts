import { landClassTitle } from '../../../shared/text/landClasses.zh-CN.ts';

/** '0201' → '0201 果园'; a code without a known name as it is. */
export function landClassText(code: string): string {
  const title = landClassTitle(code);
  return title === '' ? code : `${code} ${title}`;
}

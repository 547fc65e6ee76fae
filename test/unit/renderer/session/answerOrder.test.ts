import { expect, it } from 'vitest';
import { createAnswerOrder } from '../../../../renderer/session/answerOrder.ts';

it('takes answers that come in order, and none that is older than one already taken', () => {
  const ask = createAnswerOrder();
  const [first, second, third] = [ask(), ask(), ask()];
  expect(first()).toBe(true);
  expect(third()).toBe(true);
  expect(second()).toBe(false);
  // the same answer once more is no older one
  expect(third()).toBe(true);
  expect(ask()()).toBe(true);
});

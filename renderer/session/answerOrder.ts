/**
 * Answers may come in another order than they were asked for, and an older one must not take the place of a newer one.
 * Returns how to ask: call it when the question is put, and what it returns once the answer is there. That is false where
 * the answer to a later question of the same kind has been taken already.
 */
export function createAnswerOrder(): () => () => boolean {
  let asked = 0;
  let taken = 0;
  return () => {
    const mine = ++asked;
    return () => {
      if (mine < taken) return false;
      taken = mine;
      return true;
    };
  };
}

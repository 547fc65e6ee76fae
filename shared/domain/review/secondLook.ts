import type { JsonValue } from './canonicalJson.ts';
import type { Adjudication, SecondLookState } from './secondLookState.ts';

/** 抽中的一块图斑: what the first reviewer said, what the second said without knowing it, and what became of it. */
export interface SecondLook {
  readonly state: SecondLookState;
  readonly stratum: string;
  readonly first: { readonly verdictCode: string; readonly by: string };
  readonly second: SecondVerdict | null;
  readonly settlement: {
    readonly choice: Adjudication;
    readonly verdictCode: string | null;
    readonly reason: string;
    readonly by: string;
    readonly atUtc: string;
  } | null;
}

export interface SecondVerdict {
  readonly verdictCode: string;
  readonly note: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly evidenceSha256: string | null;
  readonly by: string;
  readonly atUtc: string;
}

/** The look after the second verdict: done where both say the same, else to be adjudicated. */
export function answerSecondLook(look: SecondLook, second: SecondVerdict): SecondLook {
  if (look.state !== 'open') throw new Error(`a second look that is ${look.state} is not answered again`);
  return { ...look, second, state: second.verdictCode === look.first.verdictCode ? 'agreed' : 'disputed' };
}

/** The look after adjudication; `verdictCode` is null where the plot goes back to its reviewer. */
export function settleSecondLook(
  look: SecondLook,
  settlement: NonNullable<SecondLook['settlement']>,
): SecondLook {
  if (look.state !== 'disputed') throw new Error(`a second look that is ${look.state} is not adjudicated`);
  return { ...look, settlement, state: settlement.choice === 'return' ? 'returned' : 'settled' };
}

/** The verdict the plot ended with; null while it is open, disputed or sent back. */
export function finalVerdictOf(look: SecondLook): string | null {
  return look.state === 'agreed' ? look.first.verdictCode : (look.settlement?.verdictCode ?? null);
}

/** The form in which a second look stands in the command log. */
export function secondLookToJson(look: SecondLook | null): JsonValue {
  if (look === null) return null;
  const { state, stratum, first, second, settlement } = look;
  return {
    state,
    stratum,
    first: { ...first },
    second: second === null ? null : { ...second, answers: { ...second.answers } },
    settlement: settlement === null ? null : { ...settlement },
  };
}

/** Reads what secondLookToJson wrote. */
export function secondLookFromJson(value: JsonValue): SecondLook | null {
  return value as unknown as SecondLook | null;
}

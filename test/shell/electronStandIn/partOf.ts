type DeepPartial<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** The members of an Electron object that the app uses, checked against Electron's types, passed as the whole. */
export function partOf<Whole>(part: DeepPartial<Whole>): Whole {
  return part as Whole;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out the keys whose value is undefined: an option not given is absent, not undefined. */
export function withoutUndefined<T extends Record<string, unknown>>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

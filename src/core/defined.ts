type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The object without the members that are undefined. */
export function defined<T extends object>(object: T): Defined<T> {
  // Asked for each connection many times: no second list is made of its members.
  const left: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    if (value !== undefined) left[name] = value;
  }
  return left as Defined<T>;
}

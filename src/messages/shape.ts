/** Whether a value is what a request says that it is. */
export type Guard<Value> = (value: unknown) => value is Value;

/** A guard for each member of a request. */
export type Shape<Request> = { readonly [Member in keyof Request]-?: object extends Pick<Request, Member> ? Guard<Request[Member] | undefined> : Guard<Request[Member]> };

/** The shapes of a family's requests: a message without one does not compile. */
export type Shapes<Family extends { [Type in keyof Family]: { request: object } }> = { readonly [Type in keyof Family]: Shape<Family[Type]["request"]> };

export const isText = (value: unknown): value is string => typeof value === "string";
/** All numbers in requests are whole: ids of tabs, ports. */
export const isNumber = (value: unknown): value is number => Number.isSafeInteger(value);

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

export function isOneOf<Value extends string>(...values: readonly Value[]): Guard<Value> {
  return (value): value is Value => values.some((each) => each === value);
}

export function isOptional<Value>(guard: Guard<Value>): Guard<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || guard(value);
}

export function isNullable<Value>(guard: Guard<Value>): Guard<Value | null> {
  return (value): value is Value | null => value === null || guard(value);
}

/** One of several objects, told apart by `kind`. */
export function isVariant<Value extends { kind: string }>(shapes: { readonly [Kind in Value["kind"]]: Shape<Omit<Extract<Value, { kind: Kind }>, "kind">> }): Guard<Value> {
  const byKind = new Map<unknown, object>(Object.entries(shapes));
  return (value): value is Value => {
    const shape = isObject(value) ? byKind.get(value["kind"]) : undefined;
    return isObject(value) && shape !== undefined && misfit(value, shape) === undefined;
  };
}

/** The first member that is not as the shape says; undefined: all are. What the shape does not name is passed over. */
export function misfit(request: Readonly<Record<string, unknown>>, shape: object): string | undefined {
  return Object.entries(shape as Readonly<Record<string, Guard<unknown>>>).find(([member, guard]) => !guard(request[member]))?.[0];
}

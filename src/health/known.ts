/** A fact that rights or circumstances may hide. What is not known is never taken for good. */
export type Known<Value> =
  | {readonly known: true; readonly value: Value}
  | {readonly known: false; readonly why: string; readonly remedy: string};

export function known<Value>(value: Value): Known<Value> {
  return {known: true, value};
}

export function unknown(why: string, remedy: string): Known<never> {
  return {known: false, why, remedy};
}

/** The value, or what is given for a fact that is not known. */
export function valueOr<Value, Fallback>(fact: Known<Value>, fallback: Fallback): Value | Fallback {
  return fact.known ? fact.value : fallback;
}

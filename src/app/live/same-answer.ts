/** The moment of the look itself is no news, but beside this one: together they tell how far the twins are behind. */
const moment = 'server_now';
const momentThatCounts = 'shown_until';

type Row = Readonly<Record<string, unknown>>;

/** Whether two answers tell the same, apart from the moment they are of. They hold what JSON holds, and dates. */
export function isSameAnswer(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
    return false;
  if (before instanceof Date || after instanceof Date)
    return before instanceof Date && after instanceof Date && before.getTime() === after.getTime();
  if (Array.isArray(before) || Array.isArray(after)) {
    if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return false;
    return before.every((value, index) => isSameAnswer(value, after[index]));
  }
  return isSameRow(before, after);
}

function isSameRow(before: object, after: object): boolean {
  const [one, other] = [before as Row, after as Row];
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      name =>
        Object.hasOwn(other, name) &&
        ((name === moment && !Object.hasOwn(other, momentThatCounts)) ||
          isSameAnswer(one[name], other[name])),
    )
  );
}

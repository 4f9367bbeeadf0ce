import {isPlan} from './read-plan.ts';
import {unwrapLines} from './unwrap-lines.ts';

/** Text in which there is no plan; the message says what it is instead, as far as one can tell. */
export class PlanTextError extends Error {
  override readonly name = 'PlanTextError';
}

/**
 * Finds the plans in a text: EXPLAIN (FORMAT JSON) of any version, bare, or as psql prints it (aligned, expanded,
 * with any border), or as auto_explain logs it (plain, CSV, JSON and syslog). Gives each as the server wrote it, in
 * order, ready for `annotatePlan`. Throws `PlanTextError` where there is none.
 */
export function parsePlanText(text: string): readonly unknown[] {
  const attempts = [() => text, () => unwrapLines(text), () => unwrapLines(text.replaceAll('""', '"'))];
  let isCutOff = false;
  for (const attempt of attempts) {
    const found = scan(attempt());
    if (found.plans.length > 0) return found.plans;
    isCutOff ||= found.isCutOff;
  }
  throw new PlanTextError(explainAbsence(text, isCutOff));
}

function scan(text: string): {plans: unknown[]; isCutOff: boolean} {
  const plans: unknown[] = [];
  // What begins a document: an array of an object, or an object with a key.
  const beginning = /\[\s*\{\s*"|\{\s*"/g;
  for (let match = beginning.exec(text); match; match = beginning.exec(text)) {
    const end = findEnd(text, match.index);
    if (end === undefined) return {plans, isCutOff: plans.length === 0};
    plans.push(...plansIn(text.slice(match.index, end)));
    beginning.lastIndex = end;
  }
  return {plans, isCutOff: false};
}

function plansIn(json: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  if (Array.isArray(value) && value.length > 1) return value.filter(isPlan).map(plan => [plan]);
  if (isPlan(value)) return [value];
  // A line of a JSON log carries the plan in its message; a row of `psql` as JSON in its column.
  if (typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value) ? (value[0] as unknown) : value;
  if (typeof inner !== 'object' || inner === null) return [];
  if ('QUERY PLAN' in inner) {
    const column = inner['QUERY PLAN'];
    return typeof column === 'string' ? scan(column).plans : isPlan(column) ? [column] : [];
  }
  return 'message' in inner && typeof inner.message === 'string' ? scan(inner.message).plans : [];
}

/** One past the bracket that closes the one at `from`; undefined where the text ends before. */
function findEnd(text: string, from: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function explainAbsence(text: string, isCutOff: boolean): string {
  if (text.trim() === '') return 'There is no text.';
  if (isCutOff) return 'The JSON is cut off: a bracket or a string in it is never closed.';
  if (/\(cost=\d|\(actual time=\d|<explain |^\s*- Plan:/m.test(text))
    return 'This plan is in another format; run EXPLAIN with FORMAT JSON.';
  return 'There is no plan of EXPLAIN (FORMAT JSON) in this text.';
}

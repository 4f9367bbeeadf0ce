import {UserError} from '../../config/user-error.ts';
import {type Named, nameOf} from '../../screens/names.ts';
import {clean} from '../../ui/text.ts';
import {suggest} from '../suggest.ts';

/** So many names are told where one was not found or several were. */
const toldCount = 5;

/**
 * The one that was meant by an id, a label, the beginning of an id or a part of a label, without regard to case. Unlike
 * the monitor, which shows what it chose, a report must not guess: throws a `UserError` where none or several fit.
 */
export function findOne<Entry extends Named>(
  kind: 'agent' | 'challenge',
  entries: readonly Entry[],
  text: string,
): Entry {
  const wanted = text.trim().toLowerCase();
  const labelOf = ({label}: Entry) => label?.toLowerCase() ?? '';
  const exact = entries.filter(entry => entry.id === wanted || labelOf(entry) === wanted);
  const near = entries.filter(entry => entry.id.startsWith(wanted) || labelOf(entry).includes(wanted));
  const fitting = exact.length > 0 ? exact : near;
  const [found, ...others] = fitting;
  if (found === undefined) throw noneFits(kind, entries, text);
  if (others.length > 0) {
    throw new UserError(
      `--${kind} ${JSON.stringify(clean(text))} fits more than one ${kind}`,
      listOf(fitting),
      'Give more of the name or of the id.',
    );
  }
  return found;
}

function noneFits(kind: string, entries: readonly Named[], text: string): UserError {
  const labels = entries.flatMap(({label}) => label ?? []).map(clean);
  return new UserError(
    `There is no ${kind} ${JSON.stringify(clean(text))}`,
    'no name contains that, and no id begins with it',
    suggest(clean(text), labels) ??
      (entries.length > 0
        ? `There is ${listOf(entries)}.`
        : `The ${kind}s that have scores are known; their names are kept in analytics_label.`),
  );
}

function listOf(entries: readonly Named[]): string {
  const names = entries
    .slice(0, toldCount)
    .map(({id, label}) => (label === null ? id : `${clean(label)} (${nameOf({id, label: null})})`));
  return entries.length > toldCount ? `${names.join(', ')} and more` : names.join(', ');
}

import {closest, distance} from 'fastest-levenshtein';
import {isMap, isNode, isScalar, LineCounter, parseDocument} from 'yaml';
import type * as z from 'zod';

/** Something wrong with a configuration file, at a line of it. */
export interface ConfigFault {
  readonly line: number;
  readonly what: string;
  readonly remedy: string;
}

/** A YAML text whose places can be told. `faults` are those of YAML itself. */
export interface ConfigDocument {
  readonly value: unknown;
  readonly faults: readonly ConfigFault[];
  /** The line of what stands at a path, else of what is nearest above it. */
  lineOf(path: readonly PropertyKey[]): number;
}

export function parseConfig(text: string): ConfigDocument {
  const lines = new LineCounter();
  // Not `prettyErrors`: they repeat the text.
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, merge: true});
  const lineAt = (offset: number | undefined) => (offset === undefined ? 1 : lines.linePos(offset).line);
  const faults = [...document.errors, ...document.warnings].map(({pos, message}) => ({
    line: lineAt(pos[0]),
    what: `This is no YAML: ${message}`,
    remedy: 'Check the indentation and the quotes.',
  }));
  return {
    value: faults.length === 0 ? toValue(document, faults) : undefined,
    faults,
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const parent = document.getIn(path.slice(0, length - 1), true);
        const key = path[length - 1];
        const pair = isMap(parent)
          ? parent.items.find(item => isScalar(item.key) && String(item.key.value) === String(key))
          : undefined;
        if (isNode(pair?.key) && pair.key.range) return lineAt(pair.key.range[0]);
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return lineAt(node.range[0]);
      }
      return lineAt(document.contents?.range?.[0]);
    },
  };
}

/** Aliases may be unknown, or too many. */
function toValue(document: ReturnType<typeof parseDocument>, faults: ConfigFault[]): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    faults.push({line: 1, what: `This is no YAML: ${why}`, remedy: 'Check the aliases.'});
    return undefined;
  }
}

/** What zod found, by line. `path` is where the value that was checked stands; `names` are those known at a path. */
export function toFaults(
  {issues}: z.ZodError,
  {lineOf}: ConfigDocument,
  path: readonly PropertyKey[],
  namesAt: (path: readonly PropertyKey[]) => readonly string[],
): ConfigFault[] {
  const faults = issues.flatMap(issue => {
    const place = [...path, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key => ({
        line: lineOf([...place, key]),
        what: `There is no setting "${key}"${issue.path.length === 0 ? '' : ` in ${issue.path.join('.')}`}`,
        remedy: suggestName(key, namesAt(issue.path)),
      }));
    }
    return [
      {
        line: lineOf(place),
        what: `${issue.path.join('.') || String(path.at(-1) ?? '') || 'The file'} cannot be used`,
        remedy: sentence(issue.message),
      },
    ];
  });
  return faults.sort((one, other) => one.line - other.line);
}

/** The name that was probably meant, else all of them. */
export function suggestName(given: string, names: readonly string[]): string {
  if (names.length === 0) return 'Take it out.';
  const near = closest(given, names);
  return distance(given, near) <= Math.max(2, given.length / 3)
    ? `Did you mean ${near}?`
    : `There are ${names.join(', ')}.`;
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?]$/.test(begun) ? begun : `${begun}.`;
}

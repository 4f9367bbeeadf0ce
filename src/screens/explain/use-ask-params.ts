import {useContext} from 'react';
import {MemoryContext} from '../../app/memory.ts';
import {type ShellActions, useShell} from '../../app/shell/shell-actions.ts';
import type {Query} from '../../queries/define-query.ts';
import {ParamsError, readParams} from '../../queries/read-params.ts';

/** What the screens themselves ask for. */
const usual: Readonly<Record<string, string>> = {weeks: '12', limit: '50', all: 'false'};

/** What a screen chose, by the name of the parameter that it is good for. */
function readContext(memory: ReadonlyMap<string, unknown>): Readonly<Record<string, string>> {
  const agents = memory.get('list agents');
  const agent =
    typeof agents === 'object' && agents !== null && 'selectedKey' in agents ? agents.selectedKey : undefined;
  const chosen = {agent_id: agent ?? memory.get('agent'), challenge_id: memory.get('challenge')};
  const known = Object.entries(chosen).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {...usual, ...Object.fromEntries(known)};
}

/** Asks for the parameters of a query, one after the other, with what the other screens show filled in. */
export function useAskParams(): (query: Query, use: (params: Record<string, unknown>) => void) => void {
  const shell = useShell();
  const memory = useContext(MemoryContext);
  return (query, use) => {
    if (query.params.safeParse({}).success) {
      use({});
      return;
    }
    const context = readContext(memory);
    askNext(shell, Object.keys(query.params.shape), context, {}, given => {
      try {
        use(readParams(query, given));
      } catch (error) {
        if (!(error instanceof ParamsError)) throw error;
        shell.toast('warning', error.message);
      }
    });
  };
}

/** What is left empty is not given. */
function askNext(
  shell: ShellActions,
  [name, ...rest]: readonly string[],
  context: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
  done: (given: Readonly<Record<string, string>>) => void,
): void {
  if (name === undefined) {
    done(given);
    return;
  }
  shell.prompt({
    label: name,
    initial: context[name] ?? '',
    onSubmit: text => {
      const typed = text.trim();
      askNext(shell, rest, context, typed === '' ? given : {...given, [name]: typed}, done);
    },
  });
}

/** Asks for the values of `$1`, `$2`, … of a statement; `null` is none. */
export function askValues(
  shell: ShellActions,
  count: number,
  use: (values: readonly (string | null)[]) => void,
): void {
  const names = Array.from({length: count}, (_, at) => `$${at + 1}`);
  askNext(shell, names, {}, {}, given =>
    use(names.map(name => (given[name] === 'null' ? null : (given[name] ?? '')))),
  );
}

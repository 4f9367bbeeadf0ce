import {toProblem} from '../../db/problem.ts';
import {type Finding, findingKey} from '../../health/finding.ts';
import type {Handling} from '../../health/handling.ts';
import {quoteText} from '../../health/rules/wording.ts';
import type {KeyHandler} from '../keys/keymap.ts';
import {readSpan} from '../live/read-span.ts';
import {useServices} from '../services.ts';
import {useShell} from '../shell/shell-actions.ts';
import {useWhyReadOnly} from '../use-why-read-only.ts';

interface Way {
  readonly action: 'mute-finding' | 'acknowledge-finding';
  readonly sql: string;
  readonly verb: string;
  readonly done: string;
  readonly usual: string;
  readonly effect: string;
}

const mute: Way = {
  action: 'mute-finding',
  sql: 'analytics_mute_finding',
  verb: 'Mute',
  done: 'Muted',
  usual: '4h',
  effect: 'Nothing is sent about it meanwhile, not even its end; what lasts is told afterwards.',
};
const acknowledge: Way = {
  action: 'acknowledge-finding',
  sql: 'analytics_acknowledge_finding',
  verb: 'Acknowledge',
  done: 'Acknowledged',
  usual: '1d',
  effect: 'It is not repeated meanwhile, unless it gets worse; its end is told.',
};

/** The keys by which people answer a finding: each asks for how long, then shows the statement. */
export function useFindingActions(
  finding: Finding | undefined,
  handling: Handling | undefined,
  {isMissing}: {isMissing: boolean},
): {mute: KeyHandler; acknowledge: KeyHandler} {
  const {database} = useServices();
  const shell = useShell();
  const whyReadOnly = useWhyReadOnly();
  const whyNothing = finding === undefined ? 'no finding is selected' : undefined;
  const disabled =
    whyReadOnly ?? (isMissing ? 'the pipeline is not installed, which remembers it' : whyNothing);

  const run = async ({action, done, verb}: Way, key: string, span: string) => {
    try {
      await database.act(action, [key, span]);
      shell.toast('ok', span === '0' ? `${verb}: ended for ${key}.` : `${done} for ${span}: ${key}.`);
    } catch (error) {
      const {what, why, remedy} = toProblem(error);
      shell.toast('critical', `${what}: ${why}. ${remedy}`);
    }
    shell.reload();
  };

  const ask = (way: Way, isOn: boolean): KeyHandler => ({
    disabled,
    run() {
      if (!finding) return;
      const key = findingKey(finding);
      shell.prompt({
        label: `${way.verb} for (30m, 4h, 2d; 0 ends it)`,
        initial: isOn ? '0' : way.usual,
        onSubmit(text) {
          const span = readSpan(text);
          if (span === null) {
            shell.toast('warning', `"${text}" is no span: 30m, 4h and 2d are, and 0 ends it.`);
            return;
          }
          shell.confirm({
            title: span === '0' ? `End: ${way.verb} ${key}` : `${way.verb} ${key} for ${span}`,
            effect: span === '0' ? 'It is told again from now on.' : way.effect,
            sql: `SELECT ${way.sql}(${quoteText(key)}, interval ${quoteText(span)});`,
            run: () => void run(way, key, span),
          });
        },
      });
    },
  });
  return {
    mute: ask(mute, handling?.muted != null),
    acknowledge: ask(acknowledge, handling?.acknowledged != null),
  };
}

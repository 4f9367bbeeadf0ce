import {alertVariables} from '../src/config/read-alert-settings.ts';
import {allRules} from '../src/health/rules/index.ts';
import {findingAdvice} from './finding-advice.ts';

const file = 'docs/operations.md';

/** What to do for each finding, from the rules that find them, and the variables that the alerts read. */
export const operationsParts: Readonly<Record<string, {file: string; text: string}>> = {
  'alert-variables': {
    file,
    text: table(
      ['Variable', 'What it says'],
      Object.entries(alertVariables).map(([name, text]) => [`\`${name}\``, text]),
    ),
  },
  findings: {file, text: findings()},
};

/** @throws where a rule has no advice, or advice no rule. */
function findings(): string {
  const ids = new Set(allRules.map(({id}) => id));
  const astray = Object.keys(findingAdvice).filter(id => !ids.has(id));
  if (astray.length > 0) throw new Error(`There is advice, but no rule: ${astray.join(', ')}`);
  const areas = Map.groupBy(allRules, ({area}) => area);
  return [...areas]
    .map(([area, rules]) => {
      const rows = rules.map(({id, title}) => [`\`${id}\``, title, adviceFor(id)]);
      return [`### ${area}`, table(['Finding', 'It is well when', 'What to do'], rows)].join('\n');
    })
    .join('\n');
}

function adviceFor(id: string): string {
  const advice = findingAdvice[id];
  if (advice === undefined) throw new Error(`scripts/finding-advice.ts does not say what to do for ${id}.`);
  return advice;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return ['', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

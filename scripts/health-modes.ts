import {globSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Rule} from '../src/health/rule.ts';
import {readLiterals} from './read-literals.ts';

/*
 * The table of every rule for docs/health.md: what its finding says, read from the rule itself, and the tests that name
 * it. A rule without a test is an error.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
/** Tests that make a server unwell, and tests that judge a recorded snapshot. Others name rules only in passing. */
const testPlaces = {
  server: 'test/db/{health-*,check,replica,standby,cron/*,alerts/*}.test.ts',
  snapshot: 'test/unit/health/**/*.test.ts',
} as const;

export function healthModes(rules: readonly Rule[]): string {
  const sources = readAll('src/health/rules/*/*.ts');
  const tests = Object.entries(testPlaces).map(([kind, place]) => ({kind, files: readAll(place)}));
  return [
    '| Finding | Looked at | Severity | Message | Tests that name it |',
    '| --- | --- | --- | --- | --- |',
    ...rules.map(rule => {
      const [, source] = sources.find(([, text]) => text.includes(`id: '${rule.id}'`)) ?? [];
      if (source === undefined) throw new Error(`No file holds the rule ${rule.id}.`);
      const named = new RegExp(`\\b${rule.id.replace('.', '\\.')}(?![\\w-])`);
      const places = tests.flatMap(({kind, files}) => {
        const found = files.filter(([, text]) => named.test(text)).map(([path]) => `\`${path}\``);
        return found.length === 0 ? [] : [`${kind}: ${found.join(', ')}`];
      });
      if (places.length === 0) throw new Error(`No test names the rule ${rule.id}.`);
      const cells = [
        `\`${rule.id}\``,
        rule.title,
        severitiesOf(source),
        messageOf(source),
        places.join('; '),
      ];
      return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    }),
  ].join('\n');
}

function readAll(pattern: string): [path: string, text: string][] {
  return globSync(pattern, {cwd: root})
    .sort()
    .map(path => [path, readFileSync(`${root}/${path}`, 'utf8')]);
}

function severitiesOf(source: string): string {
  const found = [...source.matchAll(/severity: ([^\n]*)/g)].flatMap(([, value = '']) =>
    [...value.matchAll(/'(critical|warning|unknown)'/g)].map(([, severity]) => severity),
  );
  return [...new Set(found)].join(' or ');
}

/** The fullest wording that the rule has for it; … stands for what is filled in. */
function messageOf(source: string): string {
  const wordings = [
    ...source.matchAll(/(?:message:|return finding\()([\s\S]*?)(?:,\n\s*remedy|\);)/g),
  ].flatMap(([, expression = '']) => readLiterals(expression));
  const [longest] = wordings.sort((one, other) => other.length - one.length);
  // One that only passes on what the server said.
  return longest ?? '…';
}

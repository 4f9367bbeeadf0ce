import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {transform} from 'esbuild';
import {describe, expect, it} from 'vitest';
import {parseArguments} from '../../../src/commands/parse-arguments.ts';
import {commands} from '../../../src/commands/registry.ts';

const root = join(import.meta.dirname, '../../..');
const documents = [
  ...readdirSync(root).filter(name => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
];
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const {scripts} = JSON.parse(read('package.json')) as {scripts: Record<string, string>};

interface Block {
  readonly language: string;
  readonly code: string;
}

function blocksOf(path: string): readonly Block[] {
  return [...read(path).matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));
}

/** Headings as GitHub makes anchors of them. */
function anchorsOf(path: string): readonly string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The commands of a block of shell, without comments, pipes and where their output goes. */
function* shellCommands(code: string): Generator<string[]> {
  for (const line of code.replaceAll('\\\n', ' ').split('\n')) {
    const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => ({
      text: single ?? double ?? bare ?? '',
      bare: bare !== undefined,
    }));
    const comment = words.findIndex(({text, bare}) => bare && text.startsWith('#'));
    let command: string[] = [];
    for (const {text, bare} of comment < 0 ? words : words.slice(0, comment)) {
      if (bare && /^(\||&&|;|2?>>?|<)$/.test(text)) {
        yield command;
        command = /^[|&;]/.test(text) ? [] : ['into'];
      } else if (!(command.length === 0 && /^[A-Z_]+=/.test(text))) command.push(text);
    }
    yield command;
  }
}

describe.each(documents)('%s', path => {
  it('links only to what is there', () => {
    const links = [
      ...read(path)
        .replace(/^```.*?^```$/gms, '')
        .matchAll(/\]\(([^)\s]+)\)/g),
    ];
    for (const [, link = ''] of links) {
      if (/^https?:/.test(link)) continue;
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      expect(existsSync(join(root, target)), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor);
    }
  });

  it('names only files that are there', () => {
    const named = [...read(path).matchAll(/`((?:sql|src|test|docs|scripts|bench|\.github)\/[\w./-]*)`/g)];
    for (const [, name = ''] of named) {
      if (!/NAME/.test(name)) expect(existsSync(join(root, name)), name).toBe(true);
    }
  });

  it('gives only commands that are understood', () => {
    for (const {code} of blocksOf(path).filter(({language}) => language === 'sh')) {
      for (const [program, ...args] of shellCommands(code)) {
        if (program === 'lanewatch') {
          expect(() => parseArguments(args, commands), args.join(' ')).not.toThrow();
        }
        if (program === 'npm' && args[0] === 'run') expect(Object.keys(scripts)).toContain(args[1]);
      }
    }
  });

  it('holds code that can be read', async () => {
    for (const {language, code} of blocksOf(path)) {
      if (language === 'json') expect(() => JSON.parse(code)).not.toThrow();
      if (language === 'ts') await expect(transform(code, {loader: 'ts'})).resolves.toBeDefined();
    }
  });
});

it('every document is reached from the first', () => {
  const reached = new Set(['README.md', 'CHANGELOG.md']);
  for (const path of reached) {
    if (!path.endsWith('.md')) continue;
    for (const [, link = ''] of read(path).matchAll(/\]\(([^)\s#]+)\)/g)) {
      const target = join(dirname(path), link);
      if (documents.includes(target)) reached.add(target);
    }
  }
  expect(documents.filter(path => !reached.has(path))).toEqual([]);
});

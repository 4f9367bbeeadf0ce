import {expect, it} from 'vitest';
import type {ListenerSnapshot} from '../../../../src/health/snapshot/listener.ts';
import {listener, lookOf, reportOn, secondsAgo} from '../looks.ts';

const dayAgo = secondsAgo(86_400);

it.each<[string, Partial<ListenerSnapshot>, string[]]>([
  ['is well', {}, []],
  ['hears itself', {echo: {sentAt: secondsAgo(1), tookMs: 2}}, []],
  ['hears itself late', {echo: {sentAt: secondsAgo(3), tookMs: 2500}}, ['listen.slow warning']],
  ['is deaf', {echo: {sentAt: secondsAgo(6), tookMs: null}}, ['listen.deaf critical']],
  ['has just lost the link', {link: 'lost', since: secondsAgo(5)}, []],
  ['has lost the link', {link: 'lost', since: secondsAgo(20), problem: 'refused'}, ['listen.lost warning']],
  [
    'lost the link long ago',
    {link: 'lost', since: secondsAgo(400), reconnects: 9, gaps: 2},
    ['listen.lost critical'],
  ],
  [
    'could not listen at all',
    {link: 'lost', since: secondsAgo(1), heardAt: null, problem: 'refused'},
    ['listen.lost critical'],
  ],
  ['came back a while ago', {since: secondsAgo(700), reconnects: 9, gaps: 9}, []],
  ['came back just now, once', {since: secondsAgo(60), reconnects: 1, gaps: 1}, ['listen.gaps warning']],
  ['comes and goes', {since: secondsAgo(60), reconnects: 3, gaps: 3}, ['listen.reconnecting warning']],
])('a listener that %s', (_, rest, expected) => {
  const {findings} = reportOn(lookOf({listener: listener({since: dayAgo, ...rest})}));
  const own = findings.filter(({area}) => area === 'listen');
  expect(own.map(({id, severity}) => `${id} ${severity}`)).toEqual(expected);
});

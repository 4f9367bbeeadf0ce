import {describe, expect, it} from 'vitest';
import * as z from 'zod';
import {isOffline, toProblem} from '../../../src/db/problem.ts';

const withCode = (code: string, message = 'in the words of the server') =>
  Object.assign(new Error(message), {code});

describe('toProblem', () => {
  it.each([
    ['28P01', 'login', /password/],
    ['28000', 'login', /role name/],
    ['3D000', 'no-database', /psql -l/],
    ['42501', 'permission', /GRANT analytics_reader/],
    ['42P01', 'missing-object', /lanewatch migrate/],
    ['42883', 'missing-object', /lanewatch migrate/],
    ['42703', 'missing-object', /lanewatch migrate/],
    ['3F000', 'missing-object', /--schema/],
    ['57014', 'timeout', /--statement-timeout/],
    ['25006', 'read-only', /--read-only/],
    ['57P01', 'offline', /keeps trying/],
    ['57P03', 'offline', /keeps trying/],
    ['08006', 'offline', /keeps trying/],
    ['53300', 'offline', /max_connections/],
    ['22012', 'server', /@ shows the statement/],
    ['XX000', 'server', /@ shows the statement/],
  ])('SQLSTATE %s is %s', (code, kind, remedy) => {
    const problem = toProblem(withCode(code));
    expect(problem).toMatchObject({kind, why: 'in the words of the server', sqlstate: code});
    expect(problem.remedy).toMatch(remedy);
  });

  it.each([
    ['ECONNREFUSED', 'offline'],
    ['ENOTFOUND', 'offline'],
    ['EAI_AGAIN', 'offline'],
    ['ENOENT', 'offline'],
    ['ETIMEDOUT', 'offline'],
    ['EHOSTUNREACH', 'offline'],
    ['ECONNRESET', 'offline'],
    ['EPIPE', 'offline'],
    ['CONNECT_TIMEOUT', 'offline'],
    ['CONNECTION_CLOSED', 'offline'],
    ['CONNECTION_ENDED', 'offline'],
    ['CONNECTION_DESTROYED', 'offline'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ])('%s of the socket is %s, and no SQLSTATE', (code, kind) => {
    expect(toProblem(withCode(code))).toMatchObject({kind, sqlstate: undefined});
  });

  it('lets the first of several addresses speak for all', () => {
    const both = new AggregateError([
      withCode('ECONNREFUSED', 'connect ECONNREFUSED ::1:5432'),
      withCode('ETIMEDOUT', 'connect ETIMEDOUT 127.0.0.1:5432'),
    ]);
    expect(toProblem(both)).toMatchObject({kind: 'offline', why: 'connect ECONNREFUSED ::1:5432'});
    expect(toProblem(new AggregateError([], 'nothing'))).toMatchObject({kind: 'bug', why: 'nothing'});
  });

  it('says which column has an unexpected shape', () => {
    const {error} = z.strictObject({week: z.iso.date()}).safeParse({week: 7});
    const problem = toProblem(error);
    expect(problem.kind).toBe('shape');
    expect(problem.why).toContain('week');
  });

  it('knows a server that does not speak TLS', () => {
    expect(toProblem(withCode('08P01', 'The server does not support SSL connections')).kind).toBe('tls');
  });

  it.each([
    ['a fault of ours', new TypeError('x is undefined'), 'x is undefined'],
    ['an error without words', new RangeError(''), 'RangeError'],
    ['an error with an odd code', withCode('constructor', 'odd'), 'odd'],
    ['text', 'just text', 'just text'],
    ['nothing', undefined, 'undefined'],
    ['an object without words', Object.create(null), ''],
    [
      'an object that throws',
      {
        toString() {
          throw new Error('never');
        },
      },
      '',
    ],
  ])('%s is a bug, and nothing is thrown', (_, thrown, why) => {
    expect(toProblem(thrown)).toMatchObject({kind: 'bug', why: expect.stringContaining(why)});
  });

  it('has all three parts, in sentences, and never a stack', () => {
    for (const thrown of [withCode('42501'), withCode('EPIPE'), new Error('oh'), 'text', withCode('22012')]) {
      const {what, why, remedy, cause} = toProblem(thrown);
      expect(what).toMatch(/^[A-Z]/);
      expect(remedy).toMatch(/\.$/);
      expect(why).not.toBe('');
      for (const text of [what, why, remedy]) expect(text).not.toMatch(/\n\s+at /);
      expect(cause).toBe(thrown);
    }
  });
});

describe('isOffline', () => {
  it('is whether trying again by itself can help', () => {
    expect(isOffline(toProblem(withCode('ECONNREFUSED')))).toBe(true);
    expect(isOffline(toProblem(withCode('57P01')))).toBe(true);
    expect(isOffline(toProblem(withCode('28P01')))).toBe(false);
    expect(isOffline(toProblem(withCode('57014')))).toBe(false);
  });
});

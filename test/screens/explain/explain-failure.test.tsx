import {expect, it} from 'vitest';
import {locate} from '../../../src/db/explain/error-place.ts';
import {ExplainError, toExplainProblem} from '../../../src/db/explain/explain-error.ts';
import {ExplainFailure} from '../../../src/screens/explain/explain-failure.view.tsx';
import {renderAt} from '../../support/render-at.tsx';

it('points at the place of an error in its own line', () => {
  const text = 'select *\nfrom 日本 nowhere';
  const position = [...text].indexOf('n', 14) + 1;
  const error = new ExplainError('statement', 'relation does not exist', {code: '42P01', position});
  const place = locate(text, position);
  const {lines} = renderAt(<ExplainFailure problem={toExplainProblem(error)} place={place} width={60} />);
  const at = lines().findIndex(line => line.includes('from 日本 nowhere'));
  // Two wide characters stand before the place.
  expect(lines()[at + 1]).toBe(`${' '.repeat('  at   from 日本 '.length + 2)}^`);
  expect(lines().join('\n')).toContain('relation does not exist');
});

import type {Finding} from '../../health/finding.ts';
import type {Report} from '../../health/judge.ts';
import {Line} from '../../ui/line.tsx';
import {fitCell} from '../../ui/segment.ts';
import {statusSegment} from '../../ui/status.ts';
import {useTheme} from '../../ui/theme.ts';

/** What is wrong with all jobs at once, if anything is: the worst of it. */
export function bannerFinding({findings}: Pick<Report, 'findings'>): Finding | undefined {
  return findings.find(({jobId}) => jobId === undefined);
}

/** One line over the jobs: what is wrong, and what helps. */
export function Banner({finding, width}: {finding: Finding; width: number}) {
  const theme = useTheme();
  const {severity, message, remedy} = finding;
  return (
    <Line
      segments={fitCell(
        [
          {text: ' '},
          statusSegment(theme, severity, severity.toUpperCase()),
          {text: ` ${message}`},
          {text: `   try ${remedy}`, tone: 'accent'},
        ],
        width,
      )}
    />
  );
}

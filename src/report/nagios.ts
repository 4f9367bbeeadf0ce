import {clean} from '../ui/text.ts';
import type {Limits} from './limits.ts';
import type {Measure} from './measures.ts';
import {sentenceOf} from './sentence.ts';
import type {Status, Verdict} from './verdict.ts';

/**
 * By the rules of Nagios plugins: one line with the state and what is worst, figures behind a bar, then a line for each
 * finding. https://nagios-plugins.org/doc/guidelines.html
 */
export function formatNagios(
  verdict: Verdict,
  measures: readonly Measure[],
  limits: Limits = {warning: null, critical: null},
): string {
  const shown = measures.filter(({area}) => verdict.area === 'all' || area === verdict.area);
  const perfdata = shown.map((each, index) => formatMeasure(each, index === 0 ? limits : null)).join(' ');
  const first = `${headline(verdict.area, verdict.status)} - ${summarise(verdict)}`;
  const long = [
    ...verdict.findings.map(
      finding =>
        `[${finding.severity.toUpperCase()}] ${plain(sentenceOf(finding))}${finding.remedy === '' ? '' : `; try: ${plain(finding.remedy)}`}`,
    ),
    ...uncheckedLines(verdict),
  ];
  return `${[perfdata === '' ? first : `${first} | ${perfdata}`, ...long].join('\n')}\n`;
}

/** Many rules want for the same right: it is asked for once. */
function uncheckedLines({unchecked}: Verdict): string[] {
  const reasons = Map.groupBy(unchecked, ({why, remedy}) => (remedy === '' ? why : `${why}; try: ${remedy}`));
  return [...reasons].map(([reason, {length}]) =>
    plain(`[UNCHECKED] ${length} ${length === 1 ? 'check' : 'checks'}: ${reason}`),
  );
}

/** One line for a check that came to no verdict. */
export function formatNagiosFailure(area: string, status: Status, message: string): string {
  return `${headline(area, status)} - ${plain(message)}\n`;
}

function headline(area: string, status: Status): string {
  return `LANEWATCH ${area.toUpperCase()} ${status.toUpperCase()}`;
}

function summarise({findings, unchecked, passedCount, silenced}: Verdict): string {
  const [worst] = findings;
  const rest = silenced.length === 0 ? '' : ` (${silenced.length} more follow from it)`;
  if (worst) {
    const counts = (['critical', 'warning', 'unknown'] as const)
      .map(severity => [severity, findings.filter(each => each.severity === severity).length] as const)
      .filter(([, count]) => count > 0)
      .map(([severity, count]) => `${count} ${severity}`);
    return plain(`${counts.join(', ')}: ${sentenceOf(worst)}${rest}`);
  }
  const [blind] = unchecked;
  if (blind)
    return plain(
      `${unchecked.length} of ${unchecked.length + passedCount} checks cannot be made: ${blind.why}`,
    );
  return `all ${passedCount} checks passed`;
}

/** On one line, without the bar that begins perfdata. */
function plain(text: string): string {
  return clean(text).replaceAll('|', '/').replace(/\s+/g, ' ').trim();
}

function formatMeasure({label, value, unit}: Measure, limits: Limits | null): string {
  const ranges = limits ? `;${limits.warning?.text ?? ''};${limits.critical?.text ?? ''}` : '';
  const name = clean(label).replace(/[='|\s]/g, '_');
  return `'${name}'=${value}${unit}${ranges}`.replace(/;+$/, '');
}

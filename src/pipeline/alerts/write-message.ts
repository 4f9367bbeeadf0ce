import {spanWords} from '../../health/rules/wording.ts';
import {toPlainText} from '../plain-text.ts';
import {type AlertDraft, type AlertEvent, type AlertedFinding, severityOf} from './alert-message.ts';

/** What a channel is given, and what a webhook or a hook gets as JSON. New fields may come; none changes its meaning. */
export interface AlertMessage {
  readonly version: 1;
  /** The same in every channel and every try: whoever has seen it may drop it. */
  readonly id: string;
  readonly event: AlertEvent;
  readonly severity: 'ok' | 'warning' | 'critical' | 'unknown';
  readonly at: string;
  readonly place: AlertPlace;
  /** One line. */
  readonly title: string;
  /** The title, then a paragraph for each finding. */
  readonly text: string;
  readonly findingCount: number;
  /** At most fifty of them. */
  readonly findings: readonly AlertedFinding[];
}

export interface AlertPlace {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly schema: string;
}

const mostFindings = 50;
const mostConsequences = 20;
const longestText = 2_000;
const namedInTitle = 3;

/** Puts a draft into words. All text of the database becomes plain here, once for all channels. */
export function writeMessage(
  draft: AlertDraft,
  {id, at, place}: {id: string; at: Date; place: AlertPlace},
): AlertMessage {
  const findings = draft.findings.slice(0, mostFindings).map(toPlainFinding);
  const title = `${titleOf({event: draft.event, findings: draft.findings.map(toPlainFinding)})} · ${place.database} on ${place.host}`;
  return {
    version: 1,
    id,
    event: draft.event,
    severity: draft.event === 'recovery' ? 'ok' : severityOf(draft.findings),
    at: at.toISOString(),
    place,
    title,
    text: [title, ...findings.map(finding => paragraphOf(finding, draft.event))].join('\n\n'),
    findingCount: draft.findings.length,
    findings,
  };
}

/** What `lanewatch alert test` sends. */
export function writeTestMessage({id, at, place}: {id: string; at: Date; place: AlertPlace}): AlertMessage {
  const title = `TEST of the alerts of lanewatch · ${place.database} on ${place.host}`;
  const text = `${title}\n\nNothing is wrong. Whoever reads this would have been told.`;
  return {
    version: 1,
    id,
    event: 'test',
    severity: 'ok',
    at: at.toISOString(),
    place,
    title,
    text,
    findingCount: 0,
    findings: [],
  };
}

function toPlainFinding(finding: AlertedFinding): AlertedFinding {
  const {consequences} = finding;
  const more = consequences.length - mostConsequences;
  return {
    ...finding,
    key: toPlainText(finding.key),
    object: toPlainText(finding.object, 200),
    message: toPlainText(finding.message, longestText),
    remedy: toPlainText(finding.remedy, longestText),
    consequences: [
      ...consequences.slice(0, mostConsequences).map(text => toPlainText(text, longestText)),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
  };
}

function titleOf({event, findings}: {event: AlertEvent; findings: readonly AlertedFinding[]}): string {
  const [first] = findings;
  if (!first) return '';
  const {durationMs} = first;
  const severity = severityOf(findings).toUpperCase();
  const state = {alert: severity, repeat: `STILL ${severity}`, recovery: 'RECOVERED', test: 'TEST'}[event];
  if (findings.length === 1) {
    const span =
      event === 'alert'
        ? ''
        : event === 'repeat'
          ? ` for ${spanWords(durationMs)}`
          : ` after ${spanWords(durationMs)}`;
    return `${state}${span}: ${first.message}`;
  }
  const names = findings.slice(0, namedInTitle).map(({object}) => object);
  const more = findings.length - names.length;
  return `${state}: ${first.id} on ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function paragraphOf(finding: AlertedFinding, event: AlertEvent): string {
  const {message, since, durationMs, remedy, consequences} = finding;
  if (event === 'recovery')
    return `${message}\nIt is over: it lasted ${spanWords(durationMs)}, since ${since}.`;
  return [
    message,
    `Since ${since}.`,
    ...(remedy === '' ? [] : [`Try: ${remedy}`]),
    ...consequences.map(text => `Hence: ${text}`),
  ].join('\n');
}

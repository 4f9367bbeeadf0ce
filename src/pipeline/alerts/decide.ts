import {type Finding, findingKey} from '../../health/finding.ts';
import type {AlertDraft, AlertedFinding} from './alert-message.ts';
import {rank} from './alert-message.ts';
import type {AlertState} from './alert-state.ts';

/** What one look found. */
export interface AlertLook {
  readonly now: Date;
  readonly findings: readonly Finding[];
  /** Those that only follow from another one. */
  readonly silenced: readonly {readonly finding: Finding; readonly by: Finding}[];
  /** The rules that could not look: of their findings nothing new is known. */
  readonly uncheckedRules: ReadonlySet<string>;
}

export interface DecideRules {
  readonly leastSeverity: Finding['severity'];
  /** 0 for never. */
  readonly repeatMs: number;
  /** Looks in a row that must find something before it is told. */
  readonly afterLooks: number;
  /** Looks in a row that must not find it before it is over. */
  readonly goneAfterLooks: number;
  /** Nothing is told now; what lasts is told when this ends. */
  readonly isMaintenance: boolean;
}

export interface Decision {
  /** Every state after the look, those of new findings among them. */
  readonly states: readonly AlertState[];
  readonly drafts: readonly AlertDraft[];
}

/**
 * What to remember and what to tell after a look. The channels are told of changes, and what they were told last is
 * remembered: whatever is muted or held back meanwhile, an alert is followed by exactly one recovery.
 */
export function decide(states: readonly AlertState[], look: AlertLook, rules: DecideRules): Decision {
  const found = new Map(look.findings.map(finding => [findingKey(finding), {finding, by: null}]));
  const following = look.silenced.map(({finding, by}) => [findingKey(finding), {finding, by}] as const);
  const seen = new Map<string, {finding: Finding; by: Finding | null}>([...found, ...following]);
  const known = new Map(states.map(state => [state.key, state]));
  const after: AlertState[] = [];
  const told: {event: AlertDraft['event']; finding: AlertedFinding}[] = [];
  const tell = (state: AlertState) => {
    const event = eventOf(state, look.now, rules);
    after.push(event === null ? noteSilence(state, look.now) : noteMessage(state, event, look.now));
    if (event !== null) told.push({event, finding: describe(state, event, look)});
  };
  for (const [key, {finding, by}] of seen) tell(noteSeen(known.get(key), finding, by, look.now));
  for (const state of states) {
    if (seen.has(state.key)) continue;
    if (state.resolvedAt === null && look.uncheckedRules.has(state.ruleId)) after.push(state);
    else tell(noteUnseen(state, look.now, rules));
  }
  return {states: after, drafts: groupByRule(told)};
}

function noteSeen(
  before: AlertState | undefined,
  finding: Finding,
  by: Finding | null,
  now: Date,
): AlertState {
  const {severity, object, message, remedy, since, jobId = null} = finding;
  // What is over for the channels too is a new matter when it comes back.
  const isNew = !before || (before.resolvedAt !== null && before.toldSeverity === null);
  const isSame = !isNew && before.severity === severity;
  const hasWorsened = !isNew && before.seenCount > 0 && rank(severity) > rank(before.severity);
  return {
    key: findingKey(finding),
    ruleId: finding.id,
    object,
    jobId,
    severity,
    message,
    remedy,
    since,
    firstSeenAt: isNew || before.seenCount === 0 ? now : before.firstSeenAt,
    lastSeenAt: now,
    seenCount: isSame ? before.seenCount + 1 : 1,
    unseenCount: 0,
    silencedBy: by && findingKey(by),
    toldSeverity: isNew ? null : before.toldSeverity,
    lastSentAt: before?.lastSentAt ?? null,
    suppressedCount: isNew ? 0 : before.suppressedCount,
    mutedUntil: before?.mutedUntil ?? null,
    acknowledgedUntil: isOver(before) || hasWorsened ? null : (before?.acknowledgedUntil ?? null),
    resolvedAt: null,
  };
}

/** Whether a state is of an earlier matter, so that nobody has acknowledged the new one. */
function isOver(state: AlertState | undefined): boolean {
  return state !== undefined && state.resolvedAt !== null && state.toldSeverity === null;
}

function noteUnseen(state: AlertState, now: Date, rules: DecideRules): AlertState {
  if (state.resolvedAt !== null) return state;
  const unseenCount = state.unseenCount + 1;
  const isGone = unseenCount >= rules.goneAfterLooks;
  return {...state, unseenCount, silencedBy: null, resolvedAt: isGone ? now : null};
}

/** What there is to tell of a state now, if anything. */
function eventOf(state: AlertState, now: Date, rules: DecideRules): AlertDraft['event'] | null {
  const {toldSeverity, severity, lastSentAt} = state;
  if (rules.isMaintenance || isUntil(state.mutedUntil, now)) return null;
  if (state.resolvedAt !== null) return toldSeverity === null ? null : 'recovery';
  if (state.silencedBy !== null || state.unseenCount > 0 || state.seenCount < rules.afterLooks) return null;
  if (isUntil(state.acknowledgedUntil, now)) return null;
  const isTold = rank(severity) >= rank(rules.leastSeverity);
  // What has sunk below the least that is told is worth a word only to those who were told of more.
  if (toldSeverity !== severity) return isTold || toldSeverity !== null ? 'alert' : null;
  if (rules.repeatMs === 0 || lastSentAt === null || !isTold) return null;
  return now.getTime() - lastSentAt.getTime() >= rules.repeatMs ? 'repeat' : null;
}

function isUntil(until: Date | null, now: Date): boolean {
  return until !== null && until.getTime() > now.getTime();
}

function noteMessage(state: AlertState, event: AlertDraft['event'], now: Date): AlertState {
  const toldSeverity = event === 'recovery' ? null : state.severity;
  return {...state, toldSeverity, lastSentAt: now, suppressedCount: 0};
}

function noteSilence(state: AlertState, now: Date): AlertState {
  const isSeen = state.lastSeenAt.getTime() === now.getTime();
  return isSeen ? {...state, suppressedCount: state.suppressedCount + 1} : state;
}

function describe(state: AlertState, event: AlertDraft['event'], look: AlertLook): AlertedFinding {
  const {key, ruleId, object, severity, message, remedy, toldSeverity, suppressedCount} = state;
  const since = state.since && state.since < state.firstSeenAt ? state.since : state.firstSeenAt;
  const end = event === 'recovery' && state.resolvedAt ? state.resolvedAt : look.now;
  return {
    key,
    id: ruleId,
    object,
    severity,
    previousSeverity: toldSeverity,
    message,
    remedy,
    since: since.toISOString(),
    durationMs: Math.max(0, end.getTime() - since.getTime()),
    suppressedCount,
    consequences: look.silenced.filter(({by}) => findingKey(by) === key).map(({finding}) => finding.message),
  };
}

/** Forty jobs that miss their fires at once are one message, not forty. */
function groupByRule(
  told: readonly {event: AlertDraft['event']; finding: AlertedFinding}[],
): readonly AlertDraft[] {
  const groups = Map.groupBy(told, ({event, finding}) => `${event} ${finding.id}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first
      ? [{event: first.event, findings: [first.finding, ...others.map(({finding}) => finding)]} as const]
      : [],
  );
}

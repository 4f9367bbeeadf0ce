import type {MetricChoice} from '../config/metric-choice.ts';
import type {Database} from '../queries/database.ts';
import type {Reading} from '../queries/metric-source.ts';
import type {Toast} from './shell/shell.state.ts';

/** What is read, in a sentence, and whether that is what a person would expect. */
export interface SourceWords {
  readonly tone: Toast['tone'];
  readonly text: string;
}

/** Changes what metrics are read from, on all screens, and tells what that comes to. A lost link is told elsewhere. */
export async function chooseSource(
  database: Database,
  choice: MetricChoice,
  {reload, toast}: {reload(): void; toast(tone: Toast['tone'], text: string): void},
): Promise<void> {
  database.chooseSource(choice);
  reload();
  const reading = await database.reading().catch(() => null);
  if (reading === null || database.sourceChoice() !== choice) return;
  const {tone, text} = sourceWords(reading);
  toast(tone, text);
}

export function sourceWords({source, choice, hasTwins, whyNotLive, isOvertaken}: Reading): SourceWords {
  if (whyNotLive !== null) {
    const remedy = hasTwins ? 'lanewatch backfill fills them' : 'lanewatch migrate brings them';
    return {tone: 'warning', text: `The scheduled views are read: ${whyNotLive}; ${remedy}.`};
  }
  if (isOvertaken)
    return {tone: 'warning', text: 'The live twins are read, though the scheduled views are fresher.'};
  if (choice !== 'auto') {
    const what = source === 'live' ? 'live twins' : 'scheduled views';
    return {tone: 'ok', text: `The ${what} are read until another source is chosen.`};
  }
  if (source === 'live') return {tone: 'ok', text: 'The fresher source is read: the live twins.'};
  const until = hasTwins ? ' until the live twins are as fresh' : '';
  return {tone: 'ok', text: `The fresher source is read: the scheduled views${until}.`};
}

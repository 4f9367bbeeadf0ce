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

/** Each fits into the one line that there is for it at 80 columns. */
export function sourceWords({source, choice, hasTwins, whyNotLive, isOvertaken}: Reading): SourceWords {
  if (whyNotLive !== null) {
    return {
      tone: 'warning',
      text: hasTwins
        ? 'The views are read: the twins are not filled; lanewatch backfill does it.'
        : 'The views are read: no twins that you may read; see lanewatch migrate.',
    };
  }
  if (isOvertaken) return {tone: 'warning', text: 'The live twins are read, though the views are fresher.'};
  const what = source === 'live' ? 'live twins' : 'scheduled views';
  return {
    tone: 'ok',
    text:
      choice === 'auto'
        ? `The fresher source is read: now the ${what}.`
        : `The ${what} are read until another source is chosen.`,
  };
}

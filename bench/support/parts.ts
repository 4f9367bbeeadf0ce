/** One part of the bench: what is measured together, and kept in one file of bench/results. */
export interface Part {
  readonly name: string;
  /** The program in bench/ that measures it; one that measures several takes their names after `--only`. */
  readonly program: string;
  readonly title: string;
  /** How it is measured, for docs/performance.md. */
  readonly how: string;
}

/** In the order of the document. */
export const parts: readonly Part[] = [
  {
    name: 'monitor',
    program: 'monitor.ts',
    title: 'The monitor against pg_activity',
    how:
      'Both run in a pseudo-terminal of 120x40 against the same server with the sample data, in turns. The first screen is ' +
      'timed from the start of the process to the first data that can be read, with warm caches. Bytes, processor time and ' +
      'memory are those of a window, a minute after the first data, in which nothing happens.',
  },
  {
    name: 'keys',
    program: 'keys.ts',
    title: 'From a key to the frame',
    how:
      'In a real terminal, on long lists, while the program goes on asking every two seconds: the keys that move, ' +
      'page, filter and sort, at moments of their own, each timed until the frame that obeys it is complete.',
  },
  {
    name: 'statements',
    program: 'statements.ts',
    title: 'Statements of a tick',
    how: "Counted in the server's own log, for every screen that asks by itself, from the third tick on.",
  },
  {
    name: 'memory',
    program: 'memory.ts',
    title: 'Memory over eight hours of ticks',
    how:
      'As many ticks as eight hours hold at two seconds, in quick succession: `R` asks what a tick asks, the screens change, ' +
      'and in each tick a submission is scored, with as many events kept as the program ever keeps. Garbage is collected on ' +
      'command before the heap is read, always on the Overview. Time itself is not stretched: what would grow by the hour ' +
      'and not by the tick is not seen. The budget of the peak is for the usual pace; the peak of the whole run is that of ' +
      'a program which does fifty times its usual work.',
  },
  {
    name: 'listener',
    program: 'listener.ts',
    title: 'Ten thousand events a second',
    how:
      'First notifications, up to the Events screen in a real terminal, while help is opened and closed. Then scored ' +
      'submissions by pgbench, ten to a statement, under the worker, until its numbers hold them all.',
  },
  {
    name: 'cron',
    program: 'cron.ts',
    title: 'Cron on a long history',
    how:
      'The time that the server itself tells for planning and running what the Cron screen asks, with the one index that ' +
      'pg_cron brings and with the one that Doctor offers.',
  },
  {
    name: 'cron-schedule',
    program: 'cron-schedule.ts',
    title: 'Fire times',
    how: 'The next and the previous fire of ten schedules, the awkward ones too, from starts spread over four years.',
  },
  {
    name: 'slices',
    program: 'pipeline.ts',
    title: 'From one event to fresh numbers',
    how:
      'One more submission on one of a hundred challenges is scored, and its slice computed: the time until all four twins ' +
      'show it, against one refresh of the four views as a textbook would define them.',
  },
  {
    name: 'refresh',
    program: 'pipeline.ts',
    title: 'Refreshing the views whole',
    how:
      'Our views and those of the textbook are refreshed in turns on one server by the same procedure, each after a thousand ' +
      'new submissions.',
  },
  {
    name: 'reads',
    program: 'pipeline.ts',
    title: 'Readers while everything refreshes',
    how:
      'The questions of the catalogue while all views refresh without a pause and sixteen other sessions ask; and what the ' +
      'platform itself asks of its tables meanwhile.',
  },
  {
    name: 'stream',
    program: 'pipeline.ts',
    title: 'A stream of events over all challenges',
    how:
      'Submissions are scored one by one all the time, each on another of the hundred challenges, while a worker with its two ' +
      'sessions follows them and the questions of the catalogue are asked of the live twins. The data age of an event is ' +
      'the time from its row in the outbox to numbers that show it. No job runs meanwhile.',
  },
  {
    name: 'tenfold',
    program: 'pipeline.ts',
    title: 'One event among ten times the submissions',
    how:
      'As from one event to fresh numbers, of the same challenge on the same server, before and after nine like it were put ' +
      'behind each submission, each bout and each row of the twins. It takes 12 GB of disk for some minutes.',
  },
  {
    name: 'trigger',
    program: 'pipeline.ts',
    title: 'What the trigger costs writers',
    how:
      'Updates of single rows by pgbench with the trigger and without it, in turns, each commit flushed to the disk: the one ' +
      'that is here, and one as far away as a network volume, where the budget holds.',
  },
];

/** The names of what one program measures. */
export function partsOf(program: string): readonly string[] {
  return parts.filter(part => part.program === program).map(({name}) => name);
}

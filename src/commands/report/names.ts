/** The reports there are, for help and completion; they themselves are loaded when one is asked for. */
export const reportNames = [
  'lanes',
  'weaknesses',
  'progress',
  'wins',
  'cron',
  'runs',
  'views',
  'refreshes',
] as const;

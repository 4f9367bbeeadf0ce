/** Where one of these is found, no job fires: that one did not is then no news. */
export const noFireCauses: readonly string[] = [
  'cron.standby',
  'cron.job-role-missing',
  'cron.run-numbers-behind',
  'cron.scheduler-crash-loop',
  'cron.scheduler-gone',
  'cron.scheduler-blocked',
  'cron.launching-off',
];

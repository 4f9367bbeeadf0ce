/** What whoever is woken by a finding does about it, by its rule. The finding itself brings the statement that fits. */
export const findingAdvice: Readonly<Record<string, string>> = {
  'cron.blind':
    'Give the role that looks `analytics_reader` and `pg_monitor`: until then jobs may fail unseen.',
  'cron.clock-skew': 'Mend time synchronisation (chrony, systemd-timesyncd) on the machine that is wrong.',
  'cron.extension-missing':
    '`CREATE EXTENSION pg_cron` where it is at hand, else `lanewatch migrate` and `lanewatch worker`.',
  'cron.fires-lost':
    'pg_cron catches nothing up: run by hand what is needed now, then find out why the scheduler was down.',
  'cron.history-growth':
    'Delete old rows of `cron.job_run_details` and schedule the purge: `lanewatch migrate` does so.',
  'cron.history-index': 'Create the index that the finding names, when the server is quiet.',
  'cron.history-out-of-reach': 'Purge the history, so that the last run of every job is found again.',
  'cron.job-connection-failed':
    'Let pg_cron log in as the owner of the job (`pg_hba.conf`, `.pgpass` of the server), or set `cron.use_background_workers`.',
  'cron.job-database-missing': 'Unschedule the job, or restore its database.',
  'cron.job-failing': 'Read the message of the last run, mend it, then run the job by hand: Cron, `n`.',
  'cron.job-flapping':
    'Compare the runs that failed with those that did not: locks, time-outs and overlapping jobs are the usual causes.',
  'cron.job-inactive':
    'Resume it (Cron, `t`) or unschedule it: a job that is paused for good should not be there.',
  'cron.job-late':
    'Wait a minute. If it does not begin, it will be missed: look at the scheduler and at how many jobs run.',
  'cron.job-missed':
    'Look at the scheduler and the server log, and run the job by hand if its work is needed now.',
  'cron.job-never-fires': 'Correct the schedule; `lanewatch cron next` shows when it fires.',
  'cron.job-never-ran':
    'Look at the scheduler: the job was due and nothing happened. Its owner, database and node name are the usual causes.',
  'cron.job-no-worker-slot':
    'Raise `max_worker_processes` and restart the server, or let fewer jobs run at once.',
  'cron.job-orphan-backend':
    'The run is said to be over, but its session works on: end it, or wait for it before the next run.',
  'cron.job-orphan-row':
    'Nothing runs any more: correct the row with the statement of the finding, and look for a crash in the server log.',
  'cron.job-overrun': 'Make the job quicker or its schedule rarer; fires pile up behind it.',
  'cron.job-role-missing':
    'Create the role again, or schedule the job as another one. One such job can take the scheduler down.',
  'cron.job-role-nologin': '`ALTER ROLE … LOGIN`, or schedule the job as another role.',
  'cron.job-slow':
    'Compare its plan with an earlier one: `lanewatch explain`. Look for locks, bloat and growth.',
  'cron.job-stuck': 'See what it waits for; end what blocks it, or the run itself.',
  'cron.kept-elsewhere':
    'Name the database that pg_cron lives in with `--cron-database`, and let the role connect to it.',
  'cron.launching-off': 'Set `cron.launch_active_jobs` on and reload: no job is started until then.',
  'cron.run-numbers-behind':
    'Set the sequence of run numbers past the highest one: every new run collides until then.',
  'cron.running-limit': 'Raise `cron.max_running_jobs`, or spread the schedules.',
  'cron.runs-not-logged': 'Set `cron.log_run` on and restart: whether jobs run is not known until then.',
  'cron.scheduler-blocked': 'End the session that holds the lock; no job is started meanwhile.',
  'cron.scheduler-crash-loop':
    'Read the server log: a job of a missing role, or run numbers that collide, are the usual causes.',
  'cron.scheduler-gone':
    'With pg_cron restart the server; with the built-in scheduler start `lanewatch worker`. No job runs until then.',
  'cron.settings-hidden': 'Give the role that looks `pg_monitor`.',
  'cron.standby': 'Look at the primary: on a standby no job runs.',
  'pipeline.twins-differ':
    'Run `lanewatch verify`: what differs is computed anew. If it comes back, look for triggers that were switched off.',
  'pipeline.standby-gone':
    'Look at the standby, its `pg_hba.conf` and the network; the primary is read until it is back, which lanewatch finds by itself.',
  'pipeline.standby-unfit':
    'Name a standby of this primary with `--read-url`. Where it was promoted, connect to it as the primary.',
  'pipeline.standby-behind':
    'Resume its replay where that is paused; else look for long queries there (`max_standby_streaming_delay`) and at the network.',
  'pipeline.slice-failing':
    'Read the error in `analytics_slice` and mend its cause; it is tried again by itself, the other challenges go on.',
  'views.refresh-failed':
    'Read the error of the last refresh (Views, Enter), mend its cause, and refresh by hand. Readers see the last good data.',
  'views.unpopulated': 'Refresh it: whoever reads it gets an error until then.',
  'views.no-unique-index':
    'Create the unique index that the finding names: without it every refresh would block the readers.',
  'views.waiting-for-lock': 'See who holds the lock (Views), and end or wait for it.',
  'views.refreshing-long':
    'See what it waits for; cancel it (Views, `C`) if it will not end, and explain its query.',
  'views.stale': 'Refresh it by hand, then see why nobody did: the worker, its job, or a refresh that fails.',
  'views.plain-refresh':
    'Write CONCURRENTLY into the command of the job: a plain refresh blocks every reader.',
  'views.bloat': '`VACUUM (ANALYZE)` the view, and refresh it less often or let the worker do it.',
  'views.never-vacuumed': '`VACUUM (ANALYZE)` the view: frequent refreshes keep autovacuum off.',
  'pipeline.worker-gone':
    'Start the worker: `systemctl status lanewatch-worker` and its log say why it ended.',
  'pipeline.outbox-growing':
    'See what the worker does (Overview) and whether a refresh fails; `lanewatch refresh --all` catches up.',
  'pipeline.notify-queue':
    'End the session that has been in its transaction longest: when the queue is full, writers fail.',
  'pipeline.silent-trigger':
    'Enable the trigger, or `lanewatch migrate` where it is gone; then `lanewatch verify`, which makes up for what was missed.',
  'pipeline.alert-channel':
    '`lanewatch alert test` on the machine of the worker. The next alert that arrives ends the finding.',
  'pipeline.malformed-scores':
    'Tell whoever writes the scores; the finding names an example. The views leave such values out.',
  'pipeline.aggregate-column': 'Drop the column once nobody reads it: the views compute what it holds.',
  'pipeline.mixed-percentiles': 'Group by challenge in the definition of the view.',
  'pipeline.session-zone-weeks': "Truncate weeks AT TIME ZONE 'UTC' in the definition of the view.",
  'pipeline.missing-index': 'Create the index that the finding names, concurrently.',
  'listen.lost':
    'Look at the server, the network and the limit of connections; nothing is lost meanwhile, the outbox keeps it.',
  'listen.deaf': 'Connect to Postgres itself: a pooler in transaction mode passes no notifications on.',
  'listen.slow': 'Look at the load of the server and at its notification queue.',
  'listen.reconnecting':
    'Look at what ends the link: idle limits of a pooler or a firewall, restarts, the network.',
  'listen.gaps': 'Nothing to do for the views: the worker reads the outbox. Look at what cut the link.',
};

/** A way that someone could try to leave a trace of a statement that is only explained. */
export interface Escape {
  readonly name: string;
  readonly text: string;
  readonly params?: readonly unknown[];
  /** `refused` must fail; `undone` may run, but must leave nothing. */
  readonly outcome: 'refused' | 'undone';
}

const refused = (name: string, text: string, more: Partial<Escape> = {}): Escape => ({
  name,
  text,
  outcome: 'refused',
  ...more,
});
const undone = (name: string, text: string): Escape => ({name, text, outcome: 'undone'});

/** `trap` is a table with one row, `trap_seq` a sequence, `set_trap()` a function that inserts, `victim` another session. */
export function listEscapes(victimPid: number, folder: string): readonly Escape[] {
  return [
    refused('insert', 'insert into trap values (2)'),
    refused('update', 'update trap set id = 3'),
    refused('delete', 'delete from trap'),
    refused('delete with returning', 'delete from trap returning id'),
    refused('upsert', 'insert into trap values (1) on conflict do nothing'),
    refused(
      'merge',
      'merge into trap using (values (9)) as v(id) on trap.id = v.id when not matched then insert values (9)',
    ),
    refused(
      'insert in a CTE',
      'with moved as (insert into trap values (2) returning id) select * from moved',
    ),
    refused('delete in a CTE that nobody reads', 'with gone as (delete from trap) select 1'),
    // Under EXPLAIN these three are run even by a read-only transaction; the rollback takes them away.
    undone('create table as', 'create table pwned as select 1'),
    undone('select into', 'select 1 as one into pwned'),
    undone('create materialized view', 'create materialized view pwned as select 1'),
    refused('refresh', 'refresh materialized view trap_view'),
    refused('row locks', 'select * from trap for update'),
    refused('nextval', "select nextval('trap_seq')"),
    refused('setval', "select setval('trap_seq', 100)"),
    refused('function that inserts', 'select set_trap()'),
    refused('function that inserts, in a filter', 'select 1 from trap where set_trap() > 0'),
    refused('immutable function that inserts, run by the planner', 'select set_trap_immutable() + 1'),
    refused('function that asks to write', 'select write_anyway()'),
    refused(
      'asking to write before inserting',
      "with s as materialized (select set_config('transaction_read_only', 'off', true)) select set_trap() from s",
    ),
    refused('second statement', 'select 1; create table pwned()'),
    refused('end the transaction, then write', 'select 1; commit; create table pwned()'),
    refused('roll back, then write', 'select 1; rollback; create table pwned()'),
    refused('second statement behind a comment', 'select 1 /* ; */; -- \n create table pwned()'),
    refused('second statement with parameters', 'select $1::int; create table pwned()', {params: [1]}),
    refused('empty first statement', '; create table pwned()'),
    refused('commit', 'commit'),
    refused('begin', 'begin read write'),
    refused('drop', 'drop table trap'),
    refused('truncate', 'truncate trap'),
    refused('alter system', "alter system set work_mem = '1GB'"),
    refused('set', 'set default_transaction_read_only = off'),
    refused('do block', 'do $$ begin insert into trap values (2); end $$'),
    refused('call that commits', 'call commit_trap()'),
    refused('copy to a file', `copy trap to '${folder}/copied'`),
    refused('copy to a program', "copy trap to program 'touch pwned'"),
    refused('vacuum', 'vacuum trap'),
    refused('listen', 'listen trap'),
    refused('prepare', 'prepare p as insert into trap values (2)'),
    refused('create role', 'create role pwned'),
    refused('end another session', `select pg_terminate_backend(${victimPid})`),
    refused(
      'end another session, in a filter',
      `select 1 from trap where pg_terminate_backend(${victimPid})`,
    ),
    refused(
      'end another session, in a subquery',
      `select (select pg_catalog."pg_terminate_backend"(pid) from pg_stat_activity where pid = ${victimPid})`,
    ),
    refused(
      'end another session through a text',
      `select query_to_xml('select pg_terminate_backend(${victimPid})', false, false, '')`,
    ),
    refused('cancel another session', `select pg_cancel_backend(${victimPid})`),
    refused('cancel another session, as a table', `select * from pg_cancel_backend(${victimPid})`),
    refused('write a file', `select lo_export(lo_from_bytea(0, 'x'), '${folder}/pwned')`),
    refused('reload the configuration', 'select pg_reload_conf()'),
    refused('keep a replication slot', "select pg_create_physical_replication_slot('pwned', true)"),
    refused('write to the log of changes', "select pg_logical_emit_message(false, 'trap', 'x')"),
    refused('forget the statistics', 'select pg_stat_reset()'),
    undone('advisory lock of the session', 'select pg_advisory_lock(4242)'),
    undone('advisory lock in a filter', 'select 1 from trap where pg_advisory_lock(4242) is not null'),
    undone('notification', "select pg_notify('trap', 'x')"),
    undone('large object', 'select lo_create(4242)'),
    undone('settings of the session', "select set_config('default_transaction_read_only', 'off', false)"),
    undone('no time limit', "select set_config('statement_timeout', '0', false)"),
    undone('another role', "select set_config('role', 'pg_monitor', false)"),
    undone('temporary table', 'create temporary table pwned as select 1'),
    undone('cursor', 'declare c cursor with hold for select 1'),
  ];
}

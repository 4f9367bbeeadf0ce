/**
 * Functions whose effect a rollback does not undo although the transaction is read-only, and those that run a text
 * of their own and could hide one. Found by trying them on 15 and 18 (`test/db/explain-sandbox.test.ts`). It is a
 * second fence, not a wall: what a function of the user's own calls inside cannot be seen in a plan.
 */
const lasting: ReadonlyArray<readonly [effect: string, names: readonly string[]]> = [
  ['ends what other sessions do', ['pg_terminate_backend', 'pg_cancel_backend']],
  [
    'writes files of the server',
    ['lo_export', 'pg_file_write', 'pg_file_rename', 'pg_file_unlink', 'pg_file_sync'],
  ],
  [
    'acts on the server as a whole',
    [
      'pg_reload_conf',
      'pg_rotate_logfile',
      'pg_rotate_logfile_old',
      'pg_promote',
      'pg_switch_wal',
      'pg_create_restore_point',
      'pg_start_backup',
      'pg_stop_backup',
      'pg_backup_start',
      'pg_backup_stop',
      'pg_wal_replay_pause',
      'pg_wal_replay_resume',
      'pg_log_backend_memory_contexts',
      'pg_log_standby_snapshot',
    ],
  ],
  [
    'acts on replication',
    [
      'pg_logical_emit_message',
      'pg_create_physical_replication_slot',
      'pg_create_logical_replication_slot',
      'pg_copy_physical_replication_slot',
      'pg_copy_logical_replication_slot',
      'pg_drop_replication_slot',
      'pg_replication_slot_advance',
      'pg_sync_replication_slots',
      'pg_logical_slot_get_changes',
      'pg_logical_slot_get_binary_changes',
      'pg_replication_origin_create',
      'pg_replication_origin_drop',
      'pg_replication_origin_advance',
    ],
  ],
  [
    'changes statistics or indexes at once',
    [
      'pg_stat_reset',
      'pg_stat_reset_shared',
      'pg_stat_reset_slru',
      'pg_stat_reset_single_table_counters',
      'pg_stat_reset_single_function_counters',
      'pg_stat_reset_replication_slot',
      'pg_stat_reset_subscription_stats',
      'pg_stat_reset_backend_stats',
      'pg_stat_statements_reset',
      'brin_summarize_new_values',
      'brin_summarize_range',
      'brin_desummarize_range',
      'gin_clean_pending_list',
      'pg_truncate_visibility_map',
      'heap_force_kill',
      'heap_force_freeze',
    ],
  ],
  [
    'acts over a session of its own',
    ['dblink', 'dblink_exec', 'dblink_connect', 'dblink_connect_u', 'dblink_open', 'dblink_send_query'],
  ],
  [
    'runs a text as a statement',
    [
      'query_to_xml',
      'query_to_xmlschema',
      'query_to_xml_and_xmlschema',
      'ts_stat',
      'ts_rewrite',
      'crosstab',
      'connectby',
    ],
  ],
];

const effects = new Map(lasting.flatMap(([effect, names]) => names.map(name => [name, effect] as const)));
const literal = /'(?:[^']|'')*'/g;
const call = /(?<![\w$])([a-z_][a-z0-9_]*)"?\(/gi;

export interface LastingCall {
  readonly name: string;
  readonly effect: string;
}

/** The first call in a plan (verbose, as the server gave it) that would outlive a rollback. */
export function findLastingCall(plan: unknown): LastingCall | undefined {
  const pending: unknown[] = [plan];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === 'string') {
      const found = findInExpression(value);
      if (found) return found;
    } else if (Array.isArray(value)) {
      for (const item of value) pending.push(item);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value))
        pending.push(key === 'Function Name' ? `${String(item)}(` : item);
    }
  }
  return undefined;
}

function findInExpression(expression: string): LastingCall | undefined {
  if (!expression.includes('(')) return undefined;
  for (const [, name = ''] of expression.replace(literal, "''").matchAll(call)) {
    const effect = effects.get(name);
    if (effect !== undefined) return {name, effect};
  }
  return undefined;
}

import {defineKeys} from '../../app/keys/keymap.ts';

export const explainKeys = defineKeys('explain', 'Explain', [
  {
    id: 'again',
    keys: ['e'],
    label: 'run again',
    help: 'EXPLAIN ANALYZE the same statement again, and compare.',
    footer: true,
  },
  {id: 'cancel', keys: ['C'], label: 'cancel', help: 'Cancel the statement that runs.', footer: true},
  {
    id: 'write',
    keys: ['s'],
    label: 'SQL',
    help: 'Write a statement in $EDITOR and explain it.',
    footer: true,
  },
  {id: 'type', keys: ['i'], label: 'type SQL', help: 'Type a statement, or paste one, and explain it.'},
  {
    id: 'history',
    keys: ['H'],
    label: 'runs',
    help: 'List the runs of before; Enter shows one.',
    footer: true,
  },
  {
    id: 'timing',
    keys: ['T'],
    label: 'node times',
    help: 'Run again without the times of nodes, whose measuring takes time itself; or with them.',
  },
  {
    id: 'generic',
    keys: ['P'],
    label: 'any parameters',
    help: 'Plan it for any parameters, without running it.',
  },
  {
    id: 'writes',
    keys: ['W'],
    label: 'let it write',
    help: 'Run it in a transaction that may write and is rolled back; has to be confirmed by typing.',
  },
  {id: 'copy', keys: ['y'], label: 'copy', help: 'Copy the plan as JSON, for other viewers.'},
  {
    id: 'back',
    keys: ['esc'],
    label: 'back',
    help: 'Cancel what runs; otherwise go back to the plan, or to the list of queries.',
  },
]);

export type ExplainKeyId = (typeof explainKeys)['bindings'][number]['id'];

export const chooserKeys = defineKeys('explain queries', 'Queries to explain', [
  {
    id: 'explain',
    keys: ['enter'],
    label: 'explain',
    help: 'EXPLAIN ANALYZE the query under the cursor; asks for its parameters.',
    footer: true,
  },
]);

export const nodeKeys = defineKeys('explain nodes', 'Nodes of a plan', [
  {
    id: 'detail',
    keys: ['enter'],
    label: 'node',
    help: 'Show all of the node under the cursor.',
    footer: true,
  },
  {id: 'save', keys: ['ctrl-s'], label: 'save', help: 'Save the plan as JSON in the working folder.'},
]);

export const historyKeys = defineKeys('explain runs', 'Runs of before', [
  {id: 'show', keys: ['enter'], label: 'show', help: 'Show the run under the cursor.', footer: true},
]);

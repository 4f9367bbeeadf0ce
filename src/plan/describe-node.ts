import type {PlanNode} from './plan-document.ts';

/** What a node does and to what, in the words of psql: `Index Scan  lanes_pkey on lanes`. */
export function describeNode(raw: PlanNode): string {
  const notes = [subjectOf(raw), noteOf(raw)].filter(note => note !== '');
  const name = [subplanOf(raw), typeOf(raw)].filter(part => part !== '').join(': ');
  return [name, ...notes].join('  ');
}

function typeOf(raw: PlanNode): string {
  const type = raw['Node Type'] ?? 'Unknown node';
  const partial =
    raw['Partial Mode'] === 'Partial' || raw['Partial Mode'] === 'Finalize' ? `${raw['Partial Mode']} ` : '';
  if (type === 'ModifyTable') return raw.Operation ?? type;
  if (type === 'Aggregate') return partial + (aggregates[raw.Strategy ?? ''] ?? type);
  if (type === 'SetOp') return `${raw.Strategy === 'Hashed' ? 'Hash' : ''}SetOp`;
  const parallel = raw['Parallel Aware'] === true ? 'Parallel ' : '';
  const join = raw['Join Type'];
  const isJoin = type === 'Nested Loop' || type.endsWith(' Join');
  if (!isJoin || join === undefined || join === 'Inner') return parallel + type;
  return `${parallel}${type.replace(' Join', '')} ${join} Join`;
}

const aggregates: Readonly<Record<string, string>> = {
  Hashed: 'HashAggregate',
  Sorted: 'GroupAggregate',
  Mixed: 'MixedAggregate',
  Plain: 'Aggregate',
};

function subplanOf(raw: PlanNode): string {
  return (raw['Subplan Name'] ?? '').replace(/ \(returns .*\)$/, '');
}

function subjectOf(raw: PlanNode): string {
  const {Alias: alias} = raw;
  const name = raw['Relation Name'] ?? raw['Function Name'] ?? raw['CTE Name'];
  const subject =
    name === undefined ? (alias ?? '') : alias === undefined || alias === name ? name : `${name} ${alias}`;
  const index = raw['Index Name'];
  if (index === undefined) return subject === '' ? '' : `on ${subject}`;
  return subject === '' ? index : `${index} on ${subject}`;
}

function noteOf(raw: PlanNode): string {
  const method = raw['Sort Method'];
  if (method !== undefined) return `(${method} ${raw['Sort Space Used'] ?? 0} kB)`;
  const launched = raw['Workers Launched'] ?? raw['Workers Planned'];
  return launched === undefined ? '' : `(${launched} ${launched === 1 ? 'worker' : 'workers'})`;
}

const conditionKeys = [
  'Index Cond',
  'Recheck Cond',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
  'Filter',
  'Sort Key',
  'Group Key',
] as const;

/** By what a node looks up, joins, filters, sorts or groups: `Index Cond: (id = 1) · Filter: (score > 5)`. */
export function describeConditions(raw: PlanNode): string {
  return conditionKeys
    .flatMap(key => {
      const value = raw[key];
      const text = Array.isArray(value) ? value.filter(item => typeof item === 'string').join(', ') : value;
      return typeof text === 'string' && text !== '' ? [`${key}: ${text}`] : [];
    })
    .join(' · ');
}

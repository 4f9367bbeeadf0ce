import {keyOf, type ShownView} from './views.state.ts';

/** Sources before those that read them; else in the order given. What the database says is no cycle is trusted. */
export function inDependencyOrder(views: readonly ShownView[]): ShownView[] {
  const byKey = new Map(views.map(view => [view.key, view]));
  const ordered = new Set<ShownView>();
  const visiting = new Set<string>();
  const visit = (view: ShownView) => {
    if (visiting.has(view.key)) return;
    visiting.add(view.key);
    for (const key of sourcesOf(view)) {
      const source = byKey.get(key);
      if (source) visit(source);
    }
    ordered.add(view);
  };
  for (const view of views) visit(view);
  return [...ordered];
}

/** Whether a view reads one of those that could not be refreshed: then it would only copy old data. */
export function readsAny(view: ShownView, failedKeys: ReadonlySet<string>): boolean {
  return sourcesOf(view).some(key => failedKeys.has(key));
}

function sourcesOf({relations}: ShownView): string[] {
  return (relations?.reads ?? [])
    .filter(({kind}) => kind === 'm')
    .map(({schema, name}) => keyOf(schema, name));
}

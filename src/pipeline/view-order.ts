export interface PipelineView {
  readonly viewName: string;
  /** Pipeline views that this one reads. */
  readonly reads: readonly string[];
  /** When its last good refresh began, epoch in ms by the server's clock; null where there is none. */
  readonly freshFromMs: number | null;
}

/** Sources before those that read them; within that by name. A cycle, which Postgres rules out, is cut anywhere. */
export function orderViews(views: readonly PipelineView[]): PipelineView[] {
  const byName = new Map(views.map(view => [view.viewName, view]));
  const ordered = new Set<PipelineView>();
  const visiting = new Set<string>();
  const visit = (view: PipelineView) => {
    if (visiting.has(view.viewName)) return;
    visiting.add(view.viewName);
    for (const name of view.reads.toSorted()) {
      const source = byName.get(name);
      if (source) visit(source);
    }
    ordered.add(view);
  };
  for (const view of views.toSorted((a, b) => (a.viewName < b.viewName ? -1 : 1))) visit(view);
  return [...ordered];
}

/** Whether a view shows everything that had been committed at a moment. */
export function covers(view: PipelineView, momentMs: number): boolean {
  return view.freshFromMs !== null && view.freshFromMs >= momentMs;
}

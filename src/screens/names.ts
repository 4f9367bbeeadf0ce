/** What people know an agent or a challenge by: its label, or the beginning of its id. */
export interface Named {
  readonly id: string;
  readonly label: string | null;
}

/** Enough of an id to tell one from another, as git does with commits. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

export function nameOf({id, label}: Named): string {
  return label ?? shortId(id);
}

/**
 * What a person meant by a text: an id, the beginning of one, or a part of a label, without regard to case. The
 * closest sense wins, so that `Maze` is found although `Maze Runner` stands before it.
 */
export function findNamed<Entry extends Named>(entries: readonly Entry[], text: string): Entry | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return undefined;
  const labelOf = ({label}: Entry) => label?.toLowerCase() ?? '';
  return (
    entries.find(({id}) => id === wanted) ??
    entries.find(entry => labelOf(entry) === wanted) ??
    entries.find(({id}) => id.startsWith(wanted)) ??
    entries.find(entry => labelOf(entry).startsWith(wanted)) ??
    entries.find(entry => labelOf(entry).includes(wanted))
  );
}

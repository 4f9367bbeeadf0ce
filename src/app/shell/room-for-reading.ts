/** Wide enough that hardly a cell is cut: whoever hears a line has no eye for where it is broken. */
const columnsToRead = 160;
/** A screen takes no less. */
const leastRows = 15;

/** The room to lay out for a screen reader: wider than the terminal, and so much lower that the lines fit when wrapped. */
export function roomForReading({columns, rows}: {columns: number; rows: number}): {
  columns: number;
  rows: number;
} {
  if (columns >= columnsToRead) return {columns, rows};
  return {columns: columnsToRead, rows: Math.max(leastRows, Math.floor((rows * columns) / columnsToRead))};
}

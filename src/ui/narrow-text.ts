/**
 * Printable ASCII, Latin letters, and the dashes, arrows, frames, blocks and marks that lanewatch draws: one column and
 * one grapheme each, with nothing that joins its neighbours. Widths of such text need no Unicode tables, whose first
 * use costs over 20 ms.
 */
const narrow =
  /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u21FF\u2500-\u25FC\u2713\u2717]*$/;

/** Whether the text has as many columns as characters. */
export function isNarrow(text: string): boolean {
  return narrow.test(text);
}

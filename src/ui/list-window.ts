/** The rows shown of a longer list: `from` inclusive, `to` exclusive. */
export interface ListWindow {
  from: number;
  to: number;
}

/** The rows a table shows in `height` lines: one is the header and, where the rows do not all fit, one the position. */
export function rowsThatFit(height: number, count: number): number {
  const below = Math.max(0, height - 1);
  return count > below && below > 1 ? below - 1 : below;
}

/** The least scrolling that shows the row at `index`, and leaves no empty lines at the end. -1 is no row. */
export function followIndex(top: number, index: number, count: number, height: number): number {
  let next = top;
  if (index >= 0) {
    if (index < next) next = index;
    else if (index >= next + height) next = index - height + 1;
  }
  return Math.max(0, Math.min(next, count - height));
}

/** The rows of `count` that `height` lines show from `top`. */
export function visibleWindow({top}: {top: number}, count: number, height: number): ListWindow {
  const from = followIndex(top, -1, count, height);
  return {from, to: Math.min(count, from + Math.max(0, height))};
}

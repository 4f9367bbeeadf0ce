/** A stretch of numbers drawn over a stretch of columns. */
export interface Scale {
  from: number;
  to: number;
  /** Columns. */
  width: number;
}

/** The column a value falls into, counted from 0; values outside the scale stand at its ends. */
export function columnOf(value: number, {from, to, width}: Scale): number {
  const share = to === from ? 0.5 : (value - from) / (to - from);
  return Math.round(Math.max(0, Math.min(1, share)) * (width - 1));
}

/** The axis above a chart: as many round marks as fit, the first at the left end, the last ending at the right. */
export function formatAxis(scale: Scale, format: (value: number) => string = String): string {
  if (scale.width <= 0) return '';
  for (const steps of [4, 2, 1]) {
    const axis = tryAxis(scale, steps, format);
    if (axis !== undefined) return axis;
  }
  return ' '.repeat(scale.width);
}

function tryAxis(scale: Scale, steps: number, format: (value: number) => string): string | undefined {
  let axis = '';
  for (let step = 0; step <= steps; step += 1) {
    const value = scale.from + ((scale.to - scale.from) * step) / steps;
    const label = format(value);
    const column = Math.min(columnOf(value, scale), scale.width - label.length);
    if (column < axis.length + (step === 0 ? 0 : 1)) return undefined;
    axis = axis.padEnd(column) + label;
  }
  return axis.padEnd(scale.width);
}

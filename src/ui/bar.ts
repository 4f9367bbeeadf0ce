import type {Glyphs} from './glyphs.ts';

type BarGlyphs = Pick<Glyphs, 'barFull' | 'barEmpty' | 'barParts'>;

/** A share of one as a bar of exactly `width` columns, to an eighth of a column where the glyphs have eighths. */
export function bar(share: number, width: number, {barFull, barEmpty, barParts}: BarGlyphs): string {
  if (width <= 0) return '';
  const steps = barParts.length + 1;
  const filled = Math.round(clampShare(share) * width * steps);
  const part = barParts[(filled % steps) - 1] ?? '';
  const full = barFull.repeat(Math.floor(filled / steps));
  return (full + part).padEnd(width, barEmpty);
}

function clampShare(share: number): number {
  return Number.isFinite(share) ? Math.max(0, Math.min(1, share)) : 0;
}

import * as z from 'zod';
import type {Measurement} from '../pipeline/measurement.ts';

/** One measurement as bench/results keeps it; null is what it has not. */
const row = z.strictObject({
  what: z.string(),
  /** As people read it. */
  measured: z.string(),
  value: z.number().nullable(),
  unit: z.string().nullable(),
  /** The peer or the baseline, in the same unit. */
  against: z.string().nullable(),
  againstValue: z.number().nullable(),
  ratio: z.number().nullable(),
  budget: z.string().nullable(),
  verdict: z.enum(['ok', 'missed', 'unknown', 'for information']),
});

const machine = z.strictObject({
  cores: z.int(),
  processor: z.string(),
  memoryGib: z.number(),
  node: z.string(),
  /** The load average of the minute before the program: above a few tenths, others were at work. */
  loadBefore: z.number(),
});

/** The file of one part of the bench. */
export const resultSchema = z.strictObject({
  part: z.string(),
  measuredAt: z.iso.datetime(),
  /** The version that the server tells; null where none took part. */
  server: z.string().nullable(),
  /** A quick run proves that the program runs, nothing else. */
  isQuick: z.boolean(),
  machine,
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  rows: z.array(row),
});

export type Result = z.output<typeof resultSchema>;
export type ResultRow = Result['rows'][number];

/** A measurement as it is kept: three decimals tell what there is to tell. */
export function toRow({what, value, budget, verdict, figure}: Measurement): ResultRow {
  const against = figure?.against;
  return {
    what,
    measured: value,
    value: figure ? numberOf(figure.value) : null,
    unit: figure?.unit ?? null,
    against: against?.name ?? null,
    againstValue: against ? numberOf(against.value) : null,
    ratio: figure && against ? numberOf(figure.value / against.value) : null,
    budget: budget === '' ? null : budget,
    verdict,
  };
}

function numberOf(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;
}

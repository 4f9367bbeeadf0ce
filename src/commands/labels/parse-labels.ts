import {CsvError, parse} from 'csv-parse/sync';
import * as z from 'zod';

/** A name for people to read. */
export interface Label {
  readonly kind: 'agent' | 'challenge';
  readonly id: string;
  readonly label: string;
}

/** What is wrong with a file or with the rows of a query, place by place. */
export class LabelsError extends Error {
  override readonly name = 'LabelsError';
  /** Each begins with its place: `line 3: …`, `row 3: …`. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('; '));
    this.faults = faults;
  }
}

const fields = ['kind', 'id', 'label'] as const;
const longestLabel = 200;

const row = z.object({
  kind: z.enum(['agent', 'challenge'], {error: ({input}) => `kind "${input}" is not agent or challenge`}),
  id: z.guid({error: ({input}) => `id "${input}" is not a uuid`}).transform(id => id.toLowerCase()),
  label: z
    .string('the label is empty')
    .min(1, 'the label is empty')
    .max(longestLabel, `the label has more than ${longestLabel} characters`)
    .refine(
      text => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text),
      'the label holds characters that are not seen',
    ),
});

/**
 * Reads CSV with the header `kind,id,label`, in any order and with any further columns. A row that is there twice counts
 * once. Throws a `LabelsError` that names every line with a fault.
 */
export function parseLabels(text: string): Label[] {
  return checkLabels(readRecords(text));
}

/** A row that may be a label, and where it stands. */
export interface LabelRecord {
  readonly record: Readonly<Record<string, unknown>>;
  readonly place: string;
}

/** Takes rows for labels; columns that are none are left out. Throws a `LabelsError` that names every row with a fault. */
export function checkLabels(records: readonly LabelRecord[]): Label[] {
  const faults: string[] = [];
  const labels = new Map<string, {place: string; label: Label}>();
  for (const {record, place} of records) {
    const parsed = row.safeParse(record);
    if (!parsed.success) {
      faults.push(`${place}: ${parsed.error.issues.map(({message}) => message).join(', ')}`);
      continue;
    }
    const key = `${parsed.data.kind} ${parsed.data.id}`;
    const before = labels.get(key);
    if (before && before.label.label !== parsed.data.label)
      faults.push(`${place}: ${key} has another label in ${before.place}`);
    labels.set(key, before ?? {place, label: parsed.data});
  }
  if (faults.length > 0) throw new LabelsError(faults);
  return [...labels.values()].map(({label}) => label);
}

function readRecords(text: string): LabelRecord[] {
  try {
    const entries = parse(text, {
      bom: true,
      columns: readHeader,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as {record: Record<string, string>; info: {lines: number}}[];
    return entries.map(({record, info}) => ({record, place: `line ${info.lines}`}));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new LabelsError([`line ${String(error.lines ?? 1)}: ${error.message.split(': ').at(-1)}`]);
  }
}

function readHeader(header: readonly string[]): string[] {
  const names = header.map(name => name.trim().toLowerCase());
  const missing = fields.filter(name => !names.includes(name));
  if (missing.length > 0)
    throw new LabelsError([`line 1: the header has no ${missing.join(', no ')}; it is kind,id,label`]);
  return names;
}

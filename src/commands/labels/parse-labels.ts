import {CsvError, parse} from 'csv-parse/sync';
import * as z from 'zod';

/** A name for people to read. */
export interface Label {
  readonly kind: 'agent' | 'challenge';
  readonly id: string;
  readonly label: string;
}

/** What is wrong with the text of a file, line by line. */
export class LabelsError extends Error {
  override readonly name = 'LabelsError';
  /** Each begins with its line: `line 3: …`. */
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
    .string()
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
  const records = readRecords(text);
  const faults: string[] = [];
  const labels = new Map<string, {line: number; label: Label}>();
  for (const {record, line} of records) {
    const parsed = row.safeParse(record);
    if (!parsed.success) {
      faults.push(`line ${line}: ${parsed.error.issues.map(({message}) => message).join(', ')}`);
      continue;
    }
    const key = `${parsed.data.kind} ${parsed.data.id}`;
    const before = labels.get(key);
    if (before && before.label.label !== parsed.data.label)
      faults.push(`line ${line}: ${key} has another label in line ${before.line}`);
    labels.set(key, before ?? {line, label: parsed.data});
  }
  if (faults.length > 0) throw new LabelsError(faults);
  return [...labels.values()].map(({label}) => label);
}

function readRecords(text: string) {
  try {
    const entries = parse(text, {
      bom: true,
      columns: readHeader,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as {record: Record<string, string>; info: {lines: number}}[];
    return entries.map(({record, info}) => ({record, line: info.lines}));
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

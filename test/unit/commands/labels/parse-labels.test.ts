import {describe, expect, it} from 'vitest';
import {LabelsError, parseLabels} from '../../../../src/commands/labels/parse-labels.ts';

const one = '00000000-0000-4000-8000-00000000000a';
const two = '00000000-0000-4000-8000-00000000000b';

function faultsOf(text: string): readonly string[] {
  try {
    parseLabels(text);
  } catch (error) {
    if (error instanceof LabelsError) return error.faults;
    throw error;
  }
  return [];
}

describe('a file of labels', () => {
  it('is CSV with a header, from any system', () => {
    const wanted = [
      {kind: 'agent', id: one, label: 'Vega, "the fast"'},
      {kind: 'challenge', id: two, label: 'Maze'},
    ];
    expect(parseLabels(`kind,id,label\nagent,${one},"Vega, ""the fast"""\nchallenge,${two},Maze\n`)).toEqual(
      wanted,
    );
    expect(
      parseLabels(
        `\uFEFFLabel,Kind,id,team\r\n"Vega, ""the fast""",agent,${one.toUpperCase()},x\r\n\r\n Maze ,challenge,${two},\r\n`,
      ),
    ).toEqual(wanted);
  });

  it('may say the same twice', () => {
    expect(parseLabels(`kind,id,label\nagent,${one},Vega\nagent,${one},Vega\n`)).toHaveLength(1);
  });

  it('may hold no more than its header', () => {
    expect(parseLabels('kind,id,label\n')).toEqual([]);
  });

  it('is refused with the fault of every line', () => {
    expect(
      faultsOf(
        `kind,id,label\nagnet,${one},Vega\nagent,1,\nagent,${two},Vega\nagent,${two},Lyra\nagent,${one},a\u001B[31mb\n`,
      ),
    ).toEqual([
      'line 2: kind "agnet" is not agent or challenge',
      'line 3: id "1" is not a uuid, the label is empty',
      `line 5: agent ${two} has another label in line 4`,
      'line 6: the label holds characters that are not seen',
    ]);
  });

  it.each([
    ['', []],
    ['agent,x,Vega\n', ['line 1: the header has no kind, no id, no label; it is kind,id,label']],
    [`kind,id,label\nagent,${one}\n`, [expect.stringMatching(/^line 2: /)]],
    [`kind,id,label\nagent,${one},"Vega\n`, [expect.stringMatching(/^line \d: .*[Qq]uote/)]],
  ])('%j', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});

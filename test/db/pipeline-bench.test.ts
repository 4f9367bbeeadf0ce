import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {expect, it} from 'vitest';

/** Small numbers say nothing of budgets, so neither does the exit code; but every line has to be measured. */
it('measures the pipeline from end to end', {timeout: 120_000}, async () => {
  const {stdout, stderr} = await new Promise<{stdout: string; stderr: string}>(done => {
    const argv = ['bench/pipeline.ts', '--submissions', '2000', '--seconds', '2'];
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    execFile(process.execPath, argv, {cwd}, (_error, stdout, stderr) => done({stdout, stderr}));
  });
  expect(stderr).not.toMatch(/error/i);
  const lines = stdout.split('\n');
  for (const what of [
    'all four: refresh',
    "a bout's result",
    'getLaneDistributions',
    'getCronJobs',
    'stream: data age',
    'tenfold: event',
  ])
    expect(lines.find(line => line.includes(what))).toMatch(/\d ?(s|ms|x)\b.*(ok|missed|unknown)$/);
  expect(lines.filter(line => line.startsWith('trigger:')).length).toBeGreaterThan(0);
});

import {expect, it} from 'vitest';
import {Alarm} from '../../../src/pipeline/alarm.ts';

it('wakes the sleeper at once', async () => {
  const alarm = new Alarm();
  const sleeping = alarm.wait(600_000);
  alarm.ring();
  await expect(sleeping).resolves.toBeUndefined();
});

it('does not lose a ring that came before the sleep, and hears it once', async () => {
  const alarm = new Alarm();
  alarm.ring();
  await alarm.wait(600_000);
  let hasWoken = false;
  void alarm.wait(600_000).then(() => {
    hasWoken = true;
  });
  await Promise.resolve();
  expect(hasWoken).toBe(false);
  alarm.ring();
  await expect.poll(() => hasWoken).toBe(true);
});

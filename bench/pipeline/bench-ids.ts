/** An id as `bench_id` in generate.sql makes it. */
export function benchId(kind: 'a' | 'b' | 'c' | '5', n: number): string {
  const digits = kind + n.toString(16).padStart(31, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A different number below `count` each time, far from the last: a golden stride. */
export function scatter(nth: number, count: number): number {
  return (nth * 618_033_989) % count;
}

/** One of the agents that generate.sql gives submissions on a challenge: each has them on ten. */
export function agentOn(challenge: number, nth: number): number {
  // 43 times 7 leaves 1 over hundred, so this undoes the 7 of generate.sql.
  const inHundred = (43 * (challenge - (nth % 10) + 100)) % 100;
  return inHundred + 100 * (Math.floor(nth / 10) % 20);
}

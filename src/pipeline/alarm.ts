/** A sleep that can be cut short: a loop waits on it, events ring it. A ring before the wait is not lost. */
export class Alarm {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>(done => {
        const timer = setTimeout(done, Math.max(0, ms));
        this.#wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
    this.#wake = null;
    this.#rung = false;
  }
}

// A board that runs for a while of its own time, emulated or modelled.
const SHORT = 50; // milliseconds that a button is pressed

/** A subclass has the board's `milliseconds`, `advance(most)`, which runs it for at most as many of them, and
 * `hold(button, is)`. */
export class Running {
  /** Presses a button, `a` or `b`, for a while. */
  async press(button, milliseconds = this.constructor.held ?? SHORT) {
    this.hold(button, true);
    await this.run(() => false, milliseconds);
    this.hold(button, false);
  }

  /** Runs until something is the case, or that many milliseconds of the board's time have passed. */
  async run(until, milliseconds = Infinity) {
    const end = this.milliseconds + milliseconds;
    while (!until()) {
      if (this.milliseconds >= end) return false;
      await this.advance(end - this.milliseconds);
    }
    return true;
  }

  /** Runs until a promise is kept, whose value it returns. */
  async during(promise, milliseconds) {
    let end;
    promise.then(
      value => (end = () => value),
      error =>
        (end = () => {
          throw error;
        }),
    );
    if (!(await this.run(() => end, milliseconds))) throw new Error(`not within ${milliseconds} ms`);
    return end();
  }
}

/** Work that holds the thread at a stretch: what waits for it waits no longer than this, and one piece. Milliseconds. */
const STRETCH = 8;
/** Pause after each stretch while pages load: they have the thread for the greater part. Milliseconds. */
const PAUSE = 40;

/**
 * Divides long work: whoever does it asks after each small piece whether it is time to rest, so that listeners and other
 * messages come in between. `busy`: whether pages load now.
 */
export class Pace {
  readonly #busy: () => boolean;
  #began = performance.now();

  constructor(busy: () => boolean = () => false) {
    this.#busy = busy;
  }

  /** Whether `rest` is due. */
  get isOver(): boolean {
    return performance.now() - this.#began >= STRETCH;
  }

  /** Lets everything else that waits for the thread go first. */
  async rest(): Promise<void> {
    if (this.#busy()) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    else await nextTurn();
    this.#began = performance.now();
  }
}

/** After what waits now. Timers that follow each other are held back by browsers for 4 ms; messages are not. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

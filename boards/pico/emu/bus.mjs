// A USB host's controller at the other end of the RP2040's USB: packets come and go when both ends have
// said so. A buffer that the board has made available stays so until the host takes or fills it.
//
// Control transfers have their three stages, may be abandoned after the first, and end when the board
// stalls; bulk packets' data toggles are checked. Not modelled: suspend, errors on the wire.
const [IN, OUT] = [0, 4]; // of a buffer's control register
const BUFFERS = 0x80; // the first of these registers, two for each endpoint
const [FULL, DATA1, STALL, AVAILABLE, LENGTH] = [1 << 15, 1 << 13, 1 << 11, 1 << 10, 0x3ff];
const SIE_CTRL = 0x4c;
const PULL_UP = 1 << 16;
const PACKET = 10_000; // nanoseconds from a buffer's being available to its being done with

/** A control transfer that the host itself has given up. */
export class Aborted extends Error {}

export class Bus {
  /** Is called when the board wants to be seen. */
  onPlug = () => {};
  #pipes = new Map();
  #control;
  #wasReset = () => {};

  constructor(mcu) {
    this.usb = mcu.usbCtrl;
    this.memory = mcu.usbDPRAM;
    this.registers = mcu.usbDPRAMView;
    this.clock = mcu.clock;
    const write = this.usb.writeUint32;
    this.usb.writeUint32 = (offset, value) => {
      const before = this.usb.sieCtrl;
      write.call(this.usb, offset, value);
      if (offset === SIE_CTRL && this.usb.sieCtrl & ~before & PULL_UP) this.onPlug();
    };
    this.usb.onResetReceived = () => this.#wasReset();
    this.usb.DPRAMUpdated = (offset, value) => {
      if (offset < BUFFERS || offset >= BUFFERS + 16 * 8) return;
      const pipe = this.#pipe((offset - BUFFERS) >> 3, offset & OUT);
      if (value & AVAILABLE) this.#go(pipe);
      else if (value & STALL && pipe.endpoint === 0) this.#control?.fail(new Error('stalled'));
    };
  }

  #pipe(endpoint, direction) {
    const at = BUFFERS + 8 * endpoint + direction;
    let pipe = this.#pipes.get(at);
    if (!pipe) {
      // IN: who takes a packet, if anybody asks for one; OUT: packets on their way
      pipe = { endpoint, direction, at, take: undefined, packets: [], toggle: 0 };
      pipe.alarm = this.clock.createAlarm(() => this.#transfer(pipe));
      this.#pipes.set(at, pipe);
    }
    return pipe;
  }

  #go(pipe) {
    if (pipe.direction === IN ? pipe.take : pipe.packets.length > 0) pipe.alarm.schedule(PACKET);
  }

  /** One packet, if both ends still want it. */
  #transfer(pipe) {
    const { endpoint, direction, at } = pipe;
    const control = this.registers.getUint32(at, true);
    if (!(control & AVAILABLE)) return;
    const buffer = this.usb.getEndpointBufferOffset(endpoint, direction === OUT);
    if (direction === IN) {
      if (!pipe.take) return;
      const toggle = control & DATA1 ? 1 : 0;
      if (toggle !== pipe.toggle) throw new Error(`endpoint ${endpoint}: DATA${toggle} again`);
      pipe.toggle ^= 1;
      const bytes = this.memory.slice(buffer, buffer + (control & LENGTH));
      this.registers.setUint32(at, control & ~(AVAILABLE | FULL), true);
      this.usb.indicateBufferReady(endpoint, false);
      pipe.take(bytes);
    } else {
      const packet = pipe.packets.shift();
      if (!packet) return;
      const { bytes, done } = packet;
      if (bytes.length > (control & LENGTH)) throw new Error(`endpoint ${endpoint}: a packet too long`);
      this.memory.set(bytes, buffer);
      this.registers.setUint32(at, (control & ~(AVAILABLE | LENGTH)) | FULL | bytes.length, true);
      this.usb.indicateBufferReady(endpoint, true);
      done?.();
    }
  }

  /** Asks an endpoint for packets, each for `take`, or no longer. */
  poll(endpoint, take) {
    const pipe = this.#pipe(endpoint, IN);
    pipe.take = take;
    if (this.registers.getUint32(pipe.at, true) & AVAILABLE) this.#go(pipe);
  }

  /** Sends a packet as soon as the endpoint takes it. */
  send(endpoint, bytes, done) {
    const pipe = this.#pipe(endpoint, OUT);
    pipe.packets.push({ bytes: Uint8Array.from(bytes), done });
    if (this.registers.getUint32(pipe.at, true) & AVAILABLE) this.#go(pipe);
  }

  /** Packets that the endpoint has not taken yet. */
  waiting(endpoint) {
    return this.#pipe(endpoint, OUT).packets.length;
  }

  /** Resets the board's end; what was on its way is lost. Ends when the board has noticed. */
  reset() {
    this.#control?.fail(new Aborted('the bus was reset'));
    for (const pipe of this.#pipes.values()) Object.assign(pipe, { take: undefined, packets: [], toggle: 0 });
    this.usb.resetDevice();
    return new Promise(done => (this.#wasReset = done));
  }

  /** The first stage of a control transfer. A transfer that is under way is given up. */
  setup(packet) {
    this.#control?.fail(new Aborted('another was begun'));
    for (const direction of [IN, OUT]) {
      const pipe = this.#pipe(0, direction);
      Object.assign(pipe, { take: undefined, packets: [], toggle: 1 });
      const control = this.registers.getUint32(pipe.at, true);
      this.registers.setUint32(pipe.at, control & ~STALL, true); // as the controller does
    }
    this.usb.sendSetupPacket(Uint8Array.from(packet));
  }

  /** A control transfer: the bytes that the board sends, or `data` that it takes. */
  control(type, request, value, index, data) {
    const length = typeof data === 'number' ? data : (data?.length ?? 0);
    this.setup([type, request, value & 255, value >> 8, index & 255, index >> 8, length & 255, length >> 8]);
    return new Promise((resolve, reject) => {
      const end = then => result => {
        this.#control = undefined;
        then(result);
      };
      this.#control = { fail: end(reject) };
      const done = end(resolve);
      const got = [];
      if (typeof data === 'number') {
        this.poll(0, bytes => {
          got.push(...bytes);
          if (got.length < length && bytes.length === 64) return;
          this.poll(0, undefined);
          this.send(0, [], () => done(Uint8Array.from(got)));
        });
      } else {
        if (length > 0) this.send(0, data);
        this.poll(0, () => {
          this.poll(0, undefined);
          done(Uint8Array.of());
        });
      }
    });
  }
}

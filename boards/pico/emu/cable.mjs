// The host's end of a USB cable: a serial port (CDC-ACM) whose bytes come and go.
import net from 'node:net';
import { Aborted, Bus } from './bus.mjs';

const [DEVICE, CONFIGURATION, STRING, INTERFACE, ENDPOINT] = [1, 2, 3, 4, 5];
const [SET_ADDRESS, GET_DESCRIPTOR, SET_CONFIGURATION] = [5, 6, 9];
const [SET_LINE_CODING, SET_CONTROL_LINE_STATE] = [0x20, 0x22];
const [FROM_DEVICE, TO_DEVICE, TO_INTERFACE] = [0x80, 0x00, 0x21];
const [COMMUNICATION, DATA, BULK] = [2, 10, 2]; // classes of interfaces, and a kind of endpoint
const PACKET = 64;
const ENGLISH = 0x0409;
const CODING = [0x00, 0xc2, 0x01, 0x00, 0, 0, 8]; // 115 200 baud, 8 bits, as programs set it
const BUSY = 'busy: another program has this port\n';
const PATIENCE = 1000; // milliseconds in which a client may make room for the next

export class Cable {
  /** Is called with the board's bytes, while the port is open. */
  onData = () => {};
  /** Is called when the board is gone, and the port with it. */
  onUnplug = () => {};
  /** What the board says of itself, once it is configured. */
  device;
  #isOpen = false;
  #reads = true;

  /** Plugs a board in, or the same one anew after its reset. */
  attach(mcu) {
    this.#unplug();
    this.bus = new Bus(mcu);
    this.bus.onPlug = () => this.#meet(this.bus);
  }

  #unplug() {
    this.device = undefined;
    this.#isOpen = false;
    this.onUnplug();
  }

  /** Whether the board is configured. */
  get up() {
    return this.device !== undefined;
  }

  /** What a host does when it sees a device. */
  async #meet(bus) {
    try {
      await bus.reset();
      const descriptor = (kind, index, length, language = 0) =>
        bus.control(FROM_DEVICE, GET_DESCRIPTOR, (kind << 8) | index, language, length);
      const device = Buffer.from(await descriptor(DEVICE, 0, 18));
      await bus.control(TO_DEVICE, SET_ADDRESS, 1, 0);
      const head = Buffer.from(await descriptor(CONFIGURATION, 0, 9));
      this.#learn(await descriptor(CONFIGURATION, 0, head.readUInt16LE(2)));
      const text = async at =>
        Buffer.from((await descriptor(STRING, device[at], 255, ENGLISH)).slice(2)).toString('utf16le');
      const [maker, product, serial] = [await text(14), await text(15), await text(16)];
      await bus.control(TO_DEVICE, SET_CONFIGURATION, head[5], 0);
      const id = [device.readUInt16LE(8), device.readUInt16LE(10)].map(n => n.toString(16).padStart(4, '0'));
      this.device = { id: id.join(':'), maker, product, serial };
    } catch (error) {
      if (!(error instanceof Aborted)) throw error;
    }
  }

  /** Finds the port's interface and endpoints. */
  #learn(descriptors) {
    let kind;
    for (let at = 0; at < descriptors.length; at += descriptors[at]) {
      const [, type, second, third, , fifth] = descriptors.subarray(at);
      if (type === INTERFACE) kind = fifth;
      if (type === INTERFACE && kind === COMMUNICATION) this.interface = second;
      if (type !== ENDPOINT || kind !== DATA || third !== BULK) continue;
      if (second & 0x80) this.in = second & 0xf;
      else this.out = second;
    }
  }

  /** Sends bytes as soon as the board reads them, in packets of that size. */
  send(bytes, packet = PACKET) {
    for (let at = 0; at < bytes.length; at += packet) this.bus.send(this.out, bytes.slice(at, at + packet));
  }

  /** Packets that the board has not read yet. */
  get waiting() {
    return this.bus.waiting(this.out);
  }

  /** A program opens or closes the port: DTR, and RTS with it. The host asks for bytes while it is open. */
  async open(yes) {
    this.#isOpen = yes;
    if (!yes) this.bus.poll(this.in, undefined);
    if (yes) await this.bus.control(TO_INTERFACE, SET_LINE_CODING, 0, this.interface, CODING);
    await this.bus.control(TO_INTERFACE, SET_CONTROL_LINE_STATE, yes ? 3 : 0, this.interface);
    this.reads(this.#reads);
  }

  /** The program reads what the board sends, or does not. */
  reads(yes) {
    this.#reads = yes;
    const take = bytes => bytes.length > 0 && this.onData(Buffer.from(bytes));
    this.bus.poll(this.in, yes && this.#isOpen ? take : undefined);
  }

  /** The plug is pulled, what was on its way is lost, and put in again. The program is gone. */
  replug() {
    this.#unplug();
    return this.#meet(this.bus);
  }

  /** A control transfer, as the bus does it. */
  control(...transfer) {
    return this.bus.control(...transfer);
  }

  /** Begins a control transfer that is never gone on with, until the next or the bus's reset. */
  abandon() {
    this.bus.setup([FROM_DEVICE, GET_DESCRIPTOR, 0, CONFIGURATION, 0, 0, 255, 0]);
  }

  /** Hands the port to whoever connects over TCP, one at a time; 0 takes any free port. */
  listen(port, ready) {
    let client;
    const server = net.createServer(async socket => {
      socket.on('error', () => {});
      const begun = Date.now();
      while ((client || !this.up) && Date.now() < begun + PATIENCE) await new Promise(next => setTimeout(next, 10));
      if (client || !this.up) {
        socket.resume(); // lest what it has sent makes its system forget what it was told
        return socket.end(client ? BUSY : 'the board is not there\n');
      }
      client = socket;
      socket.setNoDelay(true);
      socket.on('close', () => {
        client = undefined;
        if (this.up) this.open(false).catch(() => {});
      });
      if (socket.destroyed) return socket.emit('close');
      await this.open(true).catch(() => socket.destroy());
      socket.on('data', bytes => this.send(bytes));
    });
    this.onData = bytes => client?.write(bytes);
    this.onUnplug = () => client?.destroy();
    server.listen(port, '127.0.0.1', () => ready(server.address().port));
  }
}

// The host's end of a USB cable: a serial port (CDC-ACM) whose bytes come and go.
import net from 'node:net';
import { USBCDC } from 'rp2040js';

const AVAILABLE = 1 << 10;
const outControl = endpoint => 0x84 + 8 * endpoint;

export class Cable {
  /** Bytes for the board that it has not read yet. */
  waiting = [];
  /** Is called with the board's bytes. */
  onData = () => {};
  /** Whether the board is configured and has taken its first orders. */
  up = false;
  #reading;

  constructor(mcu) {
    this.usb = mcu.usbCtrl;
    this.memory = mcu.usbDPRAMView;
    this.port = new USBCDC(this.usb);
    // the emulator's own asks the device, and not its first interface as the class demands
    this.port.cdcSetControlLineState = (state = 0) => {
      this.usb.sendSetupPacket(Uint8Array.of(0x21, 0x22, state, 0, 0, 0, 0, 0));
      this.port.initialized = true;
    };
    const transfer = this.usb.onEndpointWrite;
    this.usb.onEndpointWrite = (endpoint, bytes) => {
      const asked = this.port.initialized;
      transfer(endpoint, bytes);
      if (asked && endpoint === 0) this.up = true; // the board has acknowledged the line's state
    };
    this.port.onSerialData = bytes => bytes.length > 0 && this.onData(Buffer.from(bytes));
    // a buffer that the board has made available stays so until the host sends something; the
    // emulator's own port would complete with nothing at once
    this.usb.onEndpointRead = (endpoint, size) => {
      if (endpoint === 0) return;
      this.#reading = { endpoint, size };
      this.#available(true);
      this.#deliver();
    };
  }

  #available(yes) {
    const at = outControl(this.#reading.endpoint);
    const control = this.memory.getUint32(at, true);
    this.memory.setUint32(at, yes ? control | AVAILABLE : control & ~AVAILABLE, true);
  }

  #deliver() {
    if (!this.#reading || this.#reading.endpoint !== this.port.outEndpoint) return;
    if (this.waiting.length === 0) return;
    const { endpoint, size } = this.#reading;
    this.#available(false);
    this.#reading = undefined;
    this.usb.endpointReadDone(endpoint, Uint8Array.from(this.waiting.splice(0, size)));
  }

  /** Sends bytes as soon as the board reads them. */
  send(bytes) {
    this.waiting.push(...bytes);
    this.#deliver();
  }

  /** A program opens or closes the port: DTR, and RTS with it. */
  open(yes) {
    this.port.cdcSetControlLineState(yes ? 3 : 0);
  }

  /** The plug is pulled, what was on its way is lost, and put in again: the host resets the bus. */
  replug() {
    this.up = false;
    this.waiting = [];
    this.#reading = undefined;
    Object.assign(this.port, { initialized: false, descriptorsSize: null, descriptors: [] });
    this.usb.resetDevice();
  }

  /** Hands the port to whoever connects over TCP, one at a time; 0 takes any free port. */
  listen(port, ready) {
    let client;
    const server = net.createServer(socket => {
      if (client || !this.up) return socket.destroy();
      client = socket;
      this.open(true);
      socket.setNoDelay(true);
      socket.on('data', bytes => this.send(bytes));
      socket.on('error', () => {});
      socket.on('close', () => {
        client = undefined;
        this.open(false);
      });
    });
    this.onData = bytes => client?.write(bytes);
    server.listen(port, '127.0.0.1', () => ready(server.address().port));
  }
}

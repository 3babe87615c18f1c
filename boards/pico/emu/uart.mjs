// The sending half of a UART: a FIFO of 32 bytes that empties at the wire's speed, and its interrupt.
// The emulator's own never fills and never stops asking for more.
const SIZE = 32;
const [FULL, EMPTY, BUSY] = [1 << 5, 1 << 7, 1 << 3];
const TRANSMIT = 1 << 5;
const [DATA, DMA] = [0x00, 0x48];

/** Lets `onByte` see each byte when its stop bit has passed. */
export function transmit(mcu, uart, onByte) {
  const fifo = [];
  const wire = mcu.clock.createAlarm(() => {
    onByte(fifo.shift());
    if (fifo.length === SIZE / 2) uart.interruptStatus |= TRANSMIT;
    uart.checkInterrupts();
    next();
  });
  const next = () => fifo.length > 0 && wire.schedule(10e9 / uart.baudRate); // start, eight, stop

  uart.checkInterrupts = () =>
    mcu.setInterrupt(uart.irq, (uart.interruptStatus & uart.interruptMask) !== 0);
  const receiving = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(uart), 'flags').get;
  Object.defineProperty(uart, 'flags', {
    get: () =>
      (receiving.call(uart) & ~EMPTY) |
      (fifo.length === 0 ? EMPTY : BUSY) |
      (fifo.length >= SIZE ? FULL : 0),
  });
  const [read, write] = [uart.readUint32, uart.writeUint32];
  let dma = 0;
  uart.readUint32 = offset => (offset === DMA ? dma : read.call(uart, offset));
  uart.writeUint32 = (offset, value) => {
    if (offset === DMA) return void (dma = value);
    if (offset !== DATA) return write.call(uart, offset, value);
    if (fifo.length >= SIZE) return;
    fifo.push(value & 0xff);
    if (fifo.length === 1) next();
  };
}

// The wires of an I2C bus, and what hangs on it. Each byte takes nine bits, a start or a stop about one.
const READ = 1; // the mode of a connection
const QUEUE_EMPTY = 1 << 4; // an interrupt

/** A device has an `address`, and does `start(reads)`, `write(byte)` and `read()`. */
export function connect(mcu, i2c, devices) {
  let device;
  let finish = () => {};
  const wire = mcu.clock.createAlarm(() => finish());
  const after = (bits, next) => {
    finish = next;
    wire.schedule((bits * 1e9) / (mcu.clkSys / (i2c.sclHighPeriod + i2c.sclLowPeriod)));
  };
  i2c.onStart = () => after(1, () => i2c.completeStart());
  i2c.onConnect = (address, mode) => {
    device = devices.find(device => device.address === address);
    device?.start(mode === READ);
    after(9, () => {
      i2c.completeConnect(device !== undefined);
      // the queue is flushed then; the emulator's own does not say that it is empty
      if (!device) i2c.setInterrupts(QUEUE_EMPTY);
    });
  };
  i2c.onWriteByte = byte => {
    device?.write(byte);
    after(9, () => i2c.completeWrite(device !== undefined));
  };
  i2c.onReadByte = () => after(9, () => i2c.completeRead(device.read()));
  i2c.onStop = () => after(1, () => i2c.completeStop());
}

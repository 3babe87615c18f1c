"""The UART of Nordic's chips that has no DMA."""

from machine.fault import Fault
from machine.serial_line import BYTE, check

INTERRUPT = 2


class Uart:
    """The UART without DMA. A byte that comes waits behind up to 5 others, and is announced when it is the first."""

    START_RECEIVE, STOP_RECEIVE, START_SEND, STOP_SEND = 0x000, 0x004, 0x008, 0x00C
    RECEIVED, SENT, FAILED, SET, UNSET = 0x108, 0x11C, 0x124, 0x304, 0x308
    FAILURE, ENABLE, SEND_PIN, RECEIVE_PIN, RECEIVE, SEND, RATE = 0x480, 0x500, 0x50C, 0x514, 0x518, 0x51C, 0x524
    INTERRUPTS = {RECEIVED: 1 << 2, SENT: 1 << 7, FAILED: 1 << 9}
    DEPTH, ON, OVERRUN = 6, 4, 1
    RATES = {0x01D7_E000: 115_200}  # hertz by the register's word

    def __init__(self, machine, registers, pins, line):
        """`pins` are the numbers of those that send and receive, 32 and more for the second port's."""
        self.machine, self.registers, self.pins, self.line = machine, registers, pins, line
        line.chip = self
        machine.timers.append(self)
        self.reset()
        registers.on_write(self.START_RECEIVE, lambda _: self._start("receives", True))
        registers.on_write(self.STOP_RECEIVE, lambda _: self._start("receives", False))
        registers.on_write(self.START_SEND, lambda _: self._start("sends", True))
        registers.on_write(self.STOP_SEND, lambda _: self._start("sends", False))
        registers.on_write(self.SET, lambda bits: self._enable(self.enabled | bits))
        registers.on_write(self.UNSET, lambda bits: self._enable(self.enabled & ~bits))
        registers.on_read(self.RECEIVE, self._take)
        registers.on_write(self.SEND, self._give)
        for event in self.INTERRUPTS:
            registers.on_write(event, lambda _: self._tell())

    def reset(self):
        self.received, self.sending, self.due, self.enabled = [], None, None, 0
        self.receives, self.sends = False, False

    def _start(self, what, yes):
        setattr(self, what, yes)

    def _enable(self, bits):
        self.enabled = bits
        self._tell()

    def _tell(self):
        reasons = any(self.registers[event] and self.enabled & bit for event, bit in self.INTERRUPTS.items())
        self.machine.raises(INTERRUPT, reasons)

    def _event(self, event):
        self.registers[event] = 1
        self._tell()

    def _is_on(self, pin):
        return self.registers[self.ENABLE] == self.ON and self.registers[pin] == self.pins[pin == self.RECEIVE_PIN]

    def _check(self):
        check("the UART", self.RATES.get(self.registers[self.RATE], 0))

    def listens(self):
        return self.receives and self._is_on(self.RECEIVE_PIN)

    def come(self, byte):
        if not self.listens():
            return
        self._check()
        if len(self.received) == self.DEPTH:
            self.registers[self.FAILURE] |= self.OVERRUN
            self._event(self.FAILED)
            return
        self.received.append(byte)
        if len(self.received) == 1:
            self._event(self.RECEIVED)

    def silent(self):
        """It does not listen to that."""

    def _take(self):
        byte = self.received.pop(0) if self.received else 0
        if self.received:
            self._event(self.RECEIVED)
        return byte

    def _give(self, byte):
        if not self.sends or not self._is_on(self.SEND_PIN) or self.sending is not None:
            raise Fault("the UART sends and is not started, or has not sent the byte before")
        self._check()
        self.sending = byte & 0xFF
        self.due = self.machine.now + BYTE

    def fire(self):
        self.line.take(self.sending)
        self.sending, self.due = None, None
        self._event(self.SENT)

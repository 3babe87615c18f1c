"""The USARTs of the STM32s here. That of the H7 has FIFOs, and other places for what that of the F4 has."""

from machine.fault import Fault
from machine.serial_line import BYTE, check

OVERRUN, IDLE, RECEIVED, COMPLETE, ROOM = (1 << bit for bit in range(3, 8))  # of the status
RECEIVES, SENDS = 1 << 2, 1 << 3  # of the control, whose bits 4 to 7 let those of the status interrupt


class Usart:
    """What both have in common. CONTROL and RATE are registers, ENABLED a bit of the control; `clock()` is the port's,
    in hertz."""

    def __init__(self, machine, registers, interrupt, clock, line):
        self.machine, self.registers, self.interrupt, self.clock, self.line = machine, registers, interrupt, clock, line
        line.chip = self
        machine.timers.append(self)
        self.reset()
        registers.on_write(self.CONTROL, lambda _: self._tell())

    def reset(self):
        self.received, self.sending, self.due = [], [], None
        self.flags = COMPLETE

    def depth(self):
        return 1

    def status(self):
        room = ROOM * (len(self.sending) <= self.depth())  # one more is on its way
        return self.flags | RECEIVED * bool(self.received) | room

    def _tell(self):
        """Asks for its interrupt, or no longer."""
        reasons = self.status() & self.registers[self.CONTROL] & (IDLE | RECEIVED | COMPLETE | ROOM)
        if self.flags & OVERRUN:
            reasons |= self.registers[self.CONTROL] & RECEIVED
        self.machine.raises(self.interrupt, bool(reasons))

    def _is_on(self, what):
        return self.registers[self.CONTROL] & (self.ENABLED | what) == self.ENABLED | what

    def _check(self):
        check(self.registers.name, self.clock() // max(self.registers[self.RATE], 1))

    # the wires

    def listens(self):
        return self._is_on(RECEIVES)

    def come(self, byte):
        if not self.listens():
            return
        self._check()
        if len(self.received) < self.depth():
            self.received.append(byte)
        else:
            self.flags |= OVERRUN
        self._tell()

    def silent(self):
        """No byte has followed the last."""
        if self.listens():
            self.flags |= IDLE
            self._tell()

    def fire(self):
        self.line.take(self.sending.pop(0))
        self.due = self.machine.now + BYTE if self.sending else None
        if not self.sending:
            self.flags |= COMPLETE
        self._tell()

    # the program

    def _take(self):
        byte = self.received.pop(0) if self.received else 0
        self._tell()
        return byte

    def _give(self, byte):
        if not self._is_on(SENDS):
            raise Fault(f"{self.registers.name} sends and is not enabled")
        if not self.status() & ROOM:
            raise Fault(f"{self.registers.name} sends a byte before there is room for it")
        self._check()
        self.flags &= ~COMPLETE
        self.sending.append(byte & 0xFF)
        if self.due is None:
            self.due = self.machine.now + BYTE
        self._tell()

    def _clear(self, flags):
        self.flags &= ~flags
        self._tell()


class UsartF4(Usart):
    """Reading the status and then the data clears what an error or silence has left."""

    STATUS, DATA, RATE, CONTROL, ENABLED = 0x00, 0x04, 0x08, 0x0C, 1 << 13

    def __init__(self, machine, registers, *rest):
        super().__init__(machine, registers, *rest)
        self.seen = 0
        registers.on_read(self.STATUS, self._see)
        registers.on_write(self.STATUS, lambda kept: self._clear(COMPLETE & ~kept))
        registers.on_read(self.DATA, self._read)
        registers.on_write(self.DATA, self._give)

    def _see(self):
        self.seen = self.status()
        return self.seen

    def _read(self):
        self._clear(self.seen & (OVERRUN | IDLE))
        return self._take()


class UsartH7(Usart):
    """With FIFOs of 16 bytes, if the program turns them on."""

    CONTROL, RATE, STATUS, CLEAR, RECEIVE, SEND, ENABLED = 0x00, 0x0C, 0x1C, 0x20, 0x24, 0x28, 1 << 0
    FIFOS = 1 << 29
    READY = 1 << 21 | 1 << 22  # both directions are enabled

    def __init__(self, machine, registers, *rest):
        super().__init__(machine, registers, *rest)
        registers.on_read(self.STATUS, lambda: self.status() | self.READY)
        registers.on_write(self.CLEAR, lambda flags: self._clear(flags & (OVERRUN | IDLE | COMPLETE)))
        registers.on_read(self.RECEIVE, self._take)
        registers.on_write(self.SEND, self._give)

    def depth(self):
        return 16 if self.registers[self.CONTROL] & self.FIFOS else 1

"""Cortex-M: vectors, the system's control space, interrupts.

A handler's instructions take their time as the program's do, and a more urgent handler interrupts it.
"""

import struct

from machine.fault import Fault
from machine.log import Rtt
from machine.machine import Machine
from machine.registers import Registers
from machine.systick import SYSTICK, SysTick
from unicorn import UC_ARCH_ARM, UC_HOOK_CODE, UC_HOOK_INTR, UC_MODE_MCLASS, UC_MODE_THUMB, Uc, UcError
from unicorn.arm_const import UC_ARM_REG_LR, UC_ARM_REG_PC, UC_ARM_REG_PRIMASK, UC_ARM_REG_R0, UC_ARM_REG_SP

NOWHERE = 0xFFFFFFFE  # no program gets there
HANDLED = 0x1FFF_E000  # handlers return to here
HINTS = (0xBF10, 0xBF20, 0xBF30)  # yield, wfe, wfi: unicorn stops after them
PENDSV = 14
SHORTEST = 50  # instructions of a handler's first slice; each further one is twice as long


class Interrupted:
    """What a handler has interrupted, and goes on after it."""

    def __init__(self, context, next_pc, priority):
        self.context, self.next_pc = context, next_pc
        self.priority, self.slice = priority, SHORTEST  # the handler's


def numbered(word, mask):
    """The interrupts that stand for the bits of a word."""
    return {8 * word + bit for bit in range(32) if mask >> bit & 1}


class Cortex(Machine):
    """A Cortex-M that starts from the vectors at the beginning of its flash."""

    RETURN = b"\x70\x47"
    ARGUMENTS = [UC_ARM_REG_R0 + i for i in range(4)]

    def __init__(self, path, model, vectors, hertz):
        uc = Uc(UC_ARCH_ARM, UC_MODE_THUMB | UC_MODE_MCLASS)
        uc.ctl_set_cpu_model(model)
        super().__init__(uc, path, hertz)
        self.vectors = vectors
        self.pending = set()  # exceptions
        self.asserted = set()  # interrupts whose peripheral asks for as long as it has a reason
        self.active = []  # what handlers have interrupted, the last one's last
        self.next_pc, self.asked_reset, self.resets = 0, False, 0
        uc.hook_add(UC_HOOK_INTR, self._exception)
        uc.mem_map(HANDLED, 0x1000)
        uc.hook_add(UC_HOOK_CODE, lambda uc, *_: uc.emu_stop(), begin=HANDLED, end=HANDLED + 2)
        self.peripherals(0xE000_0000, 0x10_0000)
        self.add(Registers("DWT", 0xE000_1000))
        self.control = self.add(Registers("SCS", 0xE000_E000, 0x1000))
        self.systick = SysTick(self, self.control)
        self.control.on_write(0xD04, self._control_state)
        self.control.on_write(0xD0C, self._reset_control)
        self.control.on_write(0xF00, self.pend)
        for word in range(0, 64, 4):  # set and clear enable, set and clear pending
            self.control.on_write(0x100 + word, lambda mask, word=word: self._enable(word, mask, True))
            self.control.on_write(0x180 + word, lambda mask, word=word: self._enable(word, mask, False))
            self.control.on_write(0x200 + word, lambda mask, word=word: self._pend(word, mask))
            self.control.on_write(0x280 + word, lambda mask, word=word: self._forget(word, mask))
        self.enabled = set()
        self.log = Rtt(uc, self.symbols.get("_SEGGER_RTT"))

    # registers

    def _enable(self, word, mask, on):
        numbers = numbered(word, mask)
        self.enabled = self.enabled | numbers if on else self.enabled - numbers

    def _pend(self, word, mask):
        self.pending |= {16 + number for number in numbered(word, mask)}

    def _forget(self, word, mask):
        self.pending -= {16 + number for number in numbered(word, mask)}

    def _control_state(self, value):
        if value >> 28 & 1:
            self.pending.add(PENDSV)
        if value >> 26 & 1:
            self.pending.add(SYSTICK)

    def _reset_control(self, value):
        if value >> 16 == 0x05FA and value >> 2 & 1:
            self.ask_reset()

    # interrupts

    def pend(self, number):
        """Interrupt `number` of the chip's list asks to be handled."""
        self.pending.add(16 + number)

    def raises(self, number, asserted):
        """Whether interrupt `number` has a reason: it is handled again and again until it has none."""
        if asserted:
            self.asserted.add(number)
        else:
            self.asserted.discard(number)

    def interrupt(self):
        due = {e for e in self.pending if e < 16 or e - 16 in self.enabled}
        due |= {16 + number for number in self.asserted & self.enabled}
        if not due or self.masked():
            return False
        priority, exception = min((self._priority(e), e) for e in due)
        if self.active and priority >= self.active[-1].priority:
            return False
        self.pending.discard(exception)
        self._enter(exception, priority)
        return True

    def _priority(self, exception):
        """0 is the most urgent."""
        return self.control.read(0x400 + exception - 16 if exception >= 16 else 0xD14 + exception, 1)

    def masked(self):
        return bool(self.uc.reg_read(UC_ARM_REG_PRIMASK) & 1)

    def slice(self):
        handler = self.active[-1] if self.active else None
        count = super().slice()
        if handler and handler.slice < count:
            count = handler.slice
            handler.slice *= 2
        return count

    def _enter(self, exception, priority):
        """Goes on with a handler, on the program's stack."""
        uc = self.uc
        self.active.append(Interrupted(uc.context_save(), self.next_pc, priority))
        base = self.control[0xD08] or self.vectors
        (self.next_pc,) = struct.unpack("<I", uc.mem_read(base + 4 * exception, 4))
        uc.reg_write(UC_ARM_REG_SP, (uc.reg_read(UC_ARM_REG_SP) - 0x68) & ~7)  # a frame with float's registers
        uc.reg_write(UC_ARM_REG_LR, HANDLED | 1)

    def _leave(self):
        """Goes back to what the handler has interrupted."""
        interrupted = self.active.pop()
        self.uc.context_restore(interrupted.context)
        self.next_pc = interrupted.next_pc

    def _exception(self, _uc, number, _data):
        raise Fault(f"the program fails with exception {number}")

    # the core

    def start(self):
        stack, entry = struct.unpack("<II", self.uc.mem_read(self.vectors, 8))
        self.uc.reg_write(UC_ARM_REG_SP, stack)
        self.next_pc = entry

    def stack(self):
        """Its lowest and its highest address."""
        return self.symbols["_stack_end"], struct.unpack("<I", self.uc.mem_read(self.vectors, 4))[0]

    def pc(self):
        return self.uc.reg_read(UC_ARM_REG_PC)

    def run_slice(self, count):
        if self.asked_reset:
            self.reset()
        waits = False
        try:
            self.uc.emu_start(self.next_pc | 1, NOWHERE, count=count)
        except UcError:
            waits = self._hinted()
            if not waits:
                raise
        if self.pc() & ~1 == HANDLED:
            self._leave()
        else:
            self.next_pc = self.pc()
            waits = waits or self._hinted()
        if self.asked_reset:
            self.reset()
        self.log.drain()
        return waits

    def _hinted(self):
        try:
            return int.from_bytes(self.uc.mem_read(self.pc() - 2, 2), "little") in HINTS
        except UcError:
            return False  # no memory lies before

    def ask_reset(self):
        """By the program or its watchdog."""
        self.asked_reset = True
        self.uc.emu_stop()

    def reset(self):
        """Memory stays, peripherals do not."""
        self.asked_reset = False
        self.resets += 1
        for part in [*set(self.blocks.values()), *self.timers, *self.ports]:
            part.reset()
        self.pending, self.asserted, self.enabled, self.active = set(), set(), set(), []
        self.uc.reg_write(UC_ARM_REG_PRIMASK, 0)
        self.start()

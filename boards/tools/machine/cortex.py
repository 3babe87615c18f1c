"""Cortex-M: vectors, the system's control space, interrupts.

Handlers are not interrupted by others: no firmware here needs that.
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


class Cortex(Machine):
    """A Cortex-M that starts from the vectors at the beginning of its flash."""

    RETURN = b"\x70\x47"
    ARGUMENTS = [UC_ARM_REG_R0 + i for i in range(4)]

    def __init__(self, path, model, vectors, hertz):
        uc = Uc(UC_ARCH_ARM, UC_MODE_THUMB | UC_MODE_MCLASS)
        uc.ctl_set_cpu_model(model)
        super().__init__(uc, path, hertz)
        self.vectors = vectors
        self.pending = set()
        self.saved, self.next_pc, self.in_handler, self.asked_reset = uc.context_save(), 0, False, False
        uc.hook_add(UC_HOOK_INTR, self._exception)
        uc.mem_map(HANDLED, 0x1000)
        uc.hook_add(UC_HOOK_CODE, lambda uc, *_: uc.emu_stop(), begin=HANDLED, end=HANDLED + 2)
        self.peripherals(0xE000_0000, 0x10_0000)
        self.add(Registers("DWT", 0xE000_1000))
        self.control = self.add(Registers("SCS", 0xE000_E000, 0x1000))
        self.systick = SysTick(self, self.control)
        self.control.on_write(0xD04, self._control_state)
        self.control.on_write(0xD0C, self._reset_control)
        for word in range(0, 64, 4):  # set and clear enable, set and clear pending
            self.control.on_write(0x100 + word, lambda mask, word=word: self._enable(word, mask, True))
            self.control.on_write(0x180 + word, lambda mask, word=word: self._enable(word, mask, False))
            self.control.on_write(0x280 + word, lambda mask, word=word: self._forget(word, mask))
        self.enabled = set()
        self.log = Rtt(uc, self.symbols.get("_SEGGER_RTT"))

    # registers

    def _enable(self, word, mask, on):
        numbers = {8 * word + bit for bit in range(32) if mask >> bit & 1}
        self.enabled = self.enabled | numbers if on else self.enabled - numbers

    def _forget(self, word, mask):
        self.pending -= {16 + 8 * word + bit for bit in range(32) if mask >> bit & 1}

    def _control_state(self, value):
        if value >> 28 & 1:
            self.pending.add(PENDSV)
        if value >> 26 & 1:
            self.pending.add(SYSTICK)

    def _reset_control(self, value):
        if value >> 16 == 0x05FA and value >> 2 & 1:
            self.asked_reset = True
            self.uc.emu_stop()

    # interrupts

    def pend(self, number):
        """Interrupt `number` of the chip's list asks to be handled."""
        self.pending.add(16 + number)

    def interrupt(self):
        while not self.in_handler and not self.masked():
            due = [e for e in self.pending if e < 16 or e - 16 in self.enabled]
            if not due:
                break
            self.pending.remove(min(due))
            self._handle(min(due))

    def masked(self):
        return bool(self.uc.reg_read(UC_ARM_REG_PRIMASK) & 1)

    def _handle(self, exception):
        """Runs a handler from its vector to its end, on the program's stack."""
        uc = self.uc
        base = self.control[0xD08] or self.vectors
        (handler,) = struct.unpack("<I", uc.mem_read(base + 4 * exception, 4))
        uc.context_update(self.saved)
        self.in_handler, reads = True, self.clock_reads
        uc.reg_write(UC_ARM_REG_SP, (uc.reg_read(UC_ARM_REG_SP) - 0x68) & ~7)  # a frame with float's registers
        uc.reg_write(UC_ARM_REG_LR, HANDLED | 1)
        try:
            uc.emu_start(handler | 1, NOWHERE, count=1_000_000)
            if self.fault:
                raise self.fault
        except (Fault, UcError) as error:
            raise Fault(
                f"{self.fault or error}, at {self.pc():#010x} in {self.where(self.pc())}, in exception {exception}"
            ) from error
        if self.pc() & ~1 != HANDLED:
            raise Fault(f"the handler of exception {exception} does not end, it is in {self.where(self.pc())}")
        self.in_handler, self.clock_reads = False, reads
        uc.context_restore(self.saved)

    def _exception(self, _uc, number, _data):
        raise Fault(f"the program fails with exception {number}")

    # the core

    def start(self):
        stack, entry = struct.unpack("<II", self.uc.mem_read(self.vectors, 8))
        self.uc.reg_write(UC_ARM_REG_SP, stack)
        self.next_pc = entry

    def stack(self):
        """Its lowest and its highest address."""
        return self.symbols["__sheap"], struct.unpack("<I", self.uc.mem_read(self.vectors, 4))[0]

    def pc(self):
        return self.uc.reg_read(UC_ARM_REG_PC)

    def run_slice(self, count):
        waits = False
        try:
            self.uc.emu_start(self.next_pc | 1, NOWHERE, count=count)
        except UcError:
            waits = self._hinted()
            if not waits:
                raise
        self.next_pc = self.pc()
        waits = waits or self._hinted()
        if self.asked_reset:
            self.reset()
        self.log.drain()
        return waits

    def _hinted(self):
        return int.from_bytes(self.uc.mem_read(self.pc() - 2, 2), "little") in HINTS

    def reset(self):
        """A reset by the program: memory stays, peripherals do not."""
        self.asked_reset = False
        for part in [*set(self.blocks.values()), *self.timers, *self.ports]:
            part.reset()
        self.pending, self.enabled = set(), set()
        self.start()

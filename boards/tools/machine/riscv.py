"""RV32IMC without interrupts: no firmware here asks for any."""

import ctypes

import elf
from machine.fault import Fault
from machine.machine import UNTOUCHED, Machine
from unicorn import UC_ARCH_RISCV, UC_HOOK_INTR, UC_MODE_RISCV32, UC_PROT_ALL, Uc
from unicorn.riscv_const import UC_RISCV_REG_A0, UC_RISCV_REG_PC, UC_RISCV_REG_SP, UC_RISCV_REG_X0

NOWHERE = 0xFFFFFFFE
ILLEGAL_INSTRUCTION, SYSTEM = 2, 0x73


class Riscv(Machine):
    """The core. It starts at the ELF's entry."""

    RETURN = b"\x82\x80"
    ARGUMENTS = [UC_RISCV_REG_A0 + i for i in range(6)]

    def __init__(self, path, hertz, control_registers):
        super().__init__(Uc(UC_ARCH_RISCV, UC_MODE_RISCV32), path, hertz)
        self.control = {number: 0 for number in control_registers}  # what unicorn does not know
        self.next_pc, self.illegal, self.shared = 0, False, []
        self.uc.hook_add(UC_HOOK_INTR, self._exception)

    def aliased_ram(self, size, *bases):
        """RAM that is seen at several places."""
        memory = ctypes.create_string_buffer(UNTOUCHED * size, size)
        self.shared.append(memory)
        for base in bases:
            self.uc.mem_map_ptr(base, size, UC_PROT_ALL, ctypes.addressof(memory))

    def _exception(self, uc, number, _data):
        self.illegal = number == ILLEGAL_INSTRUCTION
        if not self.illegal:
            self.fault = Fault(f"the program fails with exception {number}")
        uc.emu_stop()

    def start(self):
        self.next_pc = elf.entry(self.path)
        self.uc.reg_write(UC_RISCV_REG_SP, 0)  # the program sets it

    def pc(self):
        return self.uc.reg_read(UC_RISCV_REG_PC)

    def run_slice(self, count):
        self.illegal = False
        self.uc.emu_start(self.next_pc, NOWHERE, count=count)
        self.next_pc = self.pc()
        if self.illegal:
            self._control_register()
        return False

    def _control_register(self):
        """Does what `csrrw` and its likes do with a register that only this chip has."""
        at = self.next_pc
        instruction = int.from_bytes(self.uc.mem_read(at, 4), "little")
        number, operation = instruction >> 20, instruction >> 12 & 7
        if instruction & 0x7F != SYSTEM or not operation & 3 or number not in self.control:
            raise Fault(f"illegal instruction {instruction:#010x}")
        target, source = instruction >> 7 & 31, instruction >> 15 & 31
        operand = source if operation & 4 else self.uc.reg_read(UC_RISCV_REG_X0 + source)
        old = self.control[number]
        self.control[number] = (operand, old | operand, old & ~operand)[(operation & 3) - 1]
        if target:
            self.uc.reg_write(UC_RISCV_REG_X0 + target, old)
        self.next_pc = at + 4

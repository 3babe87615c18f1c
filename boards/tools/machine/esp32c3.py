"""ESP32-C3, after its second-stage bootloader has mapped the firmware's flash."""

import struct

import elf
from machine.esp32c3_flash import Flash
from machine.machine import span
from machine.pins import Pins, Port
from machine.registers import Registers
from machine.riscv import Riscv
from machine.spi import Bus
from machine.usb_serial import UsbSerial
from unicorn.riscv_const import UC_RISCV_REG_A0

CRYSTAL = 40_000_000
SLOW_CLOCK = 136_000
SYSTEM_TIMER = 16_000_000
ROM, ROM_SIZE = 0x4000_0000, 0x6_0000
DATA_RAM, CODE_RAM, RAM_SIZE = 0x3FC8_0000, 0x4038_0000, 384 * 1024
SLOW_RAM = 0x5000_0000
LOCK = 0x0005_1073  # csrw of a register, a0
# triggers, performance counters, pins, what memory may be used for: what only this core has
CONTROL_REGISTERS = [*range(0x7A0, 0x7A9), *range(0x7C0, 0x810), *range(0xBC0, 0xC00)]


class Spi:
    """SPI2. What is set reaches the port with `update`, and so does the clock's idle level the pin."""

    CLOCK = 80_000_000
    COMMAND, RATE, USER, LENGTH, MISC, DONE, WORDS = 0x00, 0x0C, 0x10, 0x1C, 0x20, 0x3C, 0x98
    UPDATE, START = 1 << 23, 1 << 24

    def __init__(self, registers):
        self.registers, self.bus = registers, Bus()
        registers.on_write(self.COMMAND, self._command)
        registers.on_read(self.DONE, 1 << 12)

    def _command(self, value):
        registers = self.registers
        if value & self.UPDATE:
            idle = bool(registers.bits(self.MISC, 29))
            divided = (registers.bits(self.RATE, 18, 4) + 1) * (registers.bits(self.RATE, 12, 6) + 1)
            rate = self.CLOCK if registers.bits(self.RATE, 31) else self.CLOCK // divided
            self.bus.mode(idle, idle != bool(registers.bits(self.USER, 9)), rate)
            self.bus.idle(idle)
        if value & self.START:
            count = (registers.bits(self.LENGTH, 0, 18) + 1) // 8
            words = b"".join(registers[self.WORDS + at].to_bytes(4, "little") for at in range(0, count, 4))
            for byte in words[:count]:
                self.bus.send(byte)
        registers[self.COMMAND] = value & ~(self.UPDATE | self.START)  # done


class Esp32c3(Riscv):
    """The chip, with a log over its USB port. `pins` are named GPIO0 to GPIO21."""

    plain_log = True

    def __init__(self, path):
        super().__init__(path, CRYSTAL // 2, CONTROL_REGISTERS)
        self.aliased_ram(RAM_SIZE, DATA_RAM, CODE_RAM)
        self.ram(SLOW_RAM, 8 * 1024)
        self.rom(0x4200_0000, 8192 * 1024)  # flash by the cache for code, and for data
        self.rom(0x3C00_0000, 8192 * 1024)
        self.load(lambda segment: segment.virtual)
        spi1 = self.add(Registers("SPI1", 0x6000_2000, 0x1000))
        self.flash = Flash(self, spi1, [segment.content for segment in elf.segments(path)])
        self._rom()
        self.peripherals(0x6000_0000, 0xD_1000)
        self._clocks()
        self._system_timer()
        self._gpio()
        self._log()
        self.spi2 = Spi(self.add(Registers("SPI2", 0x6002_4000, 0x1000))).bus
        for name, base in (
            ("UART0", 0x6000_0000),
            ("SPI0", 0x6000_3000),
            ("FE2", 0x6000_5000),
            ("FE", 0x6000_6000),
            ("I2C_ANA_MST", 0x6000_E000),
            ("NRX", 0x6001_C000),
            ("BB", 0x6001_D000),
            ("SENSITIVE", 0x600C_1000),
            ("INTERRUPT_CORE0", 0x600C_2000),
            ("EXTMEM", 0x600C_4000),
            ("ASSIST_DEBUG", 0x600C_E000),
            ("EFUSE", 0x6000_8800),
            ("IO_MUX", 0x6000_9000),
            ("APB_CTRL", 0x6002_6000),
        ):
            self.add(Registers(name, base, 0x800 if name == "EFUSE" else 0x1000))

    def start(self):
        """As its bootloader leaves it: no part of memory is protected, and each entry that would is locked."""
        at, unused = SLOW_RAM, self.uc.mem_read(SLOW_RAM, 16)
        code = [LOCK | register << 20 for register in range(0x3A0, 0x3A4)]  # pmpcfg0 to pmpcfg3
        self.uc.mem_write(at, struct.pack("<4I", *code))
        self.uc.reg_write(UC_RISCV_REG_A0, 0x8080_8080)
        self.uc.emu_start(at, at + 16)
        self.uc.mem_write(at, bytes(unused))
        super().start()

    def stack(self):
        """Its lowest and its highest address, without the word that guards it."""
        return self.symbols["__stack_chk_guard"] + 4, self.symbols["_stack_start_cpu0"]

    def _rom(self):
        memory = self.uc

        def fill(to, byte, count, *_):
            memory.mem_write(to, bytes([byte & 0xFF]) * count)
            return to

        def copy(to, source, count, *_):
            memory.mem_write(to, bytes(memory.mem_read(source, count)))
            return to

        def compare(one, other, count, *_):
            one, other = bytes(memory.mem_read(one, count)), bytes(memory.mem_read(other, count))
            return (one > other) - (one < other)

        def divide(low, high, by_low, by_high, *_):
            quotient = (high << 32 | low) // (by_high << 32 | by_low)
            return quotient & 0xFFFFFFFF, quotient >> 32

        analog = {}  # registers of the oscillators and regulators, behind a bus of their own

        def analog_read(block, host, register, *_):
            return analog.get((block, host, register), 0)

        def analog_write(block, host, register, value, *_):
            analog[block, host, register] = value & 0xFF

        def analog_read_field(block, host, register, high, low, _):
            return analog.get((block, host, register), 0) >> low & (2 << high - low) - 1

        def analog_write_field(block, host, register, high, low, value):
            mask = (2 << high - low) - 1 << low
            old = analog.get((block, host, register), 0)
            analog[block, host, register] = old & ~mask | value << low & mask

        def delay(microseconds, *_):
            self.now += span(microseconds, 1_000_000)

        functions = {
            "ets_delay_us": delay,
            "rom_i2c_readReg": analog_read,
            "rom_i2c_writeReg": analog_write,
            "rom_i2c_readReg_Mask": analog_read_field,
            "rom_i2c_writeReg_Mask": analog_write_field,
            "memset": fill,
            "memcpy": copy,
            "memmove": copy,
            "memcmp": compare,
            "__udivdi3": divide,
            "rtc_get_reset_reason": lambda *_: 1,  # power came
            "ets_update_cpu_frequency": lambda *_: None,  # for the ROM's own delays
            **self.flash.functions(),
        }
        names = {at: name for name, at in self.symbols.items() if ROM <= at < ROM + ROM_SIZE}
        self.functions(ROM, ROM_SIZE, names, functions)

    def _clocks(self):
        self.system = system = self.add(Registers("SYSTEM", 0x600C_0000, 0x1000))
        for offset in (0x08, 0x58):
            system.on_write(offset, self._core_clock)
        group = self.add(Registers("TIMG0", 0x6001_F000, 0x1000))
        group.on_read(0x68, lambda: group[0x68] | 1 << 15)  # the slow clock is measured
        cycles = CRYSTAL // SLOW_CLOCK
        group.on_read(0x6C, lambda: group.bits(0x68, 16, 15) * cycles << 7 | 1)
        group.on_read(0x80, 0)
        self.add(Registers("TIMG1", 0x6002_0000, 0x1000))
        self.add(Registers("RTC_CNTL", 0x6000_8000, 0x800))

    def _core_clock(self, _value):
        divided = CRYSTAL // (self.system.bits(0x58, 0, 10) + 1)
        fast = (80_000_000, 160_000_000)[self.system.bits(0x08, 0)]
        self.hertz = fast if self.system.bits(0x58, 10, 2) == 1 else divided

    def _system_timer(self):
        timer = self.add(Registers("SYSTIMER", 0x6002_3000, 0x1000))
        taken = [0, 0]

        def take(unit):
            taken[unit] = self.clock(SYSTEM_TIMER)

        for unit in (0, 1):
            timer.on_write(4 + 4 * unit, lambda _, unit=unit: take(unit))
            timer.on_read(4 + 4 * unit, 1 << 29)  # what is taken is valid
            timer.on_read(0x40 + 8 * unit, lambda unit=unit: taken[unit] >> 32)
            timer.on_read(0x44 + 8 * unit, lambda unit=unit: taken[unit] & 0xFFFFFFFF)

    def _gpio(self):
        self.pins = Pins()
        port = Port(self, self.pins, [f"GPIO{number}" for number in range(22)])
        gpio = self.add(Registers("GPIO", 0x6000_4000, 0x1000))
        for base, held, take in ((0x04, "out", port.write), (0x20, "enabled", port.enable)):
            gpio.on_read(base, lambda held=held: getattr(port, held))
            gpio.on_write(base, take)
            gpio.on_write(base + 4, lambda v, held=held, take=take: take(getattr(port, held) | v))
            gpio.on_write(base + 8, lambda v, held=held, take=take: take(getattr(port, held) & ~v))
        gpio.on_read(0x3C, port.read)

    def _log(self):
        self.log = Log()
        self.serial = UsbSerial(self, self.log)


class Log:
    """What came over USB."""

    def __init__(self):
        self.content = bytearray()

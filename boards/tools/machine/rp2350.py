"""RP2350 on its Cortex-M33."""

from machine.atomic import Atomic
from machine.bootrom import BootRom
from machine.cortex import Cortex
from machine.fault import Fault
from machine.i2c import I2c
from machine.nor import Nor
from machine.pins import Pins, Port
from machine.pl022 import Pl022
from machine.registers import Registers
from machine.rp_timer import Timer
from machine.rp_watchdog import Watchdog
from machine.usb import MEMORY, SIZE, Usb
from unicorn.arm_const import UC_CPU_ARM_CORTEX_M33

FLASH = 0x1000_0000
CRYSTAL = 12_000_000
PERIPHERALS, PERIPHERALS_END = 0x5000_0000, 0x5040_0000
NUMBER = 0xE660_5838_830A_1C2F  # the chip's own
IMAGE_START, IMAGE_END = b"\xd3\xde\xff\xff", b"\x79\x35\x12\xab"
ARM_SECURE_EXECUTABLE = b"\x42\x01\x21\x10"


class Rp2350(Cortex):
    """The chip with 4 MB of flash. `pins` are named GP0 to GP29, `spi` are the buses of its two ports."""

    def __init__(self, path, image=ARM_SECURE_EXECUTABLE):
        # from the ring oscillator until the PLL runs
        super().__init__(path, UC_CPU_ARM_CORTEX_M33, FLASH, CRYSTAL)
        self.flash = Nor(self, FLASH, 4096 * 1024)
        self.ram(0x2000_0000, 520 * 1024)
        BootRom(self, self.flash)
        self.peripherals(0x4000_0000, 0x20_0000)
        for base, end in ((PERIPHERALS, MEMORY), (MEMORY + SIZE, PERIPHERALS_END)):  # USB's memory between
            self.peripherals(base, end - base)
        self.peripherals(0xD000_0000, 0x4_0000)
        self.load()
        self._boot(image)
        self._clocks()
        self._gpio()
        for base, name, interrupt in ((0x400B_0000, "TIMER0", 0), (0x400B_8000, "TIMER1", 4)):
            self.add(Timer(self, name, base, interrupt))
        self.add(Watchdog(self, 0x400D_8000))
        self.usb = self.add(Usb(self, 14))
        # the chip's number, by rows of 16 bits: with and without correction of errors
        rows = [NUMBER >> 16 * row & 0xFFFF for row in range(4)]
        self.add(Registers("OTP_DATA", 0x4013_0000, reset={4 * i: rows[2 * i] | rows[2 * i + 1] << 16 for i in (0, 1)}))
        self.add(Registers("OTP_DATA_RAW", 0x4013_4000, reset={4 * i: row for i, row in enumerate(rows)}))
        ports = [self.add(Atomic(f"SPI{i}", 0x4008_0000 + 0x8000 * i)) for i in (0, 1)]
        self.spi = [Pl022(port, lambda: self.hertz).bus for port in ports]
        clock = lambda: self.hertz
        self.i2c = [self.add(I2c(self, f"I2C{i}", 0x4009_0000 + 0x8000 * i, clock)) for i in (0, 1)]
        for name, base in (
            ("PSM", 0x4001_8000),
            ("PADS_BANK0", 0x4003_8000),
            ("PADS_QSPI", 0x4004_0000),
            ("IO_QSPI", 0x4003_0000),
            ("DMA", 0x5000_0000),
            ("TICKS", 0x4010_8000),
            ("XIP_CTRL", 0x400C_8000),
            ("ACCESSCTRL", 0x4006_0000),
            ("POWMAN", 0x4010_0000),
        ):
            self.add(Atomic(name, base))

        # what returns to reading flash, which the boot ROM leaves there: a function that has nothing to do
        self.add(Atomic("BOOTRAM", 0x400E_0000, {0: int.from_bytes(2 * self.RETURN, "little")}))

    def _boot(self, image):
        """As the boot ROM does: it starts what has an image definition in its first 4 KB."""
        start = bytes(self.uc.mem_read(FLASH, 4096))
        at = start.find(IMAGE_START)
        end = start.find(IMAGE_END, at)
        if at < 0 or end < 0 or start[at + 4 : at + 8] != image:
            raise Fault("the boot ROM finds no image definition for this core in the first 4 KB of flash")

    def _clocks(self):
        reset = self.add(Atomic("RESETS", 0x4002_0000, {0: 0x1FFF_FFFF}))
        reset.on_read(8, lambda: ~reset[0] & 0x1FFF_FFFF)
        self.add(Atomic("XOSC", 0x4004_8000)).on_read(4, 1 << 31 | 1 << 12)  # runs and is stable
        self.system_pll = self.add(Atomic("PLL_SYS", 0x4005_0000))
        self.system_pll.on_read(0, lambda: self.system_pll[0] | 1 << 31)
        usb_pll = self.add(Atomic("PLL_USB", 0x4005_8000))
        usb_pll.on_read(0, lambda: usb_pll[0] | 1 << 31)
        clocks = self.clocks = self.add(Atomic("CLOCKS", 0x4001_0000))
        clocks.on_read(0x38, lambda: 1 << clocks.bits(0x30, 0, 2))
        clocks.on_read(0x44, lambda: 1 << clocks.bits(0x3C, 0, 1))
        clocks.on_write(0x3C, self._system_clock)
        self.add(Atomic("ROSC", 0x400E_8000)).on_read(0x20, 1 << 31)

    def _system_clock(self, control):
        self.hertz = CRYSTAL
        if control & 1 and control >> 5 & 7 == 0:  # the auxiliary source, PLL_SYS
            pll = self.system_pll
            divided = max(pll.bits(0, 0, 6), 1) * pll.bits(12, 16, 3) * pll.bits(12, 12, 3)
            self.hertz = CRYSTAL * pll.bits(8, 0, 12) // divided

    def _gpio(self):
        names = [f"GP{number}" for number in range(30)]
        self.pins = Pins()
        port = Port(self, self.pins, names)
        self.add(Atomic("IO_BANK0", 0x4002_8000))
        sio = self.add(Registers("SIO", 0xD000_0000, 0x1000))
        sio.on_read(0x00, 0)  # this is core 0
        sio.on_read(0x04, port.read)
        for base, take in ((0x10, port.write), (0x30, port.enable)):
            held = "out" if base == 0x10 else "enabled"
            sio.on_read(base, lambda held=held: getattr(port, held))
            sio.on_write(base, take)
            sio.on_write(base + 0x08, lambda v, take=take, held=held: take(getattr(port, held) | v))
            sio.on_write(base + 0x10, lambda v, take=take, held=held: take(getattr(port, held) & ~v))
            sio.on_write(base + 0x18, lambda v, take=take, held=held: take(getattr(port, held) ^ v))
        for lock in range(32):
            sio.on_read(0x100 + 4 * lock, 1 << lock)  # free: the other core sleeps

    def reset(self):
        super().reset()
        self.hertz = CRYSTAL

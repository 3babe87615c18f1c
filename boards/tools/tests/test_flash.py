"""What programs flash."""

import struct
import unittest

from machine.bootrom import BootRom
from machine.fault import Fault
from machine.nor import Nor
from machine.stm32f4_flash import (
    ACCESS,
    CACHE_RESET,
    CONTROL,
    DATA_CACHE,
    KEY,
    KEYS,
    LOCKED,
    PROGRAM,
    SECTOR_ERASE,
    START,
    Flash,
)
from small import LOOP, PORT, RAM, board
from unicorn.arm_const import UC_ARM_REG_R1, UC_ARM_REG_SP


class BootRoms(unittest.TestCase):
    FLASH = 0x1000_0000

    def setUp(self):
        self.machine = board([LOOP])
        self.memory = self.machine.uc
        self.memory.mem_unmap(0, 0x1000)
        self.rom = BootRom(self.machine, Nor(self.machine, self.FLASH, 0x4000))

    def read(self, offset, count):
        return bytes(self.memory.mem_read(self.FLASH + offset, count))

    def test_a_program_finds_its_functions(self):
        # r0 = "RE"; r3 = [0x16]; call r3; call what it gives with r0 = 0x1000, r1 = 0x1000
        self.memory.mem_write(self.FLASH, b"\0" * 0x4000)
        code = [0x4804, 0x2316, 0x881B, 0x4798, 0x4603, 0x2001, 0x0300, 0x4601, 0x4798, LOOP]
        self.memory.mem_write(RAM, struct.pack("<10HI", *code, int.from_bytes(b"RE", "little")))
        self.machine.powered, self.machine.next_pc = True, RAM
        self.memory.reg_write(UC_ARM_REG_SP, RAM + 0x1000)
        self.machine.step()
        self.assertEqual(self.read(0xFFF, 2), b"\0\xff")
        self.assertEqual(self.read(0x1FFF, 2), b"\xff\0")

    def test_programming_clears_bits(self):
        self.memory.mem_write(RAM, b"\x5a" * 256)
        self.rom.program(0x100, RAM, 256)
        self.memory.mem_write(RAM, b"\x0f" * 256)
        self.rom.program(0x100, RAM, 256)
        self.assertEqual(self.read(0xFF, 2), b"\xff\x0a")

    def test_what_flash_cannot_do(self):
        for outside in ((0x800, 0x1000), (0x1000, 0x800), (0x4000, 0x1000), (0, 0)):
            with self.assertRaises(Fault):
                self.rom.erase(*outside)


class Controllers(unittest.TestCase):
    BASE = 0x0800_0000
    WORDS = 2 << 8  # the controller's size of what is stored

    def setUp(self):
        # r0 = BASE; [r0] = r1
        self.machine = board([0x2001, 0x06C0, 0x6001, LOOP])
        self.flash = Flash(self.machine, PORT, self.BASE)

    def store(self, word):
        self.machine.powered = False
        self.machine.uc.reg_write(UC_ARM_REG_R1, word)
        self.machine.step()
        return int.from_bytes(self.machine.uc.mem_read(self.BASE, 4), "little")

    def unlock(self):
        for key in KEYS:
            self.flash.write(KEY, 4, key)

    def test_words_clear_bits_until_a_sector_is_erased(self):
        self.unlock()
        self.flash.write(CONTROL, 4, PROGRAM | self.WORDS)
        self.assertEqual([self.store(word) for word in (0xFFFF_FF5A, 0x0000_000F)], [0xFFFF_FF5A, 0x0000_000A])
        self.flash.write(CONTROL, 4, SECTOR_ERASE | START)
        self.assertEqual(bytes(self.machine.uc.mem_read(self.BASE, 4)), b"\xff" * 4)

    def test_sectors(self):
        self.unlock()
        self.machine.uc.mem_write(self.BASE, bytes(2 << 20))
        self.flash.write(CONTROL, 4, SECTOR_ERASE | START | 16 + 5 << 3)  # the first of 128 KB in bank 2
        at = self.BASE + (1 << 20) + 128 * 1024
        edges = [bytes(self.machine.uc.mem_read(edge - 1, 2)) for edge in (at, at + 128 * 1024)]
        self.assertEqual(edges, [b"\0\xff", b"\xff\0"])

    def test_what_it_is_not_set_to(self):
        self.flash.write(CONTROL, 4, PROGRAM | self.WORDS)  # locked: without effect
        self.assertEqual(self.flash[CONTROL], LOCKED)
        for control in (0, PROGRAM):
            with self.assertRaisesRegex(Fault, "4 bytes are stored in flash"):
                self.store(0)
            self.setUp()
            self.unlock()
            self.flash.write(CONTROL, 4, control)

    def test_its_data_cache_must_be_off(self):
        self.unlock()
        self.flash.write(CONTROL, 4, PROGRAM | self.WORDS)
        self.flash.write(ACCESS, 4, DATA_CACHE)
        with self.assertRaisesRegex(Fault, "data cache is on"):
            self.store(0)
        with self.assertRaisesRegex(Fault, "data cache is on"):
            self.flash.write(CONTROL, 4, SECTOR_ERASE | START)

    def test_its_data_cache_is_reset_after_a_change(self):
        self.flash.write(ACCESS, 4, DATA_CACHE)
        self.flash.write(ACCESS, 4, 0)
        self.unlock()
        self.flash.write(CONTROL, 4, SECTOR_ERASE | START)
        with self.assertRaisesRegex(Fault, "was not reset"):
            self.flash.write(ACCESS, 4, DATA_CACHE)
        self.flash.write(ACCESS, 4, CACHE_RESET)
        self.flash.write(ACCESS, 4, 0)
        self.flash.write(ACCESS, 4, DATA_CACHE)


class PowerCuts(unittest.TestCase):
    BASE = 0x1000_0000

    def setUp(self):
        self.flash = Nor(board([LOOP]), self.BASE, 0x4000)
        self.flash.program(self.BASE, bytes(0x4000))

    def test_a_sector_is_half_erased(self):
        self.flash.cut = self.flash.changes + 2
        for at in (0, 0x1000, 0x2000):
            self.flash.erase(self.BASE + at, 0x1000)
        erased = [self.flash.content(self.BASE + at - 1, 2) for at in (0x1000, 0x1800, 0x2000, 0x3000)]
        self.assertEqual(erased, [b"\xff\xff", b"\xff\0", b"\0\0", b"\0\0"])

    def test_a_word_is_half_programmed(self):
        self.flash.erase(self.BASE + 0x3000, 0x1000)
        self.flash.cut = self.flash.changes + 2
        for at in (0x3000, 0x3004, 0x3008):
            self.flash.program(self.BASE + at, b"\x12\x34\x56\x78")
        kept = self.flash.kept()
        self.assertEqual(kept[:12], b"\x12\x34\x56\x78\x12\x34" + b"\xff" * 6)
        self.assertEqual(self.flash.torn, {self.BASE + 0x3004})
        again = Nor(board([LOOP]), self.BASE, 0x4000)
        again.keep(kept, self.flash.torn)
        self.assertEqual(again.content(self.BASE + 0x2FFF, 2), b"\xff\x12")
        again.erase(self.BASE + 0x3000, 0x1000)
        self.assertEqual(again.torn, set())

    def test_what_it_keeps_is_all_of_it(self):
        with self.assertRaisesRegex(Fault, "3 bytes are not what this flash keeps, 4096"):
            self.flash.keep(b"abc")

"""The flash of an STM32H743, programmed by words of 32 bytes behind a data cache."""

import unittest

from machine.fault import Fault
from machine.stm32h7_flash import (
    BANK,
    BY_ADDRESS,
    BY_SET,
    CLEAR,
    CONTROL,
    DATA_CACHE,
    IGNORE_BUS_FAULTS,
    INCOMPLETE,
    KEY,
    KEYS,
    LOCKED,
    PROGRAM,
    SECOND_BANK,
    SECTOR,
    SECTOR_ERASE,
    SETTINGS,
    START,
    STATUS,
    UNCORRECTED,
    WORD,
    Flash,
)
from small import LOOP, PORT, board
from unicorn.arm_const import UC_ARM_REG_FAULTMASK, UC_ARM_REG_R0, UC_ARM_REG_R1

BASE = 0x0800_0000
ERASED = b"\xff" * WORD


class H7Flash(unittest.TestCase):
    def setUp(self):
        self.machine = board([0x6001, LOOP])  # [r0] = r1
        self.flash = Flash(self.machine, PORT, BASE)

    def unlock(self, bank=0):
        for key in KEYS:
            self.flash.write(bank * SECOND_BANK + KEY, 4, key)

    def control(self, value, bank=0):
        self.flash.write(bank * SECOND_BANK + CONTROL, 4, value)

    def store(self, address, word):
        self.machine.powered = False
        self.machine.uc.reg_write(UC_ARM_REG_R0, address)
        self.machine.uc.reg_write(UC_ARM_REG_R1, word)
        self.machine.step()

    def fill(self, address, byte=0x5A):
        for at in range(0, WORD, 4):
            self.store(address + at, 0x01010101 * byte)

    def seen(self, address, count=WORD):
        return bytes(self.machine.uc.mem_read(address, count))

    def test_a_word_is_programmed_when_it_is_complete(self):
        self.unlock()
        self.control(PROGRAM)
        for at in range(0, WORD, 4):
            self.assertEqual(self.seen(BASE + WORD), ERASED)
            self.store(BASE + WORD + at, at + 1)
            self.assertEqual(self.flash.word(STATUS), INCOMPLETE if at < WORD - 4 else 0)
        self.assertEqual(self.seen(BASE, 2 * WORD + 1)[WORD::4], bytes(range(1, 30, 4)) + b"\xff")

    def test_a_word_is_programmed_once_between_erasures(self):
        self.unlock(bank=1)
        self.control(PROGRAM, bank=1)
        self.fill(BASE + BANK + SECTOR)
        with self.assertRaisesRegex(Fault, "0x08120000 is programmed, and it was not erased"):
            self.fill(BASE + BANK + SECTOR)
        self.setUp()
        self.unlock(bank=1)
        self.machine.uc.mem_write(BASE, bytes(2 * BANK))
        self.control(SECTOR_ERASE | START | 1 << 8, bank=1)
        edges = [self.seen(BASE + BANK + edge - 1, 2) for edge in (SECTOR, 2 * SECTOR)]
        self.assertEqual(edges, [b"\0\xff", b"\xff\0"])
        self.control(PROGRAM, bank=1)
        self.fill(BASE + BANK + SECTOR)
        self.assertEqual(self.seen(BASE + BANK + SECTOR), b"\x5a" * WORD)

    def test_what_it_is_not_set_to(self):
        self.control(PROGRAM)  # locked: without effect
        self.assertTrue(self.flash[CONTROL] & LOCKED)
        with self.assertRaisesRegex(Fault, "4 bytes are stored in flash"):
            self.store(BASE, 0)
        self.setUp()
        self.flash.write(KEY, 4, KEYS[1])
        self.assertTrue(self.flash[CONTROL] & LOCKED)
        self.unlock()
        with self.assertRaisesRegex(Fault, "4 bytes are stored in flash"):
            self.store(BASE, 0)
        self.setUp()
        self.unlock()
        self.control(PROGRAM)
        with self.assertRaisesRegex(Fault, "4 bytes are stored in flash at 0x08100000"):
            self.store(BASE + BANK, 0)  # the other bank is locked
        self.setUp()
        self.unlock()
        self.control(LOCKED)
        self.control(SECTOR_ERASE | START)
        self.assertEqual(self.flash[CONTROL], LOCKED)

    def test_words_that_are_not_completed(self):
        for wrong, error in (
            (lambda: self.store(BASE + WORD, 0), "do not go on with the flash word at 0x08000000"),
            (lambda: self.store(BASE, 0), "do not go on with the flash word"),
            (lambda: self.control(0), "the flash word at 0x08000000 is not complete"),
        ):
            self.setUp()
            self.unlock()
            self.control(PROGRAM)
            self.store(BASE, 0)
            with self.assertRaisesRegex(Fault, error):
                wrong()

    def test_the_data_cache_holds_what_was_there(self):
        for register, seen in ((BY_SET[1], b"\x5a"), (BY_ADDRESS[0], b"\x5a"), (0xF50, b"\xff")):
            self.setUp()
            self.machine.control[SETTINGS] = DATA_CACHE
            self.unlock()
            self.control(PROGRAM)
            self.fill(BASE)
            self.fill(BASE + WORD)
            self.assertEqual(self.seen(BASE), ERASED)
            self.assertEqual(self.flash.nor.content(BASE - 2 + WORD, 4), b"\x5a" * 4)
            self.machine.control.write(register, 4, BASE + 8)
            self.assertEqual(self.seen(BASE, 1), seen)
            self.assertEqual(self.seen(BASE + WORD, 1), b"\x5a" if register in BY_SET else b"\xff")
            with self.assertRaisesRegex(Fault, "was not erased"):
                self.fill(BASE)

    def test_what_is_kept_is_what_flash_holds(self):
        self.machine.control[SETTINGS] = DATA_CACHE
        self.unlock(bank=1)
        self.control(PROGRAM, bank=1)
        self.fill(BASE + BANK)
        self.assertEqual(self.flash.nor.kept()[: WORD + 1], b"\x5a" * WORD + b"\xff")

    def cut(self):
        """The second of three words is torn by a power cut, and power comes again."""
        self.unlock(bank=1)
        self.control(PROGRAM, bank=1)
        self.flash.nor.cut = 2
        for word in range(3):
            self.fill(BASE + BANK + word * WORD)
        kept, torn = self.flash.nor.kept(), self.flash.nor.torn
        self.assertEqual(kept[: 2 * WORD + 1], b"\x5a" * (WORD + WORD // 2) + b"\xff" * (WORD // 2 + 1))
        self.machine = board([0x6801, LOOP])  # r1 = [r0]
        self.flash = Flash(self.machine, PORT, BASE)
        self.flash.nor.keep(kept, torn)

    def load(self, address):
        self.machine.powered = False
        self.machine.uc.reg_write(UC_ARM_REG_R0, address)
        self.machine.step()
        return self.machine.uc.reg_read(UC_ARM_REG_R1)

    def test_a_torn_word_cannot_be_read(self):
        self.cut()
        self.assertEqual(self.load(BASE + BANK), 0x5A5A5A5A)
        with self.assertRaisesRegex(Fault, "bus fault: the flash word at 0x08100020 cannot be read"):
            self.load(BASE + BANK + WORD)

    def test_nor_if_only_handlers_ignore_bus_faults(self):
        self.cut()
        self.machine.control[SETTINGS] = IGNORE_BUS_FAULTS
        with self.assertRaisesRegex(Fault, "bus fault"):
            self.load(BASE + BANK + WORD)

    def test_a_program_that_ignores_bus_faults_finds_a_flag(self):
        self.cut()
        self.machine.control[SETTINGS] = IGNORE_BUS_FAULTS
        self.machine.uc.reg_write(UC_ARM_REG_FAULTMASK, 1)
        self.load(BASE + BANK)
        self.assertEqual(self.flash.word(SECOND_BANK + STATUS), 0)
        self.load(BASE + BANK + WORD + 4)
        self.assertEqual(self.flash.word(SECOND_BANK + STATUS), UNCORRECTED)
        self.flash.write(SECOND_BANK + STATUS, 4, 0)  # without effect
        self.assertEqual(self.flash.word(SECOND_BANK + STATUS), UNCORRECTED)
        self.flash.write(SECOND_BANK + CLEAR, 4, UNCORRECTED)
        self.assertEqual(self.flash.word(SECOND_BANK + STATUS), 0)

    def test_erasing_mends_a_torn_word(self):
        self.cut()
        self.unlock(bank=1)
        self.control(SECTOR_ERASE | START, bank=1)
        self.control(PROGRAM, bank=1)
        for at in range(0, WORD, 4):
            self.flash.nor._write(None, WORD + at, 4, at, BASE + BANK)
        self.assertEqual(self.load(BASE + BANK), 0xFFFF_FFFF)
        self.assertEqual(self.load(BASE + BANK + WORD + 8), 8)
        self.assertEqual(self.flash.nor.kept()[WORD : WORD + 5], b"\0\0\0\0\x04")

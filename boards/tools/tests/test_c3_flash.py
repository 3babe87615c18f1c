"""The flash of an ESP32-C3 behind its ROM's functions."""

import unittest

from machine.esp32c3_flash import APPLICATION, BLOCK, COMMAND, DATA, ID, MAPPED, PAGE, READ_ID, SECTOR, SIZE, Flash
from machine.fault import Fault
from machine.registers import Registers
from small import LOOP, RAM, board

FREE = APPLICATION + 3 * MAPPED  # behind a program of two segments, one of them a byte more than a page


class C3Flash(unittest.TestCase):
    def setUp(self):
        self.machine = board([LOOP])
        self.port = Registers("SPI1", 0)
        self.flash = Flash(self.machine, self.port, [bytes(10), bytes(MAPPED + 1)])
        self.rom = {name.rpartition("spiflash_")[2]: call for name, call in self.flash.functions().items()}

    def test_words_clear_bits_until_they_are_erased(self):
        self.rom["unlock"]()
        for byte in (0x5A, 0x0F):
            self.machine.uc.mem_write(RAM, bytes([byte]) * 512)
            self.assertEqual(self.rom["write"](FREE + PAGE - 4, RAM, 512), 0)
        self.assertEqual(self.flash.changes, 6)  # it goes page by page
        self.assertEqual(self.rom["read"](FREE + PAGE - 8, RAM, 512), 0)
        self.assertEqual(bytes(self.machine.uc.mem_read(RAM, 8)), b"\xff" * 4 + b"\x0a" * 4)
        self.assertEqual(self.rom["erase_sector"](FREE // SECTOR), 0)
        self.assertEqual(self.flash.content(FREE, SECTOR), b"\xff" * SECTOR)

    def test_sectors_and_blocks(self):
        self.rom["unlock"]()
        self.flash.change(FREE, bytes(SIZE - FREE))
        self.rom["erase_sector"](FREE // SECTOR + 1)
        self.rom["erase_block"](FREE // BLOCK + 2)
        for begin, end in ((SECTOR, 2 * SECTOR), (2 * BLOCK, 3 * BLOCK)):
            self.assertEqual(self.flash.content(FREE + begin - 1, 2), b"\0\xff")
            self.assertEqual(self.flash.content(FREE + end - 1, 2), b"\xff\0")

    def test_it_is_locked_at_first(self):
        for change in (
            lambda: self.rom["erase_sector"](FREE // SECTOR),
            lambda: self.rom["erase_block"](FREE // BLOCK),
            lambda: self.rom["write"](FREE, RAM, 4),
        ):
            with self.assertRaisesRegex(Fault, "it is locked"):
                change()

    def test_what_is_not_the_programs_to_change(self):
        self.rom["unlock"]()
        for change in (
            lambda: self.rom["erase_sector"](FREE // SECTOR - 1),
            lambda: self.rom["erase_block"](SIZE // BLOCK),
            lambda: self.rom["write"](FREE - 4, RAM, 8),
        ):
            with self.assertRaisesRegex(Fault, "are not the program's to change"):
                change()

    def test_whole_words(self):
        self.rom["unlock"]()
        for name in ("read", "write"):
            for wrong in ((FREE + 2, RAM, 4), (FREE, RAM + 1, 4), (FREE, RAM, 6), (SIZE - 4, RAM, 8)):
                with self.assertRaisesRegex(Fault, "are not whole words"):
                    self.rom[name](*wrong)

    def test_its_size_is_in_its_name(self):
        self.port.write(COMMAND, 4, READ_ID)
        self.assertEqual((self.port.read(COMMAND, 4), self.port.read(DATA, 4)), (0, ID))
        self.assertEqual(1 << (ID >> 16), SIZE)

    def test_it_keeps_the_last_megabyte(self):
        self.flash.keep(bytes(SIZE // 4))
        self.assertEqual(self.flash.content(SIZE // 4 * 3 - 1, 2), b"\xff\0")
        self.assertEqual(self.flash.kept(), bytes(SIZE // 4))

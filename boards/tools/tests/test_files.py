"""uf2.py and hex.py on programs of their own, and on the ELF files in the environment's FIRMWARE: what a reader
makes of their files must be what the programs load. Readers here are written after the formats' descriptions.
"""
import os
import struct
import unittest

import elf
import hex as intel
import uf2

FILES = os.environ.get("FIRMWARE", "").split()


def read_uf2(file, family):
    """The flash by address, as the RP2040's boot ROM leaves it: it erases by the numbers of blocks."""
    flash = {}
    count = len(file) // 512
    for number in range(count):
        block = file[512 * number : 512 * (number + 1)]
        first, second, flags, address, size, index, of, kind = struct.unpack_from("<8I", block)
        assert (first, second, block[508:]) == (0x0A324655, 0x9E5D5157, struct.pack("<I", 0x0AB16F30))
        assert (flags, size, index, of, kind) == (0x2000, 256, number, count, family)
        if index % 16 == 0:
            flash.update((address // 4096 * 4096 + at, 0xFF) for at in range(4096))
        for at in range(size):
            flash[address + at] = flash[address + at] & block[32 + at]  # not erased: KeyError
    return flash


def read_hex(lines):
    """The bytes by address."""
    memory, upper, ended = {}, 0, False
    for line in lines:
        assert not ended and line[0] == ":" and line[-1] == "\n", line
        content = bytes.fromhex(line[1:])
        length, address, kind = content[0], int.from_bytes(content[1:3], "big"), content[3]
        assert sum(content) % 256 == 0 and len(content) == length + 5, line
        if kind == 0:
            assert address + length <= 0x10000, line
            for at in range(length):
                assert memory.setdefault((upper << 16) + address + at, content[4 + at]) == content[4 + at]
        elif kind == 4:
            upper = int.from_bytes(content[4:6], "big")
        else:
            assert kind == 1, line
            ended = True
    assert ended
    return memory


def loaded(segments):
    return {address + at: byte for address, content in segments for at, byte in enumerate(content)}


class Uf2(unittest.TestCase):
    def check(self, segments, family="rp2040"):
        flash = read_uf2(uf2.blocks(uf2.pages(segments), uf2.FAMILIES[family]), uf2.FAMILIES[family])
        for address, byte in loaded(segments).items():
            self.assertEqual(flash[address], byte, f"{address:#x}")
        return flash

    def test_a_gap_is_filled(self):
        # a hole of more than a page, which puts later blocks' numbers out of step with sectors if it is left
        segments = [(0x10000000, bytes(range(256)) * 15), (0x10001200, b"\x12" * 9000)]
        flash = self.check(segments)
        self.assertEqual({flash[at] for at in range(0x10000F00, 0x10001200)}, {0xFF})

    def test_pages_and_segments_need_not_agree(self):
        self.check([(0x10000000, b"a" * 256), (0x10000100, b"b" * 77), (0x10000150, b"c" * 300)], "rp2350-arm")

    def test_what_the_boot_rom_would_spoil_is_refused(self):
        for segments, why in [
            ([(0x10000000, b"a"), (0x10002000, b"b")], "nothing from"),
            ([(0x10000100, b"a")], "not a sector"),
            ([(0x20000000 - 0x10001000, b"a" * 2), (0x10000000, b"b")], "not a sector|two segments"),
            ([(0x10000000, b"ab"), (0x10000001, b"c")], "two segments"),
        ]:
            with self.assertRaisesRegex(ValueError, why):
                uf2.pages(segments)

    def test_families(self):
        self.assertEqual(uf2.FAMILIES["rp2350-arm"], 0xE48BFF59)
        self.assertEqual(uf2.FAMILIES["rp2350-riscv"], 0xE48BFF5A)

    def test_firmware(self):
        for path in FILES:
            segments = elf.flashed(path)
            if segments[0][0] >= uf2.FLASH:
                self.check(segments)


class Hex(unittest.TestCase):
    def test_a_known_record(self):
        self.assertEqual(intel.record(intel.DATA, 0x0100, bytes.fromhex("214601360121470136007EFE09D21901")),
                         ":10010000214601360121470136007EFE09D2190140\n")
        self.assertEqual(intel.record(intel.END, 0, b""), ":00000001FF\n")

    def test_round_trip(self):
        for segments in [
            [(0, bytes(range(256)) * 300)],
            [(0xFFFB, b"crosses 64 KB"), (0x10001014, b"\1\2\3\4")],
            [(3, b"x"), (0x20000, b"")],
        ]:
            self.assertEqual(read_hex(intel.records(segments)), loaded(segments))

    def test_firmware(self):
        for path in FILES:
            segments = elf.flashed(path)
            self.assertEqual(read_hex(intel.records(segments)), loaded(segments))

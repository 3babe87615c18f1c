"""Registers, pins, LEDs, and a core that runs a few instructions."""

import struct
import unittest
from types import SimpleNamespace

from machine.fault import Fault
from machine.leds import STEPS, Leds
from machine.machine import LEAP, SECOND, SLICE
from machine.pins import Pins, Port
from machine.registers import Registers
from small import HERTZ, LOOP, PORT, RAM, RETURN, board
from unicorn.arm_const import UC_ARM_REG_R2


class Cores(unittest.TestCase):
    def test_instructions_are_time(self):
        machine = board([0xBF00, 0xE7FD])  # nop; b back
        machine.step()
        machine.step()
        self.assertEqual(machine.now, 2 * SLICE * SECOND // HERTZ)

    def test_time_leaps_when_the_program_waits(self):
        for hint in (0xBF10, 0xBF20, 0xBF30):
            machine = board([hint, 0xE7FD])
            machine.step()
            self.assertGreaterEqual(machine.now, LEAP)
            self.assertEqual(machine.pc() & ~1, 0x82)
            machine.step()
            self.assertGreaterEqual(machine.now, 2 * LEAP)

    def test_time_leaps_when_the_program_polls_a_clock(self):
        machine = board([0x4800, 0xE001, 0, 0x4000, 0x6801, 0xE7FD])  # r0 = PORT; r1 = [r0] again and again
        machine.add(Registers("clock", PORT)).on_read(0, lambda: machine.clock(HERTZ))
        machine.step()
        self.assertEqual(machine.now, SLICE * SECOND // HERTZ + LEAP)

    def test_a_word_that_is_polled_in_vain_is_named(self):
        machine = board([0x4800, 0xE001, 0, 0x4000, 0x6801, 0xE7FD])
        machine.add(Registers("CLOCKS", PORT))
        with self.assertRaisesRegex(Fault, r"CLOCKS\+0x0 is polled"):
            for _ in range(20):
                machine.step()

    def test_what_nothing_models_is_named(self):
        machine = board([0x4800, 0xE001, 0, 0x4000, 0x6801, 0xE7FD])
        with self.assertRaisesRegex(Fault, "nothing models 0x40000000"):
            machine.step()

    def test_flash_cannot_be_written(self):
        machine = board([0x2000, 0x6000, LOOP])  # [0] = 0
        with self.assertRaisesRegex(Fault, "at 0x00000000 cannot be written, at 0x00000082"):
            machine.step()

    def test_no_memory(self):
        machine = board([0x2003, 0x0700, 0x6801, LOOP])  # [0x30000000]
        with self.assertRaisesRegex(Fault, "no memory for 4 bytes at 0x30000000, at 0x00000084"):
            machine.step()

    def test_flash_that_a_controller_programs(self):
        # r0 = 0x10000000; [r0] = 0x5A, a half; r2 = [r0], a half
        machine = board([0x2001, 0x0700, 0x215A, 0x8001, 0x8802, LOOP])
        stored = []

        def program(address, content):
            stored.append((address, content))
            machine.uc.mem_write(address, b"\x0a\x0b")

        machine.rom(0x1000_0000, 0x1000, program=program)
        machine.step()
        self.assertEqual(stored, [(0x1000_0000, b"\x5a\0")])
        self.assertEqual(machine.uc.reg_read(UC_ARM_REG_R2), 0x0B0A)

    def test_systick_calls_its_handler(self):
        machine = board([LOOP])
        machine.control.write(0x14, 4, 999)
        machine.control.write(0x18, 4, 0)
        machine.control.write(0x10, 4, 7)
        calls = []
        enter = machine._enter
        machine._enter = lambda *which: (calls.append((which[0], machine.now)), enter(*which))
        for _ in range(10):
            machine.step()
        self.assertEqual(calls, [(15, n * SECOND // 1000) for n in range(1, len(calls) + 1)])
        self.assertGreater(len(calls), 4)

    def test_a_reset_keeps_memory_and_nothing_else(self):
        # [RAM] += 1; SCB.AIRCR = 0x05FA0004: for ever
        literals = 0, RAM >> 16, 0xED0C, 0xE000, 4, 0x05FA
        machine = board([0x4803, 0x6801, 0x3101, 0x6001, 0x4802, 0x4903, 0x6001, LOOP, *literals])
        machine.uc.mem_write(RAM, bytes(4))
        kept, lost = (machine.add(Registers("", PORT + at, kept=not at)) for at in (0, 0x400))
        port = Port(machine, Pins(), ["pin"])
        port.enable(1)
        port.write(1)
        kept[0] = lost[0] = 7
        machine.systick.due = SECOND
        for _ in range(3):
            machine.step()
        self.assertEqual(machine.uc.mem_read(RAM, 4), b"\3\0\0\0")
        self.assertEqual((kept[0], lost[0], port.read(), machine.systick.due), (7, 0, 0, None))

    def test_stack_used(self):
        machine = board([0xB086, 0xB506, LOOP])  # sub sp, #24; push {r1, r2, lr}
        machine.symbols["_stack_end"] = RAM
        machine.step()
        self.assertEqual(machine.stack_used(), 36)

    def test_an_interrupt_that_the_program_asks_for(self):
        # SCB.ICSR = PENDSTSET; a timer is due much later
        machine = board([0x4802, 0x4903, 0x6001, LOOP, 0, 0, 0xED04, 0xE000, 0, 1 << 26 >> 16])
        machine.systick.due = 100 * SECOND
        machine.step()
        self.assertEqual(machine.pending, set())
        self.assertEqual(machine.control[0xD04], 1 << 26)

    def test_a_handler_takes_time_and_a_more_urgent_one_interrupts_it(self):
        machine = board([LOOP])
        # r0 = RAM; for r1 in 1..=200: [r0] = r1; and another: [r0 + 4] = [r0]
        counts = [0x2020, 0x0600, 0x2100, 0x3101, 0x6001, 0x29C8, 0xD1FB, RETURN]
        copies = [0x2020, 0x0600, 0x6801, 0x6041, RETURN]
        machine.uc.mem_write(0x40, struct.pack("<2I", 0x201, 0x301))
        machine.uc.mem_write(0x200, struct.pack("<8H", *counts))
        machine.uc.mem_write(0x300, struct.pack("<5H", *copies))
        machine.control.write(0x400, 1, 0x80)
        machine.control.write(0x100, 4, 3)
        machine.control.write(0xF00, 4, 0)  # pends the first
        machine.step()
        machine.step()
        machine.pend(1)
        while machine.active or machine.pending:
            machine.step()
        counted, copied = struct.unpack("<2I", machine.uc.mem_read(RAM, 8))
        self.assertEqual(counted, 200)
        self.assertTrue(0 < copied < 200, copied)
        self.assertGreaterEqual(machine.now * HERTZ // SECOND, SLICE + 4 * 200)
        machine.control.write(0x200, 4, 2)  # pends the second, which the first does not interrupt
        machine.interrupt()
        machine.pend(0)
        self.assertFalse(machine.interrupt())

    def test_an_interrupt_is_handled_while_it_has_a_reason(self):
        machine, begun = board([LOOP]), []
        machine.uc.mem_write(0x40, struct.pack("<I", 0x61))
        machine.control.write(0x100, 4, 1)
        enter = machine._enter
        machine._enter = lambda *which: (begun.append(which[0]), enter(*which))
        machine.raises(0, True)
        for _ in range(4):
            machine.step()
        machine.raises(0, False)
        count = len(begun)
        for _ in range(4):
            machine.step()
        self.assertGreater(count, 1)
        self.assertEqual(len(begun), count)

    def test_interrupts_wait_for_the_end_of_a_critical_section(self):
        machine = board([0xB672, LOOP])  # cpsid i
        machine.step()
        machine.pending.add(15)
        machine.interrupt()
        self.assertEqual(machine.pending, {15})


class Words(unittest.TestCase):
    def test_bytes_of_a_word(self):
        registers = Registers("some", 0)
        registers.write(0, 4, 0x11223344)
        registers.write(1, 1, 0xAA)
        registers.write(2, 2, 0xBBCC)
        self.assertEqual(registers.read(0, 4), 0xBBCCAA44)
        self.assertEqual(registers.read(3, 1), 0xBB)


class Lights(unittest.TestCase):
    def setUp(self):
        self.now = 0
        self.pins = Pins()
        self.port = Port(SimpleNamespace(ports=[]), self.pins, ["r0", "r1", "c0", "c1"])
        self.port.enable(15)
        self.leds = Leds(self.pins, ["r0", "r1"], ["c0", "c1"], lambda: self.now)

    def show(self, frames):
        for _ in range(frames):
            for row in (0, 1):
                self.port.write(1 << row | 0b1000)  # column 0 lit
                self.now += 30
                self.port.write(1 << row | 0b1100)
                self.now += 70
                self.port.write(0b1100)

    def test_duties_of_the_last_frame(self):
        self.assertEqual(list(self.leds.faults()), ["the LEDs are not scanned"])
        self.show(3)
        self.assertEqual([self.leds.duty(row, 0) for row in (0, 1)], [round(0.3 * STEPS)] * 2)
        self.assertEqual([self.leds.duty(row, 1) for row in (0, 1)], [0, 0])
        self.assertEqual(list(self.leds.faults()), [])

    def test_two_rows_at_once(self):
        with self.assertRaisesRegex(Fault, "lit together"):
            self.port.write(0b1111)

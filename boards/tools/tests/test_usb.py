"""RP2350's USB controller, and a computer at the other end."""

import struct
import unittest

from machine import usb
from machine.fault import Fault
from machine.machine import SECOND
from machine.usb import ACK, IN, NAK, OUT, STALL, Usb
from machine.usb_cable import Cable
from small import LOOP, board

AVAILABLE, FULL, DATA1, STALLS = 1 << 10, 1 << 15, 1 << 13, 1 << 11
ON, PAIRED, EACH, BULK = 1 << 31, 1 << 30, 1 << 29, 2 << 26
INTERRUPT = 14
BUFFER = 0x180


class Device(unittest.TestCase):
    """What a program has done with the registers, and what a host sees."""

    def setUp(self):
        self.machine = board([LOOP])
        self.machine.usb = self.usb = Usb(self.machine, INTERRUPT)
        for at, word in ((usb.MAIN_CONTROL, 1), (usb.MUXING, 1), (usb.POWER, 12), (usb.ENABLED, 0x11010)):
            self.usb.write(at, 4, word)
        self.usb.write(usb.CONTROL, 4, 1 << 29 | 1 << 16)
        self.put(0, *[0] * 64)  # it may hold anything

    def put(self, offset, *words):
        self.machine.uc.mem_write(usb.MEMORY + offset, struct.pack(f"<{len(words)}I", *words))

    def word(self, offset):
        return int.from_bytes(self.machine.uc.mem_read(usb.MEMORY + offset, 4), "little")

    def buffers(self, endpoint, direction, word):
        self.put(0x80 + 8 * endpoint + 4 * direction, word)

    def asks(self):
        return INTERRUPT in self.machine.asserted

    def test_nobody_is_there_before_the_pull_up_or_at_another_address(self):
        self.assertEqual(self.usb.setup(0, bytes(8)), ACK)
        self.assertIsNone(self.usb.setup(7, bytes(8)))
        self.usb.write(usb.ADDRESS, 4, 7)
        self.assertEqual(self.usb.setup(7, bytes(8)), ACK)
        for at in (usb.CONTROL, usb.MAIN_CONTROL, usb.MUXING):
            self.setUp()
            self.usb.write(at, 4, 0)
            self.assertIsNone(self.usb.setup(0, bytes(8)))
        self.setUp()
        self.usb.write(usb.MAIN_CONTROL, 4, 5)  # isolated, as after a reset
        self.assertIsNone(self.usb.take(0, 0))

    def test_a_setup_packet_interrupts_until_it_is_cleared(self):
        self.usb.setup(0, bytes(range(8)))
        self.assertEqual(self.machine.uc.mem_read(usb.MEMORY, 8), bytes(range(8)))
        self.assertEqual(self.usb.read(usb.ASKS, 4), 1 << 16)
        self.assertTrue(self.asks())
        self.usb.write(usb.STATUS, 4, 1 << 17)
        self.assertFalse(self.asks())

    def test_an_interrupt_can_be_masked(self):
        self.usb.write(usb.ENABLED + 0x3000, 4, 1 << 16)  # clears the bit
        self.usb.setup(0, bytes(8))
        self.assertEqual(self.usb.read(usb.RAISED, 4), 1 << 16)
        self.assertFalse(self.asks())

    def test_what_is_available_is_taken_once(self):
        self.assertEqual(self.usb.take(0, 0), NAK)
        self.put(0x100, 0x44332211)
        self.buffers(0, IN, FULL | DATA1 | AVAILABLE | 3)
        self.assertEqual(self.usb.take(0, 0), (b"\x11\x22\x33", 1))
        self.assertEqual(self.word(0x80), DATA1 | 3)
        self.assertEqual(self.usb.take(0, 0), NAK)
        self.assertEqual(self.usb.read(usb.COMPLETED, 4), 1)
        self.assertTrue(self.asks())
        self.usb.write(usb.COMPLETED, 4, 1)
        self.assertFalse(self.asks())

    def test_a_bulk_endpoint_takes_what_it_has_room_for(self):
        self.assertIsNone(self.usb.give(0, 1, b"abc", 0))  # it is off
        self.put(8 + 4, ON | EACH | BULK | BUFFER)
        self.assertEqual(self.usb.give(0, 1, b"abc", 0), NAK)
        self.buffers(1, OUT, AVAILABLE | 64)
        self.assertEqual(self.usb.give(0, 1, b"abc", 0), ACK)
        self.assertEqual(bytes(self.machine.uc.mem_read(usb.MEMORY + BUFFER, 3)), b"abc")
        self.assertEqual(self.word(0x84 + 8), FULL | 3)
        self.assertEqual(self.usb.read(usb.COMPLETED, 4), 1 << 3)
        self.buffers(1, OUT, AVAILABLE | 2)
        with self.assertRaisesRegex(Fault, "no room for 3 bytes"):
            self.usb.give(0, 1, b"abc", 0)

    def test_a_packet_that_comes_again_is_not_taken_again(self):
        self.put(8 + 4, ON | EACH | BULK | BUFFER)
        self.buffers(1, OUT, AVAILABLE | DATA1 | 64)
        self.assertEqual(self.usb.give(0, 1, b"abc", 0), ACK)
        self.assertEqual(self.word(0x84 + 8), AVAILABLE | DATA1 | 64)
        self.assertTrue(self.usb.read(usb.STATUS, 4) >> 31)

    def test_two_buffers_by_turns(self):
        self.put(8, ON | PAIRED | EACH | BULK | BUFFER)
        self.put(BUFFER, 0x41414141)
        self.put(BUFFER + 64, 0x42424242)
        self.put(0x80 + 8, (FULL | DATA1 | AVAILABLE | 1) << 16 | FULL | AVAILABLE | 1)
        self.assertEqual([self.usb.take(0, 1) for _ in range(3)], [(b"A", 0), (b"B", 1), NAK])
        self.assertEqual(self.usb.read(usb.WHICH_BUFFER, 4), 0)
        self.usb.write(usb.COMPLETED, 4, 1 << 2)  # of the first: the second is still to be looked at
        self.assertEqual((self.usb.read(usb.COMPLETED, 4), self.usb.read(usb.WHICH_BUFFER, 4)), (1 << 2, 1 << 2))
        self.usb.write(usb.COMPLETED, 4, 1 << 2)
        self.assertEqual(self.usb.read(usb.COMPLETED, 4), 0)

    def test_the_first_endpoint_stalls_while_it_is_armed(self):
        self.buffers(0, IN, STALLS)
        self.assertEqual(self.usb.take(0, 0), NAK)
        self.usb.write(usb.STALL_ARMED, 4, 1)
        self.assertEqual(self.usb.take(0, 0), STALL)
        self.usb.setup(0, bytes(8))
        self.assertEqual(self.usb.take(0, 0), NAK)

    def run_for(self, milliseconds):
        end = self.machine.now + milliseconds * SECOND // 1000
        while self.machine.now < end:
            self.machine.step()

    def test_a_computer_resets_the_bus_and_asks(self):
        cable = Cable(self.machine)
        self.run_for(150)
        self.assertEqual(self.usb.status & (1 << 19 | 1 << 17), 1 << 19 | 1 << 17)  # reset, and setup
        self.assertEqual(bytes(self.machine.uc.mem_read(usb.MEMORY, 8)), bytes([0x80, 6, 0, 1, 0, 0, 18, 0]))
        self.assertIsNone(cable.device)

    def test_a_control_transfer_has_three_stages(self):
        cable = Cable(self.machine)
        cable.host.plugged = lambda: None
        results = []
        done = lambda *outcome: results.append(outcome)
        cable.host.begin(cable.host.control(0x80, 6, 0x0100, 0, length=18), done)
        self.put(0x100, 0x64636261)
        self.buffers(0, IN, FULL | DATA1 | AVAILABLE | 4)  # short: it ends there
        self.run_for(5)
        self.assertEqual(results, [])
        self.buffers(0, OUT, DATA1 | AVAILABLE)
        self.run_for(1)
        self.assertEqual(results, [(b"abcd", None)])
        self.usb.write(usb.STALL_ARMED, 4, 3)
        cable.host.begin(cable.host.control(0x00, 9, 1, 0), done)
        self.buffers(0, IN, STALLS)
        self.run_for(1)
        self.assertEqual(len(results), 1)  # setup has disarmed it
        self.usb.write(usb.STALL_ARMED, 4, 1)
        self.run_for(1)
        self.assertEqual(results[1:], [(None, STALL)])

    def test_who_does_not_answer_is_given_up(self):
        cable, results = Cable(self.machine), []
        cable.host.plugged = lambda: None
        cable.host.address = 3
        cable.host.begin(cable.host.control(0x80, 6, 0, 0, length=8), lambda *outcome: results.append(outcome))
        self.run_for(1)
        self.assertEqual(results, [(None, "no answer")])

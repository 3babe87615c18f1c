"""The panel and its wires: bits, selection, orders of bytes, waits."""

import unittest

from machine.fault import Fault
from machine.machine import SECOND
from machine.panel import BGR, COLUMNS, MV, MX, ON, ROWS, Glass, Panel
from machine.spi import Bus

SLEEP_OUT, INVERT_ON = 0x11, 0x21


class Wired:
    """A panel on a bus whose clock idles low, or high."""

    def __init__(self, glass=None, idle=False):
        self.now = SECOND
        self.bus, self.panel = Bus(), Panel(glass or Glass(), lambda: self.now)
        self.bus.devices.append(self.panel)
        self.bus.mode(idle, idle, 10_000_000)

    def send(self, command, *parameters):
        self.panel.select(True)
        self.panel.data(False)
        self.bus.send(command)
        self.panel.data(True)
        for byte in parameters:
            self.bus.send(byte)
        self.panel.select(False)

    def wake(self):
        self.send(SLEEP_OUT)
        self.now += SECOND // 100
        self.send(0x3A, 0x55)
        self.send(ON)

    def fill(self, mode, color, column=(0, COLUMNS - 1), row=(0, ROWS - 1)):
        self.send(0x36, mode)
        self.send(0x2A, *column[0].to_bytes(2, "big"), *column[1].to_bytes(2, "big"))
        self.send(0x2B, *row[0].to_bytes(2, "big"), *row[1].to_bytes(2, "big"))
        pixels = (column[1] - column[0] + 1) * (row[1] - row[0] + 1)
        self.send(0x2C, *color.to_bytes(2, "big") * pixels)

    def pixel(self, x, y):
        return tuple(self.panel.picture()[y][3 * x : 3 * x + 3])


class Bits(unittest.TestCase):
    def test_command_wakes_it(self):
        wired = Wired()
        wired.send(SLEEP_OUT)
        self.assertFalse(wired.panel.asleep)

    def test_clock_that_rises_to_its_idle_level_while_selected_is_a_bit(self):
        wired = Wired(idle=True)
        wired.send(SLEEP_OUT)  # the first transfer
        self.assertTrue(wired.panel.asleep)
        self.assertEqual(wired.panel.ignored, [SLEEP_OUT >> 1])
        wired.send(SLEEP_OUT)
        self.assertFalse(wired.panel.asleep)

    def test_clock_that_rises_before_is_none(self):
        wired = Wired(idle=True)
        wired.bus.send(0)  # nobody is selected
        wired.send(SLEEP_OUT)
        self.assertFalse(wired.panel.asleep)

    def test_reset_makes_an_unselectable_panel_forget_a_bit(self):
        wired = Wired(idle=True)
        wired.panel.select(True)
        wired.bus.send(0)
        wired.panel.reset(False)
        wired.panel.reset(True)
        wired.now += SECOND
        wired.bus.send(SLEEP_OUT)
        self.assertFalse(wired.panel.asleep)

    def test_a_clock_that_is_too_fast(self):
        wired = Wired(Glass(fastest=10_000_000))
        wired.bus.send(0)
        wired.bus.mode(False, False, 10_000_001)
        with self.assertRaises(Fault):
            wired.bus.send(0)

    def test_a_reset_pin_that_is_never_low(self):
        wired = Wired()
        wired.panel.awaits_reset = True
        self.assertIn("the panel's reset pin was never low", wired.panel.faults())
        wired.panel.reset(False)
        wired.panel.reset(True)
        self.assertNotIn("the panel's reset pin was never low", wired.panel.faults())

    def test_modes_that_change_data_where_it_is_read(self):
        wired = Wired()
        for idle in (False, True):
            wired.bus.mode(idle, not idle, 10_000_000)
            with self.assertRaises(Fault):
                wired.bus.send(0)


class Waits(unittest.TestCase):
    def test_too_early_after_it_woke(self):
        wired = Wired()
        wired.send(SLEEP_OUT)
        with self.assertRaises(Fault):
            wired.send(ON)

    def test_woken_too_early_after_a_reset(self):
        wired = Wired()
        wired.send(0x01)
        wired.now += SECOND // 10
        with self.assertRaises(Fault):
            wired.send(SLEEP_OUT)


class Pictures(unittest.TestCase):
    def test_unwritten_pixels_and_sleep_are_faults(self):
        wired = Wired(Glass(rows=2))
        self.assertEqual(len(list(wired.panel.faults())), 3)
        wired.wake()
        wired.fill(0, 0, row=(0, 0))
        self.assertEqual(list(wired.panel.faults()), ["240 pixels of the panel were never written"])
        wired.fill(0, 0, row=(1, 1))
        self.assertEqual(list(wired.panel.faults()), [])

    def test_order_of_colors_and_inversion(self):
        for glass, mode, invert in (
            (Glass(), 0, False),
            (Glass(bgr=True), BGR, False),
            (Glass(inverted=True), 0, True),
        ):
            wired = Wired(glass)
            wired.wake()
            if invert:
                wired.send(INVERT_ON)
            wired.fill(mode, 0xF800, column=(0, 0), row=(0, 0))
            self.assertEqual(wired.pixel(0, 0), (255, 0, 0))
        wired.send(0x20)
        self.assertEqual(wired.pixel(0, 0), (0, 255, 255))

    def test_turned_and_mirrored(self):
        # the first pixel that is written is the upper left one that is seen
        for glass, mode in (
            (Glass(), 0),
            (Glass(mirrored=True), MX),
            (Glass(turned=True), MV | MX),
            (Glass(mirrored=True, turned=True), MV),
        ):
            wired = Wired(glass)
            wired.wake()
            wired.fill(mode, 0xFFFF, column=(0, 1), row=(0, 0))
            self.assertEqual([wired.pixel(x, y) for x, y in ((0, 0), (1, 0))], [(255,) * 3] * 2)

    def test_window_outside(self):
        with self.assertRaises(Fault):
            Wired().send(0x2A, 0, 0, 0, COLUMNS)

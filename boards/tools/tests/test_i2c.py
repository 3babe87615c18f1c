"""RP2350's I2C controller, and sensors on the bus."""

import os
import struct
import tempfile
import unittest

from machine import i2c
from machine.fault import Fault
from machine.i2c import I2c
from machine.machine import SECOND
from machine.sensors import Amg8833, Recording
from small import HERTZ, LOOP, board

BIT = SECOND // (HERTZ // 10)


class Echo:
    """A device of one register."""

    address = 0x42

    def __init__(self):
        self.heard, self.value = [], 7

    def start(self, reads):
        self.heard.append("reads" if reads else "writes")

    def write(self, byte):
        self.value = byte

    def read(self):
        return self.value


class Buses(unittest.TestCase):
    def setUp(self):
        self.machine = board([LOOP])
        self.bus = self.machine.add(I2c(self.machine, "I2C", 0x4009_0000, lambda: HERTZ))
        self.bus.devices.append(Echo())
        for at, word in ((i2c.HIGH, 4), (i2c.LOW, 6), (i2c.TARGET, 0x42), (i2c.ENABLE, 1)):
            self.bus.write(at, 4, word)

    def command(self, word):
        self.bus.write(i2c.DATA, 4, word)

    def test_a_byte_takes_its_bits(self):
        self.command(0x5A | i2c.STOPS)
        self.machine.elapse(20 * BIT - 1)  # start, address, byte, stop
        self.assertEqual(self.bus.read(i2c.RAISED, 4), 0)
        self.machine.elapse(20 * BIT)
        self.assertEqual(self.bus.read(i2c.RAISED, 4), i2c.EMPTY | i2c.STOPPED)
        self.assertEqual(self.bus.devices[0].value, 0x5A)
        self.bus.read(i2c.CLEAR_STOP, 4)
        self.assertEqual(self.bus.read(i2c.RAISED, 4), i2c.EMPTY)

    def test_a_register_is_read_after_a_second_start(self):
        self.command(0x21)
        self.command(i2c.READS | i2c.RESTARTS)
        self.command(i2c.READS | i2c.STOPS)
        self.machine.elapse(100 * BIT)
        self.assertEqual(self.bus.devices[0].heard, ["writes", "reads"])
        self.assertEqual(self.bus.read(i2c.RECEIVED, 4), 2)
        self.assertEqual([self.bus.read(i2c.DATA, 4) for _ in range(2)], [0x21, 0x21])

    def test_nobody_answers(self):
        self.bus.write(i2c.TARGET, 4, 0x43)
        self.command(1)
        self.command(2 | i2c.STOPS)
        self.machine.elapse(100 * BIT)
        self.assertEqual(self.bus.read(i2c.WHY_ABORTED, 4), i2c.NOBODY)
        self.assertEqual(self.bus.read(i2c.RAISED, 4), i2c.ABORTED | i2c.EMPTY | i2c.STOPPED)
        self.bus.read(i2c.CLEAR_ABORT, 4)
        self.assertEqual(self.bus.read(i2c.WHY_ABORTED, 4), 0)

    def test_a_program_that_asks_is_not_run_until_it_is_ready(self):
        self.command(1)
        self.bus.read(i2c.RAISED, 4)
        self.assertEqual(self.machine.awaited, 19 * BIT)
        self.machine.run_slice = lambda count: False  # it has stopped there
        self.machine.slice = lambda: 1
        self.machine.step()
        self.assertEqual(self.machine.now, 19 * BIT)


class Sensors(unittest.TestCase):
    def recording(self, content):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(content)
        self.addCleanup(os.unlink, file.name)
        self.machine = board([LOOP])
        return Recording(file.name, self.machine)

    def test_frames_are_played_in_order_as_time_passes(self):
        sensor = Amg8833(self.recording(struct.pack("<128H", *[1] * 64, *[2] * 64)))

        def read():
            sensor.start(False)
            sensor.write(sensor.PIXELS)
            sensor.start(True)
            return sensor.read() | sensor.read() << 8

        self.assertEqual([read(), read()], [1, 1])
        self.machine.now = SECOND // 10
        self.assertEqual(read(), 2)
        self.machine.now = SECOND
        self.assertEqual(read(), 1)

    def test_a_frame_that_is_cut(self):
        for content in (b"", b"\0" * 100):
            with self.assertRaisesRegex(Fault, "a frame is cut"):
                self.recording(content)

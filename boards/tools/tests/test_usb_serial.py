"""The ESP32-C3's USB serial port."""

import unittest

from machine.usb_serial import COME, DATA, DONE, ROOM, STATE, UsbSerial


class Log:
    def __init__(self):
        self.content = bytearray()


class Machine:
    def add(self, registers):
        self.port = registers
        return registers


class UsbSerialTest(unittest.TestCase):
    def setUp(self):
        self.machine, self.log = Machine(), Log()
        self.usb = UsbSerial(self.machine, self.log)
        self.port = self.machine.port

    def give(self, content):
        for byte in content:
            self.port.write(DATA, 4, byte)

    def test_a_packet_goes_when_it_is_done_or_full(self):
        self.give(b"few")
        self.assertEqual(self.log.content, b"")
        self.port.write(STATE, 4, DONE)
        self.assertEqual(self.log.content, b"few")
        self.give(bytes(64))
        self.assertEqual(len(self.log.content), 3 + 64)

    def test_a_program_reads_while_it_has_the_port_open(self):
        heard = bytearray()
        self.usb.lent, self.usb.on_data = True, heard.extend
        self.give(bytes(range(64)))
        self.assertFalse(self.port.read(STATE, 4) & ROOM)
        self.give(b"lost")
        self.usb.open(True)
        self.assertEqual(heard, bytes(range(64)))
        self.assertTrue(self.port.read(STATE, 4) & ROOM)
        self.usb.reads(False)
        self.give(bytes(64))
        self.assertFalse(self.port.read(STATE, 4) & ROOM)
        self.assertEqual(self.log.content, b"")

    def test_software_reads_byte_by_byte(self):
        self.assertFalse(self.port.read(STATE, 4) & COME)
        self.usb.send(b"ab" + bytes(100))
        self.assertEqual([self.port.read(DATA, 4), self.port.read(DATA, 4)], list(b"ab"))
        self.usb.forget()
        self.assertEqual(self.usb.waiting(), 1)  # what the FIFO had already


if __name__ == "__main__":
    unittest.main()

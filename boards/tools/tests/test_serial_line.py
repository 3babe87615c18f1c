"""The serial port of a debug probe, and the UARTs at its other end."""

import unittest

from machine.fault import Fault
from machine.nrf_uart import Uart
from machine.registers import Registers
from machine.serial_line import BAUD, BYTE, SerialLine
from machine.stm32_usart import COMPLETE, IDLE, OVERRUN, RECEIVED, ROOM, UsartF4, UsartH7

HERTZ = 90_000_000
EVERYTHING = 1 << 13 | 1 << 2 | 1 << 3  # the F4's: on, both directions


class Machine:
    def __init__(self):
        self.now, self.timers, self.raised = 0, [], set()

    def raises(self, number, asserted):
        (self.raised.add if asserted else self.raised.discard)(number)

    def pass_by(self, span):
        end = self.now + span
        while due := [timer for timer in self.timers if timer.due is not None and timer.due <= end]:
            timer = min(due, key=lambda timer: timer.due)
            self.now = max(self.now, timer.due)
            timer.fire()
        self.now = end


class Case(unittest.TestCase):
    def setUp(self):
        self.machine = Machine()
        self.line = SerialLine(self.machine)
        self.heard = bytearray()
        self.line.on_data = self.heard.extend
        self.line.open(True)

    def come(self, content):
        self.line.send(content)
        self.machine.pass_by(len(content) * BYTE)


class F4Test(Case):
    def setUp(self):
        super().setUp()
        self.port = Registers("USART1", 0)
        self.uart = UsartF4(self.machine, self.port, 37, lambda: HERTZ, self.line)

    def start(self, more=0, rate=HERTZ // BAUD):
        self.port.write(UsartF4.RATE, 4, rate)
        self.port.write(UsartF4.CONTROL, 4, EVERYTHING | more)

    def test_what_comes_before_the_chip_listens_is_lost(self):
        self.assertFalse(self.line.device)
        self.come(b"early")
        self.start()
        self.assertTrue(self.line.device)
        self.assertFalse(self.port.read(UsartF4.STATUS, 4) & RECEIVED)

    def test_a_byte_interrupts_until_it_is_read_and_silence_follows_it(self):
        self.start(more=RECEIVED | IDLE)
        self.come(b"a")
        self.assertEqual(self.machine.raised, {37})
        self.assertEqual((self.port.read(UsartF4.STATUS, 4) & (RECEIVED | IDLE), self.port.read(UsartF4.DATA, 4)),
                         (RECEIVED, ord("a")))
        self.assertEqual(self.machine.raised, set())
        self.machine.pass_by(BYTE)
        self.assertEqual(self.machine.raised, {37})
        self.assertTrue(self.port.read(UsartF4.STATUS, 4) & IDLE)
        self.port.read(UsartF4.DATA, 4)
        self.assertEqual(self.machine.raised, set())

    def test_a_byte_that_finds_no_room_is_lost_and_told(self):
        self.start()
        self.come(b"ab")
        self.assertTrue(self.port.read(UsartF4.STATUS, 4) & OVERRUN)
        self.assertEqual(self.port.read(UsartF4.DATA, 4), ord("a"))
        self.assertFalse(self.port.read(UsartF4.STATUS, 4) & (OVERRUN | RECEIVED))

    def test_bytes_take_their_time_to_go(self):
        self.start(more=ROOM)
        self.assertEqual(self.machine.raised, {37})
        self.port.write(UsartF4.DATA, 4, ord("a"))
        self.port.write(UsartF4.DATA, 4, ord("b"))  # behind it
        self.assertEqual(self.machine.raised, set())
        with self.assertRaisesRegex(Fault, "before there is room"):
            self.port.write(UsartF4.DATA, 4, ord("c"))
        self.machine.pass_by(2 * BYTE)
        self.assertTrue(self.port.read(UsartF4.STATUS, 4) & COMPLETE)
        self.assertEqual(self.heard, b"")  # the probe hands it on a millisecond later
        self.machine.pass_by(12 * BYTE)
        self.assertEqual(self.heard, b"ab")

    def test_nobody_listens_at_a_closed_port(self):
        self.start()
        self.line.open(False)
        self.port.write(UsartF4.DATA, 4, ord("a"))
        self.machine.pass_by(20 * BYTE)
        self.line.open(True)
        self.machine.pass_by(20 * BYTE)
        self.assertEqual(self.heard, b"")

    def test_another_rate_is_a_fault(self):
        self.start(rate=HERTZ // 9600)
        with self.assertRaisesRegex(Fault, "9600 baud and the probe at 115200"):
            self.come(b"a")


class H7Test(Case):
    def test_its_fifos_hold_sixteen_bytes_and_flags_are_cleared_by_name(self):
        port = Registers("USART3", 0)
        UsartH7(self.machine, port, 39, lambda: HERTZ, self.line)
        port.write(UsartH7.RATE, 4, HERTZ // BAUD)
        port.write(UsartH7.CONTROL, 4, 1 | 1 << 2 | 1 << 3 | UsartH7.FIFOS)
        self.come(bytes(range(17)))
        self.assertTrue(port.read(UsartH7.STATUS, 4) & OVERRUN)
        port.write(UsartH7.CLEAR, 4, OVERRUN)
        self.assertFalse(port.read(UsartH7.STATUS, 4) & OVERRUN)
        self.assertEqual([port.read(UsartH7.RECEIVE, 4) for _ in range(16)], list(range(16)))
        for byte in range(17):
            port.write(UsartH7.SEND, 4, byte)
        self.assertFalse(port.read(UsartH7.STATUS, 4) & ROOM)
        self.machine.pass_by(40 * BYTE)
        self.assertEqual(self.heard, bytes(range(17)))


class NrfTest(Case):
    def setUp(self):
        super().setUp()
        self.port = Registers("UART", 0, 0x1000)
        Uart(self.machine, self.port, (6, 40), self.line)
        for register, value in ((Uart.SEND_PIN, 6), (Uart.RECEIVE_PIN, 40), (Uart.RATE, 0x01D7_E000),
                                (Uart.ENABLE, 4), (Uart.START_RECEIVE, 1), (Uart.START_SEND, 1), (Uart.SET, 1 << 2)):
            self.port.write(register, 4, value)

    def test_each_byte_is_announced_when_it_is_the_first(self):
        self.come(b"ab")
        for byte in b"ab":
            self.assertEqual(self.machine.raised, {2})
            self.port.write(Uart.RECEIVED, 4, 0)
            self.assertEqual(self.port.read(Uart.RECEIVE, 4), byte)
        self.assertEqual(self.machine.raised, set())
        self.come(bytes(7))
        self.assertEqual(self.port.read(Uart.FAILURE, 4), Uart.OVERRUN)

    def test_one_byte_goes_at_a_time(self):
        self.port.write(Uart.SEND, 4, ord("a"))
        with self.assertRaisesRegex(Fault, "has not sent the byte before"):
            self.port.write(Uart.SEND, 4, ord("b"))
        self.machine.pass_by(BYTE)
        self.assertEqual(self.port.read(Uart.SENT, 4), 1)
        self.machine.pass_by(12 * BYTE)
        self.assertEqual(self.heard, b"a")

    def test_pins_that_are_not_the_boards_hear_nothing(self):
        self.port.write(Uart.RECEIVE_PIN, 4, 8)
        self.come(b"a")
        self.assertFalse(self.line.device)
        self.assertEqual(self.port.read(Uart.RECEIVED, 4), 0)


if __name__ == "__main__":
    unittest.main()

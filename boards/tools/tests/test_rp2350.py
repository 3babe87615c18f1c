"""RP2350's timer and watchdog."""

import unittest

from machine import rp_timer, rp_watchdog
from machine.machine import SECOND
from machine.rp_timer import Timer
from machine.rp_watchdog import Watchdog
from small import LOOP, PORT, RAM, board

MICROSECOND = SECOND // 1_000_000


class Timers(unittest.TestCase):
    def setUp(self):
        self.machine = board([LOOP])
        self.timer = self.machine.add(Timer(self.machine, "TIMER", PORT, 4))
        self.timer.write(rp_timer.ENABLED, 4, 2)

    def test_an_alarm_asks_until_it_is_cleared(self):
        self.machine.now = 90 * MICROSECOND
        self.timer.write(rp_timer.ALARM + 4, 4, 100)
        self.assertEqual(self.timer.read(rp_timer.ARMED, 4), 2)
        self.machine.elapse(99 * MICROSECOND)
        self.assertEqual(self.machine.asserted, set())
        self.machine.elapse(100 * MICROSECOND)
        self.assertEqual(self.machine.asserted, {5})
        self.assertEqual((self.timer.read(rp_timer.ARMED, 4), self.timer.read(rp_timer.STATUS, 4)), (0, 2))
        self.timer.write(rp_timer.RAISED, 4, 2)
        self.assertEqual(self.machine.asserted, set())

    def test_an_alarm_can_be_disarmed_or_masked(self):
        for offset in (rp_timer.ARMED, rp_timer.ENABLED + 0x3000):
            self.setUp()
            self.timer.write(rp_timer.ALARM + 4, 4, 100)
            self.timer.write(offset, 4, 2)
            self.machine.elapse(200 * MICROSECOND)
            self.assertEqual(self.machine.asserted, set())


class Watchdogs(unittest.TestCase):
    def setUp(self):
        self.machine = board([LOOP])
        self.dog = self.machine.add(Watchdog(self.machine, PORT))
        self.dog.write(rp_watchdog.SCRATCH, 4, 7)
        self.dog.write(rp_watchdog.LOAD, 4, 5000)
        self.dog.write(rp_watchdog.CONTROL, 4, rp_watchdog.ENABLE)

    def run_for(self, microseconds):
        end = self.machine.now + microseconds * MICROSECOND
        while self.machine.now < end:
            self.machine.step()

    def test_who_feeds_it_goes_on(self):
        for _ in range(3):
            self.run_for(4000)
            self.dog.write(rp_watchdog.LOAD, 4, 9000)
        self.assertEqual(self.machine.resets, 0)
        self.dog.write(rp_watchdog.CONTROL + 0x3000, 4, rp_watchdog.ENABLE)
        self.run_for(20_000)
        self.assertEqual(self.machine.resets, 0)

    def test_it_starts_the_chip_anew_and_says_why(self):
        self.machine.uc.mem_write(RAM, b"kept")
        for until, reason in ((10_000, rp_watchdog.TIMED_OUT), (100, rp_watchdog.FORCED)):
            self.setUp()
            if reason == rp_watchdog.FORCED:
                self.dog.write(rp_watchdog.CONTROL, 4, rp_watchdog.TRIGGER)
            self.run_for(until)
            self.run_for(10_000)  # and not again
            self.assertEqual(self.machine.resets, 1)
            self.assertEqual((self.dog[rp_watchdog.REASON], self.dog[rp_watchdog.SCRATCH]), (reason, 7))
            self.assertEqual(self.dog.read(rp_watchdog.CONTROL, 4), 0)

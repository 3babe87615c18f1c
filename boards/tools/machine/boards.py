"""The boards: chips with what is wired to them."""

from machine.esp32c3 import Esp32c3
from machine.fault import Fault
from machine.leds import Leds
from machine.nrf52833 import RESET_PIN, Nrf52833
from machine.panel import Glass, Panel
from machine.rp2350 import Rp2350
from machine.stm32f429 import Stm32f429
from machine.stm32h743 import Stm32h743

ILI9341 = 10_000_000  # hertz of its SPI clock


class Board:
    """A machine and the display that it drives."""

    def __init__(self, machine, display):
        self.machine, self.display = machine, display


def panel(machine, bus, glass, select, data, reset=None, light=None):
    """A panel on a bus; without a pin for `select` it is always selected, without `reset` never reset."""
    pins = machine.pins
    display = Panel(glass, lambda: machine.now)
    bus.devices.append(display)
    pins.listen(data, display.data)
    if select is None:
        display.select(True)
    else:
        pins.pulled[select] = True
        pins.listen(select, lambda level: display.select(not level))
    if reset is not None:
        pins.pulled[reset] = display.awaits_reset = True
        pins.listen(reset, display.reset)
    if light is not None:

        def lit(level):
            faults = list(display.faults()) if level else []
            if faults:
                raise Fault(f"the light goes on, and {faults[0]}")

        pins.listen(light, lit)
    return display


def pico2(path):
    """A Pico 2 on Pimoroni's Pico Display Pack 2.0."""
    machine = Rp2350(path)
    for button in ("GP12", "GP13"):
        machine.pins.pulled[button] = True
    glass = Glass(inverted=True, turned=True)
    return Board(machine, panel(machine, machine.spi[0], glass, "GP17", "GP16", light="GP20"))


def stm32f429_disc1(path):
    """An STM32F429I-DISC1 and the panel on it, which the board resets together with the chip."""
    machine = Stm32f429(path, crystal=8_000_000)
    glass = Glass(bgr=True, mirrored=True, fastest=ILI9341)
    return Board(machine, panel(machine, machine.spi5, glass, "PC2", "PD13"))


def microbit_v2(path):
    """A BBC micro:bit v2 with its 25 LEDs."""
    machine = Nrf52833(path)
    for button in ("P0.14", "P0.23"):
        machine.pins.pulled[button] = True
    rows = ["P0.21", "P0.22", "P0.15", "P0.24", "P0.19"]
    columns = ["P0.28", "P0.11", "P0.31", "P1.05", "P0.30"]
    return Board(machine, Leds(machine.pins, rows, columns, lambda: machine.now))


def microbit_v2_set(path):
    """One whose settings somebody has written already, and not as the firmware would."""
    board = microbit_v2(path)
    board.machine.settings.words[RESET_PIN] = 0
    return board


def esp32_c3(path, select="GPIO10"):
    """An ESP32-C3 and an ST7789 of 240 × 240 pixels."""
    machine = Esp32c3(path)
    machine.pins.pulled["GPIO9"] = True  # the button
    glass = Glass(inverted=True, rows=240)
    return Board(machine, panel(machine, machine.spi2, glass, select, "GPIO4", reset="GPIO5"))


def esp32_c3_unselected(path):
    """The same with a module that has no chip select."""
    return esp32_c3(path, select=None)


def nucleo_h743zi(path):
    """A NUCLEO-H743ZI with an ILI9341."""
    machine = Stm32h743(path)
    glass = Glass(bgr=True, mirrored=True, turned=True, fastest=ILI9341)
    return Board(machine, panel(machine, machine.spi1, glass, "PD14", "PD15", reset="PE9"))


BOARDS = {
    "esp32-c3": esp32_c3,
    "esp32-c3-unselected": esp32_c3_unselected,
    "microbit-v2": microbit_v2,
    "microbit-v2-set": microbit_v2_set,
    "nucleo-h743zi": nucleo_h743zi,
    "pico2": pico2,
    "stm32f429-disc1": stm32f429_disc1,
}

"""The boards: chips with what is wired to them."""
from machine.fault import Fault
from machine.panel import Glass, Panel
from machine.rp2350 import Rp2350


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
        pins.pulled[reset] = True
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


BOARDS = {"pico2": pico2}

"""A matrix of LEDs that is scanned row by row."""

from machine.fault import Fault

PIXELS = 32  # of the picture, for an LED
STEPS = 63  # that brightness is told apart in


class Leds:
    """LEDs that are lit while their row is high and their column low. `now()` is the time."""

    SAMPLES = 1  # of a pixel of its picture

    def __init__(self, pins, rows, columns, now):
        self.rows, self.columns, self.now = rows, columns, now
        self.levels = {pin: pins.level(pin) for pin in rows + columns}
        self.since, self.began = 0, None
        self.lit, self.frame, self.shown = {}, None, {}  # shown: how long, of the last frame that is whole
        for pin in self.levels:
            pins.listen(pin, lambda level, pin=pin: self._change(pin, level))

    def _change(self, pin, level):
        passed, self.since = self.now() - self.since, self.now()
        for row in self.rows:
            if self.levels[row]:
                for column in self.columns:
                    if not self.levels[column]:
                        self.lit[row, column] = self.lit.get((row, column), 0) + passed
        self.levels[pin] = level
        if sum(self.levels[row] for row in self.rows) > 1:
            raise Fault(f"{pin} is lit together with another row")
        if level and pin == self.rows[0]:
            if self.began is not None:
                self.frame, self.shown = self.now() - self.began, self.lit
            self.lit, self.began = {}, self.now()

    def duty(self, row, column):
        """The part of its row's share of a frame that an LED is lit, in STEPS."""
        lit = self.shown.get((self.rows[row], self.columns[column]), 0)
        return (2 * lit * len(self.rows) * STEPS // self.frame + 1) // 2

    def faults(self):
        """Why a person would not see a picture, in words."""
        if self.frame is None:
            yield "the LEDs are not scanned"

    def picture(self):
        """Rows of grey levels as the eye sees them: as the duty's root, more or less."""

        def level(row, column):
            return round((self.duty(row, column) / STEPS) ** 0.5 * 255)

        places = range(len(self.columns))
        lines = ([level(row, column) for column in places for _ in range(PIXELS)] for row in range(len(self.rows)))
        return [line for line in lines for _ in range(PIXELS)]

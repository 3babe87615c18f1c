"""Memory, registers and time: what the machines of all chips share."""

import bisect

import elf
from machine.fault import Fault
from unicorn import UC_HOOK_CODE, UC_HOOK_MEM_INVALID, UC_MEM_WRITE_PROT, UC_PROT_EXEC, UC_PROT_READ, UcError

SECOND = 10**15  # time is counted in femtoseconds
# the program runs in slices of this number of instructions, interrupts come between them
SLICE = 2000
# while they have to wait, in short ones, since they come soon after the end of a critical section; not for ever
SHORT, CRITICAL = 20, 500
# it waits if it reads a clock so often in one slice, or if it says so by `yield`, `wfe` or `wfi`: then so
# much time passes at once
CLOCK_READS = 16
LEAP = SECOND // 1000
POLLS = 5000  # reads of a word that nothing computes, one after the other
UNTOUCHED = b"\xa5"  # RAM before a program writes to it
BLOCK = 0x400  # the grain of peripherals


def span(ticks, hertz):
    """The time that ticks take at a frequency, rounded up."""
    return -(-ticks * SECOND // hertz)


class Machine:
    """A core, its memory and its peripherals. A subclass knows the core: `run_slice`, `start`, `pc`, `stack`,
    and by RETURN and ARGUMENTS how its functions return and which registers they take words in."""

    plain_log = False  # text instead of defmt

    def __init__(self, uc, path, hertz):
        self.uc, self.path = uc, path
        self.hertz = hertz  # of the core, an instruction each
        self.now, self.clock_reads = 0, 0
        self.blocks, self.models = {}, {}  # peripherals, and what computes a word of theirs
        self.polled, self.polls = None, 0
        self.sections = 0  # slices since interrupts have to wait
        self.timers, self.ports, self.programmable = [], [], []
        self.powered, self.fault, self.awaited = False, None, None
        self.symbols = elf.addresses(path)
        self.places = sorted((at & ~1, name) for name, at in self.symbols.items() if name and name[0] not in "$.")
        uc.hook_add(UC_HOOK_MEM_INVALID, self._invalid)

    # memory

    def ram(self, base, size):
        """RAM, which holds anything when power comes."""
        self.uc.mem_map(base, size)
        self.uc.mem_write(base, UNTOUCHED * size)

    def rom(self, base, size, erased=b"\xff", program=None):
        """Memory that the program cannot write, such as flash; or only as `program(address, content)` does it,
        for a chip whose flash takes words that are stored there."""
        self.uc.mem_map(base, size, UC_PROT_READ | UC_PROT_EXEC)
        self.uc.mem_write(base, erased * size)
        if program:
            self.programmable.append((base, base + size, program))

    def functions(self, base, size, names, functions):
        """A ROM of functions in Python, which take and give words. `names` says what is at each address: what
        has no function there must not be called."""
        self.rom(base, size, b"\0")
        self.uc.mem_write(base, self.RETURN * (size // 2))

        def call(uc, address, _size, _data):
            name = names.get(address, f"function at {address:#x}")
            if name not in functions:
                self.stop(Fault(f"nothing models the ROM's {name}"))
                return
            given = functions[name](*map(uc.reg_read, self.ARGUMENTS))
            for register, word in zip(self.ARGUMENTS, given if isinstance(given, tuple) else (given,)):
                if word is not None:
                    uc.reg_write(register, word & 0xFFFFFFFF)

        self.uc.hook_add(UC_HOOK_CODE, call, begin=base, end=base + size - 1)

    def load(self, address=lambda segment: segment.physical):
        """Writes the firmware to where it is flashed."""
        for segment in elf.segments(self.path):
            if segment.content:
                self.uc.mem_write(address(segment), segment.content)

    def peripherals(self, base, size):
        """A range whose addresses are peripherals'."""
        self.uc.mmio_map(base, size, self._read, base, self._write, base)

    def add(self, block):
        """Puts a peripheral at its place."""
        self.models |= block.models
        block.models = self.models
        for at in range(block.base, block.base + block.size, BLOCK):
            self.blocks[at // BLOCK] = block
        return block

    def _block(self, address):
        block = self.blocks.get(address // BLOCK)
        if block is None:
            raise Fault(f"nothing models {address:#010x}")
        return block

    def _read(self, _uc, offset, size, base):
        address = base + offset
        model = self.models.get(address)
        self.polled = None if model else self.polled
        try:
            if model:  # nothing is called as often as this
                return model() & (1 << 8 * size) - 1
            return self._read_word(address, size)
        except Fault as fault:  # unicorn wants an answer
            self.stop(fault)
            return 0

    def stop(self, fault):
        """Ends the run from within a part that unicorn calls."""
        self.fault = fault
        self.uc.emu_stop()

    def _read_word(self, address, size):
        block = self._block(address)
        value = block.read(address - block.base, size)
        if address & ~3 not in self.models:
            self.polls = self.polls + 1 if self.polled == (address, value) else 0
            self.polled = address, value
            if self.polls > POLLS:
                place = f"{block.name}+{address - block.base:#x}"
                raise Fault(f"{place} is polled and stays {value:#x}: nothing models it")
        return value

    def _write(self, _uc, offset, size, value, base):
        self.polled = None
        address = base + offset
        block = self._block(address)
        block.write(address - block.base, size, value)

    def _invalid(self, _uc, access, address, size, value, _data):
        try:
            if access != UC_MEM_WRITE_PROT:
                raise Fault(f"no memory for {size} bytes at {address:#010x}")
            self._store(address, (value & (1 << 8 * size) - 1).to_bytes(size, "little"))
        except Fault as fault:
            self.fault = fault
        return not self.fault

    def _store(self, address, content):
        for base, end, program in self.programmable:
            if base <= address < end:
                program(address, content)
                return
        raise Fault(f"{len(content)} bytes at {address:#010x} cannot be written")

    # time

    def clock(self, hertz):
        """Ticks of a clock that the program reads. Reading it often means waiting."""
        self.clock_reads += 1
        return self.now * hertz // SECOND

    def elapse(self, until, waits=False):
        """Lets timers run until then, and interrupts come; whether a handler has begun, at which a program that
        waits goes on."""
        begun = False
        while (due := self.next_due()) <= until:
            self.now = max(self.now, due)
            for timer in self.timers:
                if timer.due is not None and timer.due <= self.now:
                    timer.fire()
            begun = self.interrupt() or begun
            if begun and waits:
                return True
        self.now = max(self.now, until)
        return self.interrupt() or begun

    def next_due(self):
        """When the next timer falls due, or never."""
        return min((timer.due for timer in self.timers if timer.due is not None), default=float("inf"))

    def interrupt(self):
        """Handles interrupts that are due: runs their handlers, or begins one and says so."""

    def masked(self):
        """Whether interrupts have to wait."""
        return False

    def wait_until(self, due):
        """The program asks for what is ready then, and is not run through its waiting."""
        self.awaited = due
        self.uc.emu_stop()

    # the run

    def step(self):
        """A slice of the program, and what falls due meanwhile."""
        if not self.powered:
            self.start()
            self.powered = True
        self.clock_reads = 0
        due = min(self.next_due(), self.now + SECOND)
        count = max(1, min(self.slice(), (due - self.now) * self.hertz // SECOND + 1))
        try:
            waits = self.run_slice(count)
            if self.fault:
                raise self.fault
        except (Fault, UcError) as error:
            raise Fault(f"{self.fault or error}, at {self.pc():#010x} in {self.where(self.pc())}") from error
        begun = self.elapse(self.now + span(count, self.hertz))
        if (waits or self.clock_reads > CLOCK_READS) and not begun and not self.masked():
            self.elapse(self.now + LEAP, waits=True)
        elif self.awaited is not None and not begun:
            self.elapse(max(self.awaited, self.now), waits=True)
        self.awaited = None

    def slice(self):
        """How many instructions to run before interrupts may come."""
        self.sections = self.sections + 1 if self.masked() else 0
        return SHORT if 0 < self.sections < CRITICAL else SLICE

    def stack_used(self):
        """Bytes of the stack down to the lowest that was ever written."""
        bottom, top = self.stack()
        content = bytes(self.uc.mem_read(bottom, top - bottom))
        return len(content.lstrip(UNTOUCHED))

    def where(self, address):
        """The function there."""
        at = bisect.bisect_right(self.places, (address, "\x7f")) - 1
        return self.places[at][1] if at >= 0 else "?"

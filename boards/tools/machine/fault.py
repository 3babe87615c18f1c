"""What ends a run."""


class Fault(Exception):
    """The firmware did what its chip or its board would not bear, or what is not modelled."""

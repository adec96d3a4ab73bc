"""What a goal is, what measuring it yields, and the line that is printed for it."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from tests.benchmarks.processes import Stage
from tests.benchmarks.ratios import Ratios


class Bound(Struct, frozen=True):
    """`must` decides; `aim` is what the design wants. `unit` is "" for ratios."""

    must: float
    aim: float | None = None
    unit: str = ""


class Part(Struct, frozen=True):
    """One figure of a goal: what it is of, its value, its bound, and how noisy it was."""

    of: str
    figure: float
    bound: Bound
    noise: str = ""

    @property
    def is_met(self) -> bool:
        """Whether it keeps to its must."""
        return self.figure <= self.bound.must


def part(of: str, measured: Ratios, bound: Bound) -> Part:
    """A figure that is a ratio of pairs."""
    return Part(of, measured.median, bound, measured.noise)


class Outcome(Struct, frozen=True, kw_only=True):
    """What measuring a goal gave; `skipped` says why it gave nothing, `notes` are figures that nothing depends on."""

    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    skipped: str = ""

    @property
    def verdict(self) -> str:
        """`ok`, `short` or `skipped: why`."""
        if self.skipped:
            return f"skipped: {self.skipped}"
        return "ok" if self.parts and all(each.is_met for each in self.parts) else "short"


class Run(Struct, frozen=True, kw_only=True):
    """How this run measures. `peers` is the folder of the peers, None without them."""

    stage: Stage
    data: Path
    quick: bool = False
    long: bool = False
    peers: Path | None = None

    def times(self, usual: int) -> int:
        """How many pairs."""
        return max(2, usual // 3) if self.quick else usual


class Goal(Struct, frozen=True):
    """A line of the table."""

    id: str
    what: str
    bounds: tuple[Bound, ...]
    measure: Callable[[Run], Outcome]


NEEDS_PEERS = "needs --peers"


def line(goal: Goal, outcome: Outcome) -> str:
    """The line: id, figure, must, aim, verdict, and behind a bar what was measured and how noisy it was."""
    bounds = list(dict.fromkeys(each.bound for each in outcome.parts)) or list(goal.bounds)
    figures = " ".join(f"{each.figure:.2f}{each.bound.unit}" for each in outcome.parts) or "-"
    musts = " ".join(f"{each.must:g}{each.unit}" for each in bounds)
    aims = " ".join("-" if each.aim is None else f"{each.aim:g}{each.unit}" for each in bounds)
    noise = "; ".join(f"{each.of} {each.noise}".strip() for each in outcome.parts)
    told = f"{goal.what} ({noise})" if noise else goal.what
    return f"{goal.id:<4} {figures:<24} must {musts:<12} aim {aims:<10} {outcome.verdict:<24} | {told}"

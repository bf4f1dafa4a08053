"""Pictures of an evaluation; they need matplotlib."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from govner.evaluation.calibration import Calibration
from govner.schema import GovnerError


def draw_reliability(path: str | Path, curves: Mapping[str, Calibration]) -> None:
    """Write a PNG: by bins of the score, which share of the spans is right, and below how many spans there are.

    Each of the named calibrations is a line; on the diagonal scores can be taken at their word.

    Raises:
        GovnerError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ImportError:
        raise GovnerError("pictures need matplotlib; install it with: pip install matplotlib") from None
    figure = Figure(figsize=(4.6, 5.2), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    upper.plot((0, 1), (0, 1), color="gray", linestyle=":", linewidth=1)
    for at, (name, curve) in enumerate(curves.items()):
        label = name if curve.error is None else f"{name} (ECE {curve.error:.3f})"
        scores = [bin.mean_score for bin in curve.bins]
        (line,) = upper.plot(scores, [bin.share_right for bin in curve.bins], marker="o", markersize=4, label=label)
        width = 0.8 / len(curves)
        places = [bin.low + (bin.high - bin.low) * (0.1 + width * (at + 0.5)) for bin in curve.bins]
        widths = [(bin.high - bin.low) * width for bin in curve.bins]
        lower.bar(places, [bin.count for bin in curve.bins], widths, color=line.get_color())
    upper.set(ylabel="share of right spans", xlim=(0, 1), ylim=(0, 1))
    upper.legend(frameon=False, fontsize="small", loc="upper left")
    lower.set(xlabel="score", ylabel="spans")
    lower.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=3))
    for panel in (upper, lower):
        panel.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)

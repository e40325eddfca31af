"""Pictures without a window: one figure with a Chinese typeface where the machine has one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dianxiaoer.engines.optimise.problems import require

_TYPEFACES = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "PingFang SC")


def new_figure(width: float, height: float, columns: int = 1) -> tuple[Any, Any]:
    """A figure and its axes (an array when columns > 1). Raises SolverMissing when matplotlib is absent."""
    require("matplotlib")
    from matplotlib import font_manager, rcParams
    from matplotlib.figure import Figure

    present = {font.name for font in font_manager.fontManager.ttflist}
    rcParams["font.sans-serif"] = [name for name in _TYPEFACES if name in present] + ["DejaVu Sans"]
    rcParams["axes.unicode_minus"] = False
    rcParams["svg.hashsalt"] = "dianxiaoer"  # the same plan gives the same file
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(1, columns)


def save_figure(figure: Any, path: Path) -> None:
    """Write PNG or SVG by the path's ending."""
    figure.savefig(path, dpi=130, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)

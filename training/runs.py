"""What every training run shares: its folder, the record of what it used, resuming, precision, logs.

A run writes `OUT/started.json` when it begins. The same call goes on after a kill; a call that would learn from other
files or in another way is refused, for its checkpoints would be those of neither.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from govner.schema import GovnerError

STARTED = "started.json"
RECORD = "run.json"
LOGS = "tensorboard"
MAY_GROW = ("epochs", "steps", "patience")
"""What a call that goes on may say otherwise."""


@dataclass(frozen=True)
class Run:
    """A run: its folder, and what it was told to do."""

    out: Path
    plan: dict[str, Any]

    def write(self, directory: Path, **got: Any) -> None:
        """Write `run.json`: the plan, the machine, and what the run got."""
        write_json(directory / RECORD, {**self.plan, "machine": machine(), "versions": versions(), **got})


def begin(out: Path, encoder: str, files: Mapping[str, Sequence[Path]], recipe: Any, *, resume: bool) -> Run:
    """Open the folder of a run, whether it is new or goes on.

    Args:
        out: the folder.
        encoder: the folder or hub name of the encoder.
        files: what the run reads, by purpose.
        recipe: a dataclass of its hyper-parameters.
        resume: go on from what is there; else it is cleared.

    Raises:
        GovnerError: what is there is of a run that reads other files or has another recipe.
    """
    run = Run(out, {"encoder": Path(encoder).name, "files": hashes(files), "recipe": asdict(recipe)})
    started = out / STARTED
    left = [*out.glob("checkpoint-*"), *out.glob("checkpoint.*")]
    if resume and started.exists():
        _check_same(started, run.plan)
    elif resume and left:
        raise GovnerError(f"{out}: there are checkpoints and no {STARTED}; give another --out, or --no-resume")
    else:
        for path in (*left, out / LOGS):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    write_json(started, run.plan)
    return run


def _check_same(started: Path, plan: Mapping[str, Any]) -> None:
    # Both as JSON has them, which knows no tuples.
    before, now = (_flat(json.loads(text)) for text in (started.read_text(encoding="utf-8"), json.dumps(plan)))
    for name in sorted(before.keys() | now.keys()):
        if name not in MAY_GROW and before.get(name) != now.get(name):
            raise GovnerError(
                f"{started.parent}: the run there has {name} {before.get(name)}, not {now.get(name)}; "
                "give another --out, or --no-resume to begin anew"
            )


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    return {"encoder": record["encoder"], **record["files"], **record["recipe"]}


def hashes(files: Mapping[str, Sequence[Path]]) -> dict[str, list[dict[str, str]]]:
    """By purpose the names of files, without their folders, each with the SHA-256 of its content."""
    return {
        purpose: [{"name": path.name, "sha256": _sha256(path)} for path in paths] for purpose, paths in files.items()
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def machine() -> dict[str, Any]:
    """The device that the run is on, and its threads."""
    name = torch.cuda.get_device_name() if torch.cuda.is_available() else platform.machine()
    return {"device": device(), "name": name, "threads": torch.get_num_threads()}


def versions() -> dict[str, str]:
    """The versions of Python and of the packages that a run depends on."""
    packages = ("govner", "torch", "transformers", "tokenizers", "numpy")
    return {"python": platform.python_version(), **{name: version(name) for name in packages}}


def device() -> str:
    """Where the network runs."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def bf16_is_quick() -> bool:
    """Whether the GPU, or else the processor, multiplies in bfloat16 itself."""
    if torch.cuda.is_available():
        return torch.cuda.is_bf16_supported(including_emulation=False)
    # Older versions of PyTorch do not tell.
    capabilities: Mapping[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    return any(has for name, has in capabilities.items() if name.endswith("bf16"))


def epochs_since_best(scores: Sequence[float]) -> int:
    """How many epochs have brought no better score than the best; 0 before the first."""
    return len(scores) - 1 - scores.index(max(scores)) if scores else 0


def write_json(path: Path, record: Any) -> None:
    """Write a JSON file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    part.replace(path)

"""What runs the network: ONNX Runtime by default, PyTorch where it is installed.

Both take ids and give, for each piece, the logits of the tags and behind them the *state*: what a second head of the
network, where it has one, tells the linker.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from govner.schema import GovnerError

HEAD_FILE = "linking.safetensors"
"""The second head of a PyTorch model, beside its weights."""

_SLOWER = ["SkipLayerNormFusion"]
"""Rewritings of ONNX Runtime that slow a network down: the sum and the norm it joins take a third of the time apart."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Runtime(Protocol):
    """A loaded network."""

    def outputs(self, windows: Sequence[Ints]) -> Iterable[Floats]:
        """Logits and states (pieces, tags + state) of each window, a row of ids (pieces,) with its special tokens.

        The work may go on in the background; who iterates waits for what is not yet done.
        """
        ...


class OnnxRuntime:
    """A network in ONNX, on ONNX Runtime.

    Windows run side by side on threads but each by itself: in a batch the int8 scales of a window would depend on
    its neighbours, and a report would be read differently in other company. A thread a window keeps every core busy
    where more threads in one window would wait for each other.
    """

    def __init__(self, path: Path, threads: int | None = None):
        """Take the path of a model file; `threads` None is one a core."""
        self._path = path
        self._threads = threads or os.cpu_count() or 1
        self._session: Any = None
        self._inputs: frozenset[str] = frozenset()
        self._pool: ThreadPoolExecutor | None = None
        self._owner = 0

    def outputs(self, windows: Sequence[Ints]) -> Iterator[Floats]:
        """Logits and states of each window, as `Runtime` says; all windows start at once, in the background."""
        # The threads of a session and of a pool do not survive a fork: a forked process opens its own.
        if self._pool is None or self._owner != os.getpid():
            self._session, self._owner = self._open(), os.getpid()
            self._inputs = frozenset(put.name for put in self._session.get_inputs())
            self._pool = ThreadPoolExecutor(self._threads)
        return self._pool.map(self._run, windows)

    def _run(self, ids: Ints) -> Floats:
        row = ids[None]
        # A window alone has no padding: a network that was exported for that asks for no mask.
        inputs = {"input_ids": row, "attention_mask": np.ones_like(row)}
        try:
            (result,) = self._session.run(None, {name: inputs[name] for name in self._inputs})
            outputs: Floats = result[0]
        except Exception as error:  # an input of another name, a piece beyond the vocabulary of the network, ...
            raise GovnerError(f"{self._path}: does not fit its tokenizer or this program ({error!r})") from None
        return outputs

    def _open(self) -> Any:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return ort.InferenceSession(
                str(self._path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
        except Exception as error:  # the library raises classes of its own that share no public base
            raise GovnerError(f"{self._path}: not an ONNX model that can be run ({error})") from None


class TorchRuntime:
    """An `AutoModelForTokenClassification` checkpoint, on PyTorch; needs `pip install govner[torch]`.

    Only safetensors are read and no code of the checkpoint runs.
    """

    def __init__(self, directory: Path, threads: int | None = None):
        """Load a checkpoint, onto a GPU where there is one.

        Raises:
            GovnerError: PyTorch is not installed, or the folder holds no token classifier.
        """
        try:
            import torch
            from transformers import AutoModelForTokenClassification
        except ImportError:
            raise GovnerError("this model runs on PyTorch; install it with: pip install 'govner[torch]'") from None
        if threads:
            torch.set_num_threads(threads)
        self._torch = torch
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            model, loading = AutoModelForTokenClassification.from_pretrained(
                directory, trust_remote_code=False, use_safetensors=True, dtype=torch.float32, output_loading_info=True
            )
        except Exception as error:  # what the library raises on a broken folder is beyond listing
            raise GovnerError(f"{directory}: not a token classifier that can be loaded ({error})") from None
        # The library would fill them with random numbers and say so in passing.
        if missing := sorted(loading["missing_keys"]):
            raise GovnerError(
                f"{directory}: not a token classifier that can be loaded (it lacks {len(missing)} weights, such as "
                f"{missing[0]}); fine-tune it first with training/train_tagger.py"
            )
        self._model = model.to(self._device).eval()
        self._head = self._load_head(directory / HEAD_FILE)

    def outputs(self, windows: Sequence[Ints]) -> list[Floats]:
        """Logits and states (pieces, tags + state) of each window, a row of ids (pieces,) with its special tokens."""
        torch = self._torch
        rows = [torch.from_numpy(ids) for ids in windows]
        ids = torch.nn.utils.rnn.pad_sequence(
            rows, batch_first=True, padding_value=self._model.config.pad_token_id or 0
        )
        lengths = torch.tensor([len(row) for row in rows])
        mask = (torch.arange(ids.shape[1])[None] < lengths[:, None]).long()
        with torch.inference_mode():
            result = self._model(
                input_ids=ids.to(self._device),
                attention_mask=mask.to(self._device),
                output_hidden_states=self._head is not None,
            )
            outputs = result.logits
            if self._head is not None:
                outputs = torch.cat([outputs, self._head(result.hidden_states[-1])], dim=-1)
        return [row[: len(window)] for row, window in zip(outputs.float().cpu().numpy(), windows, strict=True)]

    def _load_head(self, path: Path) -> Any:
        if not path.exists():
            return None
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        try:
            weights = load_file(path)
            rows, columns = weights["weight"].shape
            head = self._torch.nn.Linear(columns, rows)
            head.load_state_dict(weights)
        except (SafetensorError, OSError, KeyError, ValueError, RuntimeError) as error:
            raise GovnerError(f"{path}: not the weights of a second head ({error})") from None
        return head.to(self._device).eval()

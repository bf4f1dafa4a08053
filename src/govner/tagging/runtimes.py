"""What runs the network: ONNX Runtime by default, PyTorch where it is installed.

Both take ids and give, for each piece, the logits of the tags, behind them the *state*, what a second head of the
network tells the linker, and behind that the *pointer*, what a third tells of indicators, where it has these heads.
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
POINTER_FILE = "pointer.safetensors"
"""The second and the third head of a PyTorch model, beside its weights."""

_SLOWER = ["SkipLayerNormFusion"]
"""Rewritings of ONNX Runtime that slow a network down: the sum and the norm it joins take a third of the time apart."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Runtime(Protocol):
    """A loaded network."""

    def outputs(self, windows: Sequence[Ints]) -> Iterable[Floats]:
        """What the heads say (pieces, tags + state + pointer) of each window, a row of ids with its special tokens.

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
        """What the heads say of each window, as `Runtime` says; all windows start at once, in the background."""
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

    def __init__(self, directory: Path, threads: int | None = None, pointer_layer: int | None = None):
        """Load a checkpoint, onto a GPU where there is one; `pointer_layer` is the layer that its pointer reads.

        Raises:
            GovnerError: PyTorch is not installed, or the folder holds no token classifier, or no pointer that fits.
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
        self._heads = self._load_heads(directory, pointer_layer)

    def outputs(self, windows: Sequence[Ints]) -> list[Floats]:
        """What the heads say of each window, as `Runtime` says."""
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
                output_hidden_states=bool(self._heads),
            )
            outputs = result.logits
            outputs = torch.cat([outputs, *(head(result.hidden_states[layer]) for layer, head in self._heads)], dim=-1)
        return [row[: len(window)] for row, window in zip(outputs.float().cpu().numpy(), windows, strict=True)]

    def _load_heads(self, directory: Path, pointer_layer: int | None) -> list[tuple[int, Any]]:
        """The heads behind that of the tags, each with the layer of the encoder that it reads."""
        found = [(-1, self._load_head(directory / HEAD_FILE))] if (directory / HEAD_FILE).exists() else []
        if pointer_layer is not None:
            path, layers = directory / POINTER_FILE, self._model.config.num_hidden_layers
            if not 0 <= pointer_layer <= layers:
                raise GovnerError(f"{directory}: has no layer {pointer_layer} for a pointer to read, only {layers}")
            found.append((pointer_layer, self._load_head(path)))
        return found

    def _load_head(self, path: Path) -> Any:
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        try:
            weights = load_file(path)
            rows, columns = weights["weight"].shape
            head = self._torch.nn.Linear(columns, rows)
            head.load_state_dict(weights)
        except (SafetensorError, OSError, KeyError, ValueError, RuntimeError) as error:
            raise GovnerError(f"{path}: not the weights of a head of the network ({error})") from None
        return head.to(self._device).eval()

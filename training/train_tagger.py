"""Fine-tune an encoder into a tagger: `python training/train_tagger.py --help`.

It writes a model folder that `govner --model FOLDER` and `govner.load("FOLDER")` run on PyTorch, and that
`training/export_model.py` turns into the ONNX form. The folder's `run.json` says what the run used and what it got.
"""

from __future__ import annotations

import json
import platform
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import datasets
import numpy as np
import torch
import transformers
import typer
from data import IGNORED, LabelledText, examples, label
from huggingface_hub import hf_hub_download
from huggingface_hub.errors import EntryNotFoundError
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2
from tokenizers import Tokenizer
from transformers import (
    AutoModelForTokenClassification,
    DataCollatorForTokenClassification,
    PhobertTokenizer,
    PreTrainedTokenizerFast,
    Trainer,
    TrainingArguments,
)

from govner.schema import LABELS, Report, read_jsonl
from govner.tagging.encoders import TOKENIZER
from govner.tagging.encoding import Encoder, TextEncoder, isolate_syllables
from govner.tagging.labels import bio_labels
from govner.tagging.models import Settings
from govner.tagging.phobert import CODES, VOCABULARY, FastPhobertTokenizer, PhobertEncoder
from govner.tagging.segmentation import load_segmenter
from govner.text.normalize import ToneStyle

TAGS = bio_labels(LABELS)


@dataclass(frozen=True)
class Recipe:
    """The hyper-parameters of a run."""

    epochs: float
    learning_rate: float
    batch_size: int
    warmup: float
    weight_decay: float
    label_smoothing: float
    seed: int
    bf16: bool


@dataclass(frozen=True)
class Reader:
    """How an encoder reads text: what the tagger uses, the settings for it, and the tokenizer that is saved."""

    encoder: Encoder
    settings: Settings
    tokenizer: Tokenizer | PhobertTokenizer

    @property
    def padding(self) -> PreTrainedTokenizerFast | PhobertTokenizer:
        """The tokenizer as transformers knows it, which pads a batch of windows."""
        if isinstance(self.tokenizer, PhobertTokenizer):
            return self.tokenizer
        return PreTrainedTokenizerFast(
            tokenizer_object=self.tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>"
        )


def main(
    train: Annotated[list[Path], typer.Option(help="Gold reports to learn from (JSONL); may be given again.")],
    dev: Annotated[Path, typer.Option(help="Gold reports that choose the best epoch (JSONL).")],
    out: Annotated[Path, typer.Option(help="Folder of the run: checkpoints, and the model in OUT/model.")],
    encoder: Annotated[str, typer.Option(help="Folder or hub name of the encoder.")],
    epochs: float = 8,
    learning_rate: float = 1.5e-4,
    batch_size: int = 8,
    warmup: Annotated[float, typer.Option(help="Share of the steps in which the learning rate rises.")] = 0.1,
    weight_decay: float = 0.01,
    label_smoothing: float = 0.0,
    seed: int = 1,
    segmenter: Annotated[
        str, typer.Option(help="What joins syllables to words for PhoBERT: underthesea, pyvi or none.")
    ] = "underthesea",
    bf16: Annotated[bool, typer.Option(help="Mixed precision; set --no-bf16 on processors without it.")] = True,
    resume: Annotated[bool, typer.Option(help="Go on from the last checkpoint in OUT.")] = False,
) -> None:
    """Fine-tune ENCODER on TRAIN, keep the epoch that is best on DEV."""
    recipe = Recipe(epochs, learning_rate, batch_size, warmup, weight_decay, label_smoothing, seed, bf16)
    transformers.set_seed(seed)
    reader = load_reader(encoder, segmenter)
    pieces, settings = reader.encoder, reader.settings
    gold = {"train": [r for path in train for r in read_jsonl(path)], "dev": list(read_jsonl(dev))}
    labelled = {name: [label(r, pieces, TAGS, settings) for r in reports] for name, reports in gold.items()}
    for name, texts in labelled.items():
        typer.echo(describe(name, gold[name], texts))
    rows = {
        "train": datasets.Dataset.from_list(
            list(examples(labelled["train"], pieces, settings.window, settings.overlap))
        ),
        "dev": datasets.Dataset.from_list(list(examples(labelled["dev"], pieces, settings.window, settings.overlap))),
    }
    model = AutoModelForTokenClassification.from_pretrained(
        encoder,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: at for at, tag in enumerate(TAGS)},
        dtype=torch.float32,
        attn_implementation="eager",
        # Drawing the random numbers of this dropout takes half the time of a step on a CPU..
        attention_probs_dropout_prob=0.0,
    )
    trainer = Trainer(
        model=model,
        args=training_arguments(out, recipe),
        train_dataset=rows["train"],
        eval_dataset=rows["dev"],
        data_collator=DataCollatorForTokenClassification(reader.padding),
        compute_metrics=strict_scores,
    )
    began = time.monotonic()
    trainer.train(resume_from_checkpoint=resume and any(out.glob("checkpoint-*")))
    save(trainer.model, reader.tokenizer, settings, out / "model")
    record = {
        "encoder": Path(encoder).name,
        "train": [path.name for path in train],
        "dev": dev.name,
        "reports": {name: len(reports) for name, reports in gold.items()},
        "recipe": asdict(recipe),
        "minutes": round((time.monotonic() - began) / 60, 1),
        "best_dev_f1": trainer.state.best_metric,
        "history": [entry for entry in trainer.state.log_history if "eval_f1" in entry],
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "transformers": transformers.__version__,
        },
    }
    (out / "model" / "run.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    typer.echo(f"best strict F1 on dev windows: {trainer.state.best_metric:.4f}; model in {out / 'model'}")


def load_reader(encoder: str, segmenter: str) -> Reader:
    """How an encoder, folder or hub name, reads text; `segmenter` is asked for by PhoBERT alone.

    Raises:
        GovnerError: the segmenter is not installed, or there is none of this name.
    """
    if not is_phobert(encoder):
        tokenizer = load_tokenizer(encoder)
        return Reader(TextEncoder(tokenizer), Settings(), tokenizer)
    vocabulary, codes = (encoder_file(encoder, name) for name in (VOCABULARY, CODES))
    words = load_segmenter(segmenter)
    return Reader(
        PhobertEncoder(FastPhobertTokenizer.load(vocabulary.parent), words),
        Settings(ToneStyle.SECOND, segmenter=words.name, segmenter_version=words.version),
        PhobertTokenizer(str(vocabulary), str(codes)),
    )


def is_phobert(encoder: str) -> bool:
    """Whether an encoder has the merges of PhoBERT beside its vocabulary."""
    try:
        return encoder_file(encoder, CODES).is_file()
    except EntryNotFoundError:
        return False


def encoder_file(encoder: str, name: str) -> Path:
    """A file of an encoder's folder, or of the hub where there is no such folder."""
    folder = Path(encoder)
    return folder / name if folder.is_dir() else Path(hf_hub_download(encoder, name))


def load_tokenizer(encoder: str) -> Tokenizer:
    """The fast tokenizer of an encoder, folder or hub name, with pieces that end where syllables end."""
    tokenizer = Tokenizer.from_file(str(encoder_file(encoder, TOKENIZER)))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    isolate_syllables(tokenizer)
    return tokenizer


def describe(name: str, reports: list[Report], texts: list[LabelledText]) -> str:
    """One line on a data set, with the spans that syllable tags cannot express to the letter."""
    spans = sum(len(report.spans) for report in reports)
    lost = sum(len(text.lost) for text in texts)
    syllables = sum(len(text.tags) for text in texts)
    return f"{name}: {len(reports)} reports, {syllables} syllables, {spans} spans, {lost} of them not expressible"


def training_arguments(out: Path, recipe: Recipe) -> TrainingArguments:
    """The recipe in the words of the HF Trainer."""
    return TrainingArguments(
        output_dir=str(out),
        num_train_epochs=recipe.epochs,
        learning_rate=recipe.learning_rate,
        per_device_train_batch_size=recipe.batch_size,
        per_device_eval_batch_size=16,
        warmup_steps=recipe.warmup,
        weight_decay=recipe.weight_decay,
        label_smoothing_factor=recipe.label_smoothing,
        lr_scheduler_type="linear",
        optim="adamw_torch_fused",
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        logging_steps=20,
        report_to=[],
        seed=recipe.seed,
        bf16=recipe.bf16,
        use_cpu=not torch.cuda.is_available(),
        dataloader_num_workers=0,
    )


def strict_scores(prediction: Any) -> dict[str, float]:
    """Strict span scores (seqeval, IOB2) over the windows, micro and F1 a label."""
    rows = [labels != IGNORED for labels in prediction.label_ids]
    guessed = prediction.predictions.argmax(axis=2)
    gold = [[TAGS[i] for i in labels[row]] for labels, row in zip(prediction.label_ids, rows, strict=True)]
    found = [[TAGS[i] for i in labels[row]] for labels, row in zip(guessed, rows, strict=True)]
    report = classification_report(gold, found, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    micro = report["micro avg"]
    scores = {"precision": micro["precision"], "recall": micro["recall"], "f1": micro["f1-score"]}
    scores |= {f"f1_{name}": report[name]["f1-score"] for name in LABELS if name in report}
    return {name: float(np.round(score, 4)) for name, score in scores.items()}


def save(model: Any, tokenizer: Tokenizer | PhobertTokenizer, settings: Settings, directory: Path) -> None:
    """Write the model folder: config.json, model.safetensors, govner.json and the files of the tokenizer."""
    directory.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(directory)
    if isinstance(tokenizer, PhobertTokenizer):
        tokenizer.save_vocabulary(str(directory))
    else:
        tokenizer.save(str(directory / TOKENIZER))
    settings.write(directory)


if __name__ == "__main__":
    typer.run(main)

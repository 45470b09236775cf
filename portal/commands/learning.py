"""`suara train`: learn from the corpus and from people, and promote what is not worse."""

import argparse
import ast
import hashlib
import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.commands import Session, Subparsers, add_command, file_path
from portal.corrections import examples_of_people
from portal.damaged_models import warn_of_damage
from portal.database import utc_now
from portal.giving_way import GivingWay
from portal.labelling import OWN_MODELS
from portal.model_seal import key_at_hand
from surveys.errors import Refused
from surveys.rules.labels import LABEL_WORDS

if TYPE_CHECKING:
    from ml.corpus import Example
    from ml.registry import Registry
    from ml.scoring import TrainReport

log = logging.getLogger("suara")

CODE = Path(__file__).resolve().parent.parent.parent
LEARNS = ("ml.classifier", "ml.fitting")
"""What a model comes from: these modules and all of ours that they import."""

UNSEALED = (
    "Versi ini tidak disegel karena basis data portal belum ada atau belum pernah dipakai."
    " Portal yang berjalan dengan basis data lain tidak akan memakai versi ini;"
    " isi SUARA_DATABASE_URL dengan alamat basis data portal itu lalu jalankan lagi."
)


def run_train(arguments: argparse.Namespace, session: Session) -> int:
    """Train, judge on texts never trained on, and promote what is not worse."""
    from ml.corpus import CorpusError, load_corpus, load_development, read_examples
    from ml.model_cards import RegistryError
    from ml.registry import Registry

    key = key_at_hand(session.settings)
    registry = Registry(session.settings.models_dir, key)
    warn_of_damage(registry, session)
    corrections: tuple[Example, ...] = ()
    try:
        if arguments.data is not None:
            examples = read_examples(arguments.data)
        else:
            _begin_with_own_model(registry)
            examples = load_corpus()
            corrections = examples_of_people(session.settings)
    except CorpusError as problem:
        raise Refused(str(problem)) from problem
    made_from = fingerprint((*examples, *corrections))
    if arguments.if_changed and _is_current(registry, made_from):
        session.warn(f"Pembaca komentar sudah yang terbaru: {registry.current()}")
        return 0
    if key is None and registry.path != OWN_MODELS:
        session.warn(UNSEALED)
    session.warn(f"Belajar dari {len(examples) + len(corrections)} teks ...")
    try:
        trusted = examples if arguments.data is None else load_corpus()
        report = _trained(examples, corrections, registry, trusted, load_development())
    except (ValueError, RegistryError) as problem:
        raise Refused(str(problem)) from problem
    _note_origin(session.settings.models_dir, report.version, made_from)
    if arguments.json:
        session.answer(report.as_json())
    else:
        print_report(report, session)
    return 0


def _begin_with_own_model(registry: "Registry") -> None:
    """Compare a portal's first own version with the one that it has used so far."""
    from ml.model_cards import RegistryError
    from ml.registry import Registry

    version = Registry(OWN_MODELS).current()
    if registry.current() is not None or version is None or registry.path == OWN_MODELS:
        return
    target = registry.path / version
    if not target.exists():
        shutil.copytree(OWN_MODELS / version, target)
        registry.take_over(version)
    try:
        registry.promote(version, now=utc_now(), why="the version of the installation")
    except RegistryError as problem:
        log.warning("%s; learning without it", problem)


def _trained(
    examples: "Sequence[Example]",
    corrections: "Sequence[Example]",
    registry: "Registry",
    trusted: "Sequence[Example]",
    test: "Sequence[Example]",
) -> "TrainReport":
    from ml.scoring import train

    learnt, frozen = split_corrections(corrections)
    return train(
        [*examples, *learnt],
        registry=registry,
        now=utc_now(),
        validation=frozen,
        trusted=trusted,
        test=test,
        rest=GivingWay(registry.path),
    )


def split_corrections(
    corrections: "Sequence[Example]",
) -> "tuple[list[Example], list[Example]]":
    """Every third correction is never trained on and judges old and new versions alike.

    The text itself decides, so a correction stays on its side for ever.
    """
    learnt: list[Example] = []
    frozen: list[Example] = []
    for one in corrections:
        side = hashlib.sha256(one.text.encode()).digest()[0] % 3
        (frozen if side == 0 else learnt).append(one)
    return learnt, frozen


def fingerprint(examples: "Sequence[Example]") -> str:
    """What a model was made from: the examples and the code that learns."""
    digest = hashlib.sha256()
    for path in code_of_model():
        digest.update(path.read_bytes())
    for one in examples:
        content = [one.text, list(one.labels), one.polarity, one.subtype]
        digest.update(json.dumps(content, ensure_ascii=False).encode())
    return digest.hexdigest()


def code_of_model() -> list[Path]:
    """The files whose change can change what a model learns."""
    found: dict[str, Path] = {}
    waiting = list(LEARNS)
    while waiting:
        module = waiting.pop()
        path = CODE.joinpath(*module.split(".")).with_suffix(".py")
        path = path if path.exists() else path.with_suffix("") / "__init__.py"
        if module in found or not path.exists():
            continue
        found[module] = path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ml."):
                waiting.append(str(node.module))
    return [found[module] for module in sorted(found)]


def _origins(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / "origins.json").read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_current(registry: "Registry", made_from: str) -> bool:
    """Whether the newest attempt was made from the same: what was refused is not tried again."""
    versions = registry.versions()
    current = registry.current()
    if not versions or current not in {card.version for card in versions}:
        return False
    return _origins(registry.path).get(versions[-1].version) == made_from


def _note_origin(folder: Path, version: str, made_from: str) -> None:
    path = folder / "origins.json"
    partial = path.with_name("origins.json.part")
    partial.write_text(json.dumps(_origins(folder) | {version: made_from}, indent=1))
    partial.replace(path)


def print_report(report: "TrainReport", session: Session) -> None:
    """The scores as a table for a person."""
    document = report.as_json()
    session.say(f"Versi {document['version']}")
    session.say(f"{'':24}{'n':>6}{'presisi':>10}{'temuan':>10}{'F1':>8}")
    for label, scores in document["per_label"].items():
        words = LABEL_WORDS[label].id
        session.say(
            f"{words:24}{scores.get('n', ''):>6}{_share(scores.get('precision'))}"
            f"{_share(scores.get('recall'))}{_share(scores.get('f1'), 8)}"
        )
    danger = document["scores"]["danger"]
    session.say(f"{'Bahaya':24}{danger['n']:>6}{'':10}{_share(danger['recall'])}")
    session.say(
        f"  {'tulisan lain yang ikut ditandai bahaya':48}{_share(danger['others_flagged'], 8)}"
    )
    for heading, scores in (
        ("Tulisan yang dipelajari, dinilai tanpa pernah melihatnya", document["scores"]),
        ("Tulisan penulis lain yang tidak dipelajari", document["scores"].get("other_writer")),
    ):
        if scores is not None:
            _print_totals(heading, scores, session)
    verdict = "dipakai mulai sekarang" if document["promoted"] else "disimpan, tidak dipakai"
    session.say(f"{verdict}: {document['why']}")


def _print_totals(heading: str, scores: Mapping[str, Any], session: Session) -> None:
    """The figures of all labels together, of one set of texts."""
    low, high = (_share(end, 0) for end in scores["macro_f1_ci95"])
    session.say(f"{heading} ({scores['n']}):")
    session.say(f"  {'rata-rata F1 label':48}{_share(scores['macro_f1'], 8)} ({low} sampai {high})")
    for words, value in (
        ("rata-rata F1 sikap", scores["polarity_f1"]),
        ("keluhan integritas di seperlima teratas", scores["integrity_recall_at_20"]),
        ("label salah pada yang hanya terdengar mengeluh", scores["hard_negative_rate"]),
        ("temuan pada presisi 0,90", scores["recall_at_precision_90"]),
        ("selisih keyakinan", scores["ece"]),
    ):
        session.say(f"  {words:48}{_share(value, 8)}")


def _share(value: float | None, width: int = 10) -> str:
    text = "–" if value is None else f"{value:.3f}".replace(".", ",")
    return text.rjust(width)


def register(subparsers: Subparsers) -> None:
    """Offer `suara train`."""
    parser = add_command(
        subparsers, "train", run_train, "train a classifier and promote it if it is not worse"
    )
    parser.add_argument(
        "--data",
        type=file_path,
        metavar="F.jsonl",
        help="lines {id, text, labels, polarity}; default: the corpus and people's corrections",
    )
    parser.add_argument(
        "--if-changed", action="store_true", help="only where texts or code have changed"
    )

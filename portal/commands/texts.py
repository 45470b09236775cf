"""`suara classify`: labels for texts, line by line."""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from portal.commands import Session, Subparsers, add_command, file_path
from portal.damaged_models import warn_of_damage
from portal.labelling import models_folder
from surveys.errors import Refused

BATCH = 500


@dataclass(frozen=True)
class AskedText:
    """One line to classify."""

    id: Any
    text: str


def read_lines(raw: bytes, source: str) -> list[AskedText]:
    """Every text of JSON lines `{"id", "text"}`; empty lines are passed over.

    Raises Refused naming every line that cannot be used, and why.
    """
    try:
        lines = raw.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as problem:
        number = raw.count(b"\n", 0, problem.start) + 1
        raise Refused(f"{source}:{number}: bukan UTF-8; simpan berkasnya sebagai UTF-8") from None
    asked: list[AskedText] = []
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        found = _read_line(line)
        if isinstance(found, str):
            faults.append(f"{source}:{number}: {found}")
        else:
            asked.append(found)
    if faults:
        more = f"\n... dan {len(faults) - 20} baris lain" if len(faults) > 20 else ""
        raise Refused("\n".join(faults[:20]) + more)
    return asked


def _read_line(line: str) -> AskedText | str:
    wanted = 'isi seperti {"id": "1", "text": "..."}'
    try:
        value = json.loads(line, parse_constant=_refuse_constant)
    except ValueError as problem:
        return f"bukan JSON ({problem}); {wanted}"
    except RecursionError:
        return f"terlalu banyak kurung bersarang; {wanted}"
    if not isinstance(value, dict):
        return f"bukan objek JSON; {wanted}"
    name = value.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int | float):
        return f"'id' tidak ada atau bukan teks atau angka; {wanted}"
    if isinstance(name, float) and not math.isfinite(name):
        return f"'id' terlalu besar untuk sebuah angka; {wanted}"
    if not isinstance(value.get("text"), str):
        return f"'text' tidak ada atau bukan teks; {wanted}"
    return AskedText(name, value["text"])


def _refuse_constant(name: str) -> NoReturn:
    """JSON has no NaN and no Infinity; Python reads and writes both unless told not to."""
    raise ValueError(f"{name} tidak ada dalam JSON")


def run_classify(arguments: argparse.Namespace, session: Session) -> int:
    """A line out for every line in; nothing is written unless all can be read."""
    source: Path | None = arguments.source
    raw = sys.stdin.buffer.read() if source is None else source.read_bytes()
    asked = read_lines(raw, "stdin" if source is None else str(source))
    from ml.model_cards import RegistryError
    from ml.registry import Registry

    registry = Registry(models_folder(session.settings))
    warn_of_damage(registry, session)
    try:
        model = registry.load(arguments.version)
    except RegistryError as problem:
        raise Refused(str(problem)) from problem
    lines: list[str] = []
    with session.progress("Membaca") as tell:
        for start in range(0, len(asked), BATCH):
            batch = asked[start : start + BATCH]
            found = model.predict_texts([one.text for one in batch])
            lines += [
                _json_line({"id": one.id} | read.as_json())
                for one, read in zip(batch, found, strict=True)
            ]
            tell(len(lines), len(asked))
    _write_lines(lines, arguments, session)
    return 0


def _json_line(document: dict[str, Any]) -> str:
    line = json.dumps(document, ensure_ascii=False)
    # Half of a surrogate pair can be written in JSON, but not in UTF-8.
    return line if line.isprintable() or _encodes(line) else json.dumps(document)


def _encodes(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _write_lines(lines: Sequence[str], arguments: argparse.Namespace, session: Session) -> None:
    target: Path | None = arguments.target
    if target is None:
        for line in lines:
            print(line, file=session.out)
        session.out.flush()
        return
    # A reader of the file never finds half of it.
    partial = target.with_name(target.name + ".part")
    partial.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    partial.replace(target)
    if arguments.json:
        session.answer({"texts": len(lines), "out": str(target)})
    else:
        session.warn(f"{len(lines)} teks dibaca, ditulis ke {target}")


def register(subparsers: Subparsers) -> None:
    """Offer `suara classify`."""
    parser = add_command(
        subparsers, "classify", run_classify, "labels for texts, line by line", database=False
    )
    parser.add_argument(
        "--in", dest="source", type=file_path, metavar="F.jsonl", help="default: standard input"
    )
    parser.add_argument(
        "--out", dest="target", type=file_path, metavar="G.jsonl", help="default: standard output"
    )
    parser.add_argument("--version", metavar="V", help="a version other than the promoted one")

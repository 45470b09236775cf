"""`suara classify`: a line in, a line out, or nothing at all."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from ml.labels import LABELS, POLARITIES, SUBTYPES
from portal import cli
from tests import trained

PHONE = "petugas tidak ramah, hubungi saya di 0812-3456-7890 ya"
TEXTS: list[dict[str, Any]] = [
    {"id": "a", "text": "antrean lama sekali, tiga jam baru dipanggil"},
    {"id": 7, "text": PHONE},
    {"id": "c", "text": ""},
    {"id": "d", "text": "kursi rusak 😀\nbaris dua", "more": [1]},
    {"id": "e", "text": "setengah \ud800 pasangan"},
]


@pytest.fixture
def classify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUARA_DATA_DIR", str(trained.data_dir(tmp_path)))

    def run(content: bytes, *arguments: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        return cli.main(["classify", *arguments])

    return run


def lines_of(rows: list[dict[str, Any]]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


def test_every_line_in_is_a_line_out_with_the_promised_keys(
    classify: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert classify(lines_of(TEXTS) + b"\n\n") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in found] == [one["id"] for one in TEXTS]
    for one in found:
        assert set(one["labels"]) <= set(LABELS)
        assert tuple(one["scores"]) == LABELS
        assert all(0 <= score <= 1 for score in one["scores"].values())
        assert one["polarity"] in POLARITIES
        assert one["subtype"] in (*SUBTYPES, None)
        assert isinstance(one["needs_review"], bool)
        assert isinstance(one["redacted"], str)
    assert found[0]["labels"] == ["time"]
    assert (found[2]["polarity"], found[2]["subtype"]) == ("other", "empty")
    (span,) = found[1]["pii"]
    assert span["type"] == "phone"
    assert PHONE[span["start"] : span["end"]] == "0812-3456-7890"
    assert "0812" not in found[1]["redacted"]


def test_files_in_and_out(
    classify: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\xef\xbb\xbf" + lines_of(TEXTS[:2]).replace(b"\n", b"\r\n"))
    assert classify(b"", "--in", str(source), "--out", str(target)) == 0
    assert capsys.readouterr().out == ""
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"antre lama", "bukan JSON"),
        (b'["a", "b"]', "bukan objek"),
        (b'{"text": "antre"}', "'id'"),
        (b'{"id": null, "text": "antre"}', "'id'"),
        (b'{"id": 1}', "'text'"),
        (b'{"id": 1, "text": 5}', "'text'"),
        (b'{"id": 1, "text": "\xff"}', "UTF-8"),
        (b'{"id": NaN, "text": "antre"}', "NaN tidak ada dalam JSON"),
        (b'{"id": 1, "text": "antre", "more": -Infinity}', "Infinity tidak ada"),
        (b'{"id": 1e999, "text": "antre"}', "terlalu besar"),
        pytest.param(b'{"id": 1, "more": ' + b"[" * 99999, "bersarang", id="deep"),
    ],
)
def test_one_bad_line_writes_nothing_and_is_named(
    classify: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    line: bytes,
    words: str,
) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("as it was")
    content = lines_of(TEXTS[:1]) + b"\n\n" + line + b"\n" + lines_of(TEXTS[1:2])
    assert classify(content, "--out", str(target)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "stdin:3:" in said.err
    assert words in said.err
    assert target.read_text() == "as it was"


def test_an_empty_file_gives_an_empty_answer(
    classify: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert classify(b"") == 0
    assert capsys.readouterr().out == ""


def test_an_unknown_version_is_refused_with_those_there_are(
    classify: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert classify(lines_of(TEXTS[:1]), "--version", "2020") == 1
    assert "2020" in capsys.readouterr().err

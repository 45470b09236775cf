"""What is typed wrongly is told with what is accepted, never in the words of Python."""

from pathlib import Path

import pytest

from portal.cli import main


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("index --from 30-09-2026", "'30-09-2026' bukan tanggal; isi tahun-bulan-hari, seperti"),
        ("index --to 2026-W41-6", "'2026-W41-6' bukan tanggal; isi tahun-bulan-hari, seperti"),
        ("report --unit A --from 2026-13-01 --to 2026-12-31 --out a.pdf", "bukan tanggal; isi"),
        ("counter close A --from besok --reason Pindah", "'besok' bukan tanggal; isi tahun-bulan"),
        ("plan --cycle 2026-2 --budget 42.000.000", "bukan bilangan bulat; isi angka saja tanpa"),
        ("plan --cycle 2026-2 --budget 1 --max-seats lima", "'lima' bukan bilangan bulat"),
        ("slips --counter A --count banyak --out a.pdf", "'banyak' bukan bilangan bulat"),
        ("serve --port 99999", "99999 di luar batas; isi 0 sampai 65535"),
        ("simulate --provinces x", "'x' bukan bilangan bulat"),
        ("trust --period 2026-Q9", "'2026-Q9' bukan periode; isi seperti 2026-Q3"),
    ],
)
def test_an_option_that_cannot_be_read_says_what_it_takes(
    arguments: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments.split())
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("index --matrix {folder}/nope.csv", "nope.csv tidak ada; beri satu CSV atau XLSX"),
        ("index --matrix {folder}", "tidak ada; beri satu CSV atau XLSX"),
        ("import-older {folder}/nope.csv --scale 2017", "nope.csv tidak ada; beri satu CSV"),
        ("classify --in {folder}/nope.jsonl", "nope.jsonl tidak ada; periksa letak dan namanya"),
        ("classify --in {folder}", "adalah folder; beri satu berkas"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named_with_what_to_do(
    arguments: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = arguments.format(folder=tmp_path).split()
    if given[0] != "classify":
        given += ["--database", f"sqlite:///{tmp_path / 'a.db'}"]
    assert main(given) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "Errno" not in said

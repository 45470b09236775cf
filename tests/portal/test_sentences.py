"""Every sentence that is raised for a person stands in the catalogue, with what was typed in it."""

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from portal.access import Role
from portal.app import create_app
from portal.language import LOCALES
from portal.sentences import told
from tests.databases import new_database
from tests.portal.conftest import settings_for
from tests.portal.staff import sign_in

ROOT = Path(__file__).parent.parent.parent
COMMANDS = ("commands", "migrations")
RAISING = {"BadCell", "fault", "remark", "Refused", "Closed", "NotOffered"}
GATHERED = {"problems", "unread"}
LISTS = {"faults", "odd"}


def shape_of(node: ast.expr) -> str | None:
    """A sentence with {} where something is put in; None for what is no sentence."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        return "".join(map(str, parts))
    return None


def handed_on(node: ast.AST) -> list[ast.expr]:
    """What a call or an assignment hands on to a person."""
    if isinstance(node, ast.Assign):
        target = node.targets[0]
        held = isinstance(target, ast.Subscript) and getattr(target.value, "id", "") in GATHERED
        return [node.value] if held else []
    if not isinstance(node, ast.Call):
        return []
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name in RAISING:
        return list(node.args)
    if name == "Invalid" and node.args and isinstance(node.args[0], ast.Dict):
        return list(node.args[0].values)
    if name == "append" and getattr(getattr(node.func, "value", None), "id", "") in LISTS:
        first = node.args[0]
        return list(first.elts) if isinstance(first, ast.Tuple) else [first]
    return []


def raised() -> Iterator[tuple[str, str]]:
    """Every sentence, with its file."""
    for folder in ("surveys", "portal"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if set(COMMANDS) & set(path.parts) or path.name.startswith("demo"):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for part in handed_on(node):
                    shape = shape_of(part)
                    # What holds a field and a remark is put together of two that are checked.
                    if shape is not None and " " in shape and shape != "{}: {}.":
                        yield shape, str(path.relative_to(ROOT))


def docstrings(tree: ast.AST) -> set[int]:
    """Which expressions of a file only describe it."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def reasons() -> Iterator[tuple[str, str]]:
    """Every whole sentence of the floor that only counts: why a verdict, why not, what settles."""
    for path in sorted((ROOT / "ml").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        within = docstrings(tree) | {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.JoinedStr | ast.Raise)
            for part in ast.walk(node)
            if part is not node
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in within:
                shape = shape_of(node)
                if shape is not None and shape.endswith(".") and shape.count(" ") > 2:
                    yield shape, str(path.relative_to(ROOT))


def test_every_sentence_that_is_raised_is_there_in_english() -> None:
    held = set()
    for path in (LOCALES / "en").glob("*.po"):
        with path.open("rb") as file:
            held |= {re.sub(r"\{[a-z]+\}", "{}", str(entry.id)) for entry in read_po(file)}
    assert len(list(reasons())) > 20
    found = [*raised(), *reasons()]
    assert len(found) > 100
    missing = sorted({f"{path}: {shape}" for shape, path in found if shape not in held})
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        ("sel wajib ini kosong", "this required cell is empty"),
        ("'9' bukan nilai; isi 1, 2, 3, 4 atau kosongkan", "'9' is no value; give 1, 2, 3, 4 or"),
        ("'a' tidak ada; isi kode unit yang terdaftar", "give the code of a registered unit"),
        ("'a' tidak ada; isi kode layanan yang terdaftar", "code of a registered service"),
        ("'-x' mulai seperti rumus; nama ditulis sebagai teks biasa.", "'-x' begins like a"),
        ("Terlalu panjang (300 huruf); paling panjang 200.", "Too long (300 characters); at most"),
        ("Kode: 'a b' bukan kode; isi huruf, angka, titik, garis, tanpa spasi, paling panjang 64.",
         "Code: 'a b' is no code; give"),
        ("Nama: wajib diisi.", "Name: must be filled in."),
        ("'X' sudah dipakai di unit lain; pilih kode lain.", "'X' is taken in another unit;"),
        ("Perkiraan +1,5 poin (\u22120,4 sampai +3,4): rentangnya masih memuat nol dan masih "
         "lebar.",
         "Estimate +1.5 points (\u22120.4 to +3.4): the interval still holds zero"),
        ("Nilai unsur ini turun 6,2 poin (1,0 sampai 11,4) dibanding unit serupa yang belum "
         "dilatih.",
         "This element fell by 6.2 points (1.0 to 11.4) against similar units"),
        ("Tambahan jawaban saja tidak cukup; perlu sekitar 7 unit lagi yang dilatih.",
         "not enough; needed: about 7 more trained units."),
        ("Kebutuhannya setara dengan Loket A, B; undian memilih Loket A, B, unit ini menjadi "
         "pembanding.", "the lot chose Loket A, B, and this"),
        ("Sudah dilatih dalam materi ini, terakhir 28 Desember 2024.", "last on 28 December 2024."),
        ("Sesudah Etika: dasar tinggal 1.320 kunjungan: Rp72.614 tiap kunjungan yang dicegah. "
         "Paling mahal dalam rencana Rp68.979.",
         "After Etika: dasar, 1,320 visits are left: Rp72,614 for each visit avoided. The dearest"),
    ],
)  # fmt: skip
def test_a_sentence_keeps_what_was_typed(sentence: str, english: str) -> None:
    assert english in told(sentence, "en")
    assert told(sentence, "id") == sentence


def test_what_was_typed_is_never_translated() -> None:
    typed = "'Nama' tidak ada; isi kode instansi yang terdaftar"
    assert told(typed, "en") == "'Nama' is not there; give the code of a registered agency"


def test_a_sentence_that_nobody_wrote_stays() -> None:
    anything = "apa saja {} di sini"
    assert told(anything, "en") == anything


def test_an_english_form_tells_its_faults_in_english(tmp_path: Path) -> None:
    database = new_database(tmp_path / "a.db")
    house = settings_for(database, data_dir=tmp_path)
    person = sign_in(create_app(house, database), database, Role.PLANNER)
    sent = {
        "code": "",
        "topic": "X",
        "cycle": "2026",
        "start_date": "besok",
        "end_date": "",
        "provider": "",
    }
    page = person.send("/planning/trainings?lang=en", sent)
    assert page.status_code == 422
    shown = unescape(page.text)
    # Every fault at once, those of days beside those of codes.
    for words in (
        "Code: give 1 to 64 characters",
        "Topic: choose one from the list.",
        "Cycle: '2026' is no cycle",
    ):
        assert words in shown
    # Each in the list of faults and beside its field.
    assert shown.count(": give a date such as 2026-07-14.") == 4
    indonesian = unescape(person.send("/planning/trainings", sent).text)
    for words in ("Kode: isi 1 sampai 64 huruf", "Tanggal mulai: isi tanggal seperti"):
        assert words in indonesian
    database.close()

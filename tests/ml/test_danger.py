"""Danger to life, body and freedom is heard; what only sounds like it is not."""

import io
from collections.abc import Sequence

import numpy as np
import pytest
from scipy import sparse

from ml.alarms import alarms, may_be_known_to_the_head
from ml.arrays import DANGER, N_OUTPUTS, Scored
from ml.classifier import ComplaintClassifier, Scores
from ml.corpus import Example
from ml.danger.assaults import TOUCHED, VIOLENT, WITH_OBJECT
from ml.danger.learned import NEVER, danger_from, output_for
from ml.features import FloatArray
from ml.labels import LABELS
from ml.reading import Reading, read
from ml.scoring import danger_scores, out_of_fold
from ml.storage import pack, unpack

HEARD = (
    # Who does not want to live any more.
    "mending saya mati aja",
    "pengen mati aja rasanya",
    "mau bunuh diri rasanya",
    "aku wis ora kuat urip maneh",
    "udah capek hidup, gak ada yg bantu",
    # Threats and violence.
    "besok saya bakar kantor ini",
    "kalo ga beres saya bacok",
    "bom ini kantor sekalian",
    "awas ya kalian, saya tau rumahnya",
    "satpam mukul saya di parkiran",
    "satpam mendorong ibu saya sampai berdarah",
    "anak saya diperkosa guru",
    "saya korban KDRT, dari kemarin gak diterima",
    "petugasnya raba-raba paha saya",
    "saya dikunci dari luar sampai sore",
    # Illness and injury.
    "bapak sesak napas ga ditangani",
    "bapak kena serangan jantung di antrean",
    "anak kejang tidak ada yang pegang",
    "simbah semaput, ora ono sing nulungi",
    "ambulannya gak dateng dateng, udah dua jam",
    "obatnya udah kadaluarsa, telanjur diminum anak",
    "istri pendarahan disuruh bayar dulu",
    "nenek saya jatuh di tangga",
    "anak demam berdarah, hidungnya sudah berdarah",
    "demam berdarah tapi ditolak igd",
    "server mati, bapak saya sekarat",
    "motor terbakar penumpang tewas",
    # Fire, current, falling things.
    "kabel di ruang tunggu terkelupas, kesetrum saya",
    "tabung gas di kantin bocor",
    "tiang listrik depan kantor miring mau roboh",
)
SILENT = (
    "pajak saya jatuh tempo besok",
    "golongan darah di ktp saya salah",
    "akta kematian bapak belum jadi",
    "kartu uji asap belum keluar",
    "ruang tunggu bebas asap rokok, mantap",
    "mau donor darah hari apa",
    "lampu mati, server mati, semua mati",
    "ngantri sampe mau mati",
    "wifi buat bunuh waktu kenceng",
    "kipas angin mati, panas",
    "plat mati dua tahun",
    "buka pukul berapa",
    "anak2 main bom air, seneng",
    "lapak ikan bakar sewanya mahal",
    "biayanya bikin pingsan",
    "syukur tidak ada yang pingsan",
    "ruangannya sesak, kursi kurang",
    "simulasi kebakaran tertib",
    "toilet dikunci, kuncinya dibawa pulang",
    "surat kematian minta tanda tangan yang meninggal",
    "penyuluhan demam berdarah di kelurahan bagus",
    "tes demam berdarah gratis",
    "wifi sekarat",
    "website pendaftaran tewas lagi",
    "laptop loket keracunan virus",
    "warung saya sekarat karena izin",
    "perawat memegang dada anak saya, cek panas",
    "murid menendang batu di halaman",
)


@pytest.mark.parametrize("text", HEARD)
def test_danger_is_heard(text: str) -> None:
    assert alarms(read(text)).danger


@pytest.mark.parametrize("text", SILENT)
def test_what_only_sounds_like_danger_is_silent(text: str) -> None:
    assert not alarms(read(text)).danger


FORMS = """
bacok: membacok mbacok dibacok            keroyok: mengeroyok ngeroyok dikeroyok
aniaya: menganiaya nganiaya dianiaya      perkosa: memperkosa merkosa diperkosa
cabul: mencabuli nyabuli dicabuli         sekap: menyekap nyekap disekap
culik: menculik nyulik diculik            gebuk: menggebuk ngegebuk digebuk
gebug: menggebugi nggebug digebug         tonjok: menonjok nonjok ditonjok
tampar: menampar nampar ditampar          jambak: menjambak njambak dijambak
keplak: mengeplak ngeplak dikeplak        geplak: menggeplak ngegeplak digeplak
kaplok: mengaplok ngaplok dikaplok        gampar: menggampar nggampar digampar
tabok: menabok nabok ditabok              tempeleng: menempeleng nempeleng ditempeleng
jotos: menjotos njotos dijotos            antem: mengantem ngantem diantem
kepruk: mengepruk ngepruk dikepruk        gorok: menggorok ngegorok digorok
piting: memiting miting dipiting          sundut: menyundut nyundut disundut
pasung: memasung masung dipasung          cambuk: mencambuk nyambuk dicambuk
setubuh: menyetubuhi nyetubuhi disetubuhi hamili: menghamili ngehamilin dihamili
leceh: melecehkan ngelecehin dilecehkan   teror: meneror neror diteror
telanjangi: menelanjangi nelanjangi ditelanjangi
telanjangin: menelanjangin nelanjangin ditelanjangin
cekik: mencekik nyekik dicekik            cekek: mencekek nyekek dicekek
seret: menyeret nyeret diseret            injak: menginjak nginjak diinjak
injek: menginjek nginjek diinjek          tendang: menendang nendang ditendang
banting: membanting mbanting dibanting    hantam: menghantam ngehantam dihantam
tusuk: menusuk nusuk ditusuk              tikam: menikam nikam ditikam
siksa: menyiksa nyiksa disiksa            tampol: menampol nampol ditampol
pelintir: memelintir melintir dipelintir  puntir: memuntir muntir dipuntir
tinju: meninju ninju ditinju              sabet: menyabet nyabet disabet
pentung: mementung mentung dipentung      tembak: menembak nembak ditembak
lukai: melukai ngelukai dilukai           pukul: memukul mukul dipukul
raba: meraba ngeraba diraba               remas: meremas ngeremas diremas
remes: meremes ngeremes diremes           grepe: menggrepe ngegrepe digrepe
gerepe: menggerepe nggerepe digerepe      grepek: menggrepek nggrepek digrepek
grayang: menggrayangi nggrayangi digrayangi
gerayang: menggerayangi ngegerayangi digerayangi
"""


def _forms() -> dict[str, list[str]]:
    parts = FORMS.replace(":", " :").split()
    starts = [place - 1 for place, part in enumerate(parts) if part == ":"]
    ends = [*starts[1:], len(parts)]
    return {parts[start]: parts[start + 2 : end] for start, end in zip(starts, ends, strict=True)}


def test_every_verb_of_the_rules_is_asked_in_both_voices() -> None:
    known = set(f"{VIOLENT} {WITH_OBJECT} {TOUCHED} pukul".split())
    assert set(_forms()) == known


@pytest.mark.parametrize("root", sorted(_forms()))
def test_violence_is_heard_whoever_is_named_first(root: str) -> None:
    written, spoken, passive = _forms()[root]
    for text in (
        f"kemarin pak penjaga {written} paha anak saya di belakang",
        f"ada yang {spoken} anak saya" if root != "pukul" else "ada yang mukul anak saya",
        f"anak saya {passive} sama penjaga",
        f"ponakan saya {passive} pahanya oleh orang dinas",
    ):
        assert alarms(read(text)).danger, text


@pytest.mark.parametrize(
    "text",
    [
        "biayanya mencekik leher kami",
        "retribusi nyekik pedagang kecil",
        "saya ditendang ke sana ke mari, dari loket satu ke loket lain",
        "berkas saya dilempar ke bagian lain",
        "urusan begini menyeret nama kepala dinas",
        "sinyal internet seret tiap siang",
        "anak saya menginjak rumput lalu ditegur satpam",
        "perawat memeluk nenek saya waktu menangis, terharu",
        "anak saya mencium tangan bu guru, sopan",
        "di toilet saya mencium bau pesing",
        "petugas meraba raba alasan, jawabannya tidak jelas",
        "bidan menusuk lengan saya sekali langsung dapat",
        "petugas tidak menyeret siapa pun keluar",
        "antri tiga jam menyiksa lansia",
        "kritik ini tamparan keras buat dinas",
        "petugas banting harga parkir",
        "dikeroyok nyamuk di ruang tunggu",
        "petugas menegang, menantang terus",
        "petugas memukul meja",
        "saya seperti dikeroyok syarat",
        "digampar biaya tambahan",
        "angin memukul mukul atap seng",
        "bayi disuntik, ditusuk dua kali saja",
        "anak saya dicubit bu guru karena lucu",
    ],
)
def test_a_verb_that_means_something_else_is_silent(text: str) -> None:
    assert not alarms(read(text)).danger


@pytest.mark.parametrize(
    "text",
    [
        "satpam menodong saya pakai golok",
        "ditikam preman di terminal",
        "mantri ngeraba pasien perempuan",
        "penjaga mengeluarkan celurit",
        "dia nyiram istri saya air keras",
        "staf ngunciin saya di gudang",
        "oknum memaksa adik saya buka baju",
        "mantri nyium saya diam diam",
        "petugas laki laki memeluk adik saya dengan paksa",
        "penjaga nimpuk kepala saya pakai batu",
        "guru njewer murid sampai berdarah",
        "terjadi pengeroyokan di parkiran samsat",
        "saya dikejar preman sampai ke rumah",
        "orang itu mau nembak saya",
    ],
)
def test_what_people_do_to_others_is_heard_in_speech_too(text: str) -> None:
    assert alarms(read(text)).danger


ON_A_PHONE = (
    "penjaga injak perut adik saya",
    "oknum seret ibu saya ke gudang",
    "preman sabet kaki saya",
    "guru pukul anak saya",
    "sopir cekik leher saya",
    "dia colek bokong saya",
    "pak guru cium murid perempuan",
    "petugas pegang2 badan saya",
    "satpam raba raba anak saya",
    "mantri memeluk adik saya dari belakang",
)
"""The bare root, as people write who have no time for a prefix."""


@pytest.mark.parametrize("text", ON_A_PHONE)
def test_the_bare_root_is_heard_with_whom_it_was_done_to(text: str) -> None:
    assert alarms(read(text)).danger


@pytest.mark.parametrize(
    "root", sorted(set(WITH_OBJECT.split()) | {"raba", "remas", "grepe", "gerayang"})
)
def test_every_root_is_heard_without_a_prefix(root: str) -> None:
    assert alarms(read(f"penjaga {root} paha anak saya")).danger


@pytest.mark.parametrize(
    "text",
    [
        "mau bikin sim tembak petugas",
        "perawat pegang tangan nenek waktu turun tangga",
        "suster pegang dada bayi cari detaknya",
        "adik saya tendang bola sampai kena kaca",
        "biaya parkir cekik leher kami",
        "cium tangan bu guru sebelum pulang",
        "penjaga datang pukul 9 anak saya sudah menangis",
        "petugas pegang map saya terus",
    ],
)
def test_a_bare_root_that_does_no_harm_is_silent(text: str) -> None:
    assert not alarms(read(text)).danger


DONE = sorted(
    {
        *ON_A_PHONE,
        "satpam mukul saya di parkiran",
        "anak saya diperkosa guru",
        "saya ditendang penjaga",
        "penjaga nusuk lengan saya",
        "ibu saya digebuki di halaman",
        "saya dihajar tukang parkir",
        "petugas menginjak tangan saya",
        "adik saya didorong sampai jatuh",
        "kepala saya dilempari batu",
        "mau dibunuh katanya",
        "perut saya ditikam",
    }
)


@pytest.mark.parametrize("text", DONE)
@pytest.mark.parametrize(
    "everyday",
    [
        "antri lama di meja depan, nama saya dicatat",
        "banyak nyamuk, aplikasi error, biaya map mahal",
        "habis makan siang, motor di dekat pintu",
    ],
)
def test_everyday_words_nearby_silence_no_violence(text: str, everyday: str) -> None:
    assert alarms(read(f"{text}, {everyday}")).danger
    assert alarms(read(f"{everyday}, {text}")).danger


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("kakek pingsan di antrean", True),
        ("mau bunuh diri rasanya", True),
        ("kakek pingsan habis dorong dorongan sama satpam", False),
        ("bapak berdarah, penjaga gebrak lalu timpuk", False),
        ("nenek sesak napas waktu dipaksa keluar", False),
    ],
)
def test_where_any_violence_is_named_the_head_is_not_told(text: str, known: bool) -> None:
    assert may_be_known_to_the_head(read(text)) is known


# The learned part.


def test_the_model_hears_what_the_rules_do_not_and_takes_nothing_from_them(
    model: ComplaintClassifier, learnt_from: tuple[Example, ...]
) -> None:
    marked = [example for example in learnt_from if "danger" in example.style]
    missed = [one.text for one in marked if not alarms(read(one.text)).danger]
    found = model.predict_texts(missed, explain=False)
    assert sum(one.danger for one in found) > len(missed) / 2
    assert all(one.needs_review for one in found if one.danger)
    by_rule = model.predict_texts(HEARD, explain=False)
    assert all(one.danger for one in by_rule)


def test_out_of_fold_most_danger_is_heard_and_few_others_are_flagged(
    model: ComplaintClassifier, learnt_from: tuple[Example, ...]
) -> None:
    scores = danger_scores(out_of_fold(model, learnt_from))
    assert scores["n"] >= 100
    # A twelfth of the corpus, much of whose danger is only hinted at; of all of it more is heard.
    assert scores["recall"] >= 0.65
    assert scores["others_flagged"] < 0.04


def test_the_cut_for_danger_leaves_to_the_model_what_the_rules_miss() -> None:
    truth = np.array([1.0] * 20 + [0.0] * 5)
    heard = np.array([1.0] * 10 + [0.0] * 15)
    said = np.concatenate([np.zeros(10), np.linspace(0.9, 0.45, 10), np.full(5, 0.2)])
    cut = danger_from(said, truth, heard, 0.95, 0.0)
    assert ((heard > 0) | (said >= cut))[:20].sum() == 19
    assert not (said[20:] >= cut).any()
    said[20:23] = 0.72, 0.7, 0.68
    assert (said[20:] >= danger_from(said, truth, heard, 0.95, 0.4)).sum() == 2, "no more in vain"
    assert danger_from(said, truth, truth, 0.95, 0.0) == NEVER, "the rules hear enough alone"
    assert danger_from(said, np.zeros(25), heard, 0.95, 0.0) == NEVER, "nothing is marked"


def test_a_text_of_which_nobody_was_asked_about_danger_is_not_learnt_from() -> None:
    few = sparse.csr_matrix(np.eye(12)[:, :6] + 0.1)
    truth = np.array([1.0, 0.0] * 6)
    truth[4:6] = np.nan
    fold, known = np.arange(12) % 3, ~np.isnan(truth)
    nothing = few[:0], np.zeros(0, dtype=np.int64)
    asked = output_for(few, truth, fold, nothing, lambda: None)
    other = few.copy().tolil()
    other[4:6] = 7.0
    again = output_for(other.tocsr(), truth, fold, nothing, lambda: None)
    assert np.allclose(asked.weights, again.weights), "whatever stands in it"
    assert np.allclose(asked.scores[known], again.scores[known])


def test_a_version_of_before_hears_danger_by_the_rules_alone(model: ComplaintClassifier) -> None:
    with np.load(io.BytesIO(pack(model.fitted_))) as stored:
        arrays = {name: stored[name] for name in stored.files if "danger" not in name}
    for name in ("weights", "bias"):
        arrays[name] = arrays[name][..., : DANGER.start]
    older = io.BytesIO()
    np.savez_compressed(older, **arrays)
    again = ComplaintClassifier.of(unpack(older.getvalue()))
    assert again.fitted_.weights.shape[1] == len(again.fitted_.bias) == N_OUTPUTS
    assert all(one.danger for one in again.predict_texts(HEARD, explain=False))
    assert not any(one.danger for one in again.predict_texts(SILENT, explain=False))
    here, there = model.predict_proba(SILENT), again.predict_proba(SILENT)
    assert (here == there).all()


@pytest.mark.parametrize(
    ("text", "accused", "held"),
    [
        ("bapak sesak napas, disuruh nunggu", 0.3, False),
        ("mau bunuh diri rasanya", 0.3, False),
        ("kabel di loket terkelupas, kesetrum saya", 0.3, False),
        ("bapak sesak napas, kadusnya diam saja", 0.3, True),
        ("bapak sesak napas, disuruh nunggu", 0.99, True),
        ("satpam mukul saya sampai berdarah", 0.3, True),
        ("satpam mukul saya sampai berdarah", 0.05, False),
        ("kepala dinas mukul saya sampai berdarah", 0.3, True),
        ("sudah nyogok masih dipukul satpam", 0.3, True),
        ("satpamnya pilih kasih", 0.3, True),
        ("saya diteror sejak mengadu ke ombudsman", 0.01, True),
    ],
)
def test_danger_takes_nothing_from_the_narrow_circle_but_illness_places_and_despair(
    model: ComplaintClassifier,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    accused: float,
    held: bool,
) -> None:
    labels = np.zeros((1, len(LABELS)))
    labels[0, LABELS.index("integrity")] = accused
    kind = np.array([[0.9, 0.0, 0.0, 0.1]])
    really = model._scores

    def suspicious(readings: Sequence[Reading]) -> tuple[Scores, FloatArray, Scored]:
        _, signs, scored = really(readings)
        return (
            Scores(labels, kind, kind, np.ones(1, dtype=bool), np.zeros(1, dtype=bool)),
            signs,
            scored,
        )

    monkeypatch.setattr(model, "_scores", suspicious)
    monkeypatch.setattr(model.fitted_, "decision", np.full(len(LABELS), 0.6))
    [found] = model.predict_texts([text], explain=False)
    assert found.integrity_suspected is held

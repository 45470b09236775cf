"""Texts are normalised without losing a negation, and cut where a contrast stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.lexicon import concepts, concepts_of, stems
from ml.names import words as words_of
from ml.regional_spellings import JAVANESE, LAMPUNG
from ml.slang import AROUND_NOTHING, NEGATORS, NOTHING, PROTECTED, SLANG
from ml.spellings import SPELLINGS
from ml.text import (
    CONCESSIONS,
    CONTRASTS,
    STOPS,
    Token,
    clauses,
    content_free,
    negated,
    normalise,
    segments,
    statements,
    tokens,
)

_NEGATIONS = sorted(
    spelling for spelling, words in SLANG.items() if NEGATORS & set(words) and spelling.isalpha()
)
_LISTED = "tidak bukan belum jangan tanpa tiada nggak ngga enggak kagak ndak mboten durung"
_PARTICLES = ("", "lah", "kah", "pun", "nya")
_BEHIND = ("", "ada", "bisa", "boleh", "pernah", "mau", "sopan", "adil")


def _with_a_letter_doubled(word: str) -> list[str]:
    return [word[:place] + word[place:].replace(letter, 2 * letter, 1)
            for place, letter in enumerate(word)]  # fmt: skip


def _with_neighbours_swapped(word: str) -> list[str]:
    return [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(len(word) - 1)
    ]


def _ways_to_write() -> list[str]:
    """Every negator that people know, with letters doubled, particles and words run together."""
    made: set[str] = set()
    for negator in _LISTED.split():
        doubled = [negator, *_with_a_letter_doubled(negator)]
        made.update(form + particle for form in doubled for particle in _PARTICLES)
        made.add("".join(2 * letter for letter in negator))
    for negator in ("tidak", "tdk", "tak", "gak", "ga", "gk", "nggak", "ngga", "ndak", "dak"):
        made.update(negator + word for word in _BEHIND)
    for negator in ("tidak", "nggak", "enggak", "kagak", "mboten"):
        made.update(form + word for form in _with_a_letter_doubled(negator) for word in _BEHIND)
    for negator in ("tidak", "bukan", "belum", "jangan", "nggak", "mboten"):
        made.update(_with_neighbours_swapped(negator))
    # "bukaan" is an opening.
    return sorted(made - {"bukaan"})


_WORDS = st.sampled_from(
    [
        *SLANG,
        *_ways_to_write(),
        *("wkwkkk", "hahahaaa", "hihihiiii", "wkwkwkwwww", "xixixiii", "wkwkkk2", "lanaaang"),
        *sorted(PROTECTED | NEGATORS | CONTRASTS),
        "petugas",
        "ramaaah",
        "baik2",
        "3",
        "50rb",
        "jam 8",
    ]
)
_APOSTROPHES = ("'", "’", "‘", "`", "´", "ʼ", "＇", "\u2032")
_UNSEEN_SIGNS = ("\u200b", "\u200d", "\u00ad", "\ufeff", "\ufe0f", "\u20e3", "\u0301", "\u0323")
_COMPATIBLE = ("ⅷ", "Ⅳ", "ﬁ", "²", "½", "ǆ", "ŉ", "ſ", "K", "İ", "Ａ", "𝐭𝐢𝐝𝐚𝐤", "é", "ß", "①", "㎏")
_ODD = (
    *_APOSTROPHES,
    *_UNSEEN_SIGNS,
    *_COMPATIBLE,
    "😀",
    "👨‍👩‍👧",
    "❤️",
    "1️⃣",
    "n't",
    "N’T",
    "_",
    "~",
    "*",
)
_GLUED = st.lists(st.one_of(_WORDS, st.sampled_from(_ODD)), max_size=6).map("".join)
_SPOKEN = """satu dua lima puluh ratus ribu juta setengah jam menit hari minggu sejam seribu gocap
    pukul tahun orang tiga belas sehari bulan lom di 3 50rb"""
_AMOUNTS = st.sampled_from(_SPOKEN.split())
_WRITTEN = st.one_of(
    st.text(),
    st.lists(
        st.tuples(
            st.one_of(_WORDS, _GLUED, _AMOUNTS),
            st.sampled_from(
                [
                    " ",
                    " ",
                    ", ",
                    ". ",
                    "\n",
                    "! ",
                    " [nama] ",
                    "[akun] ",
                    "[tanggal]",
                    "“",
                    "-",
                    "'",
                    "_",
                    "",
                ]
            ),
        ),
        max_size=12,
    ).map(lambda parts: "".join(word + gap for word, gap in parts)),
)


@given(_WRITTEN)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(_WRITTEN)
def test_every_token_points_into_the_text(text: str) -> None:
    found = tokens(text)
    assert all(0 <= t.start < t.end <= len(text) and t.word for t in found)
    assert [t.start for t in found] == sorted(t.start for t in found)


@given(_WRITTEN)
def test_a_number_before_a_text_changes_none_of_its_words(text: str) -> None:
    """Texts without a number are cut in another, quicker way."""
    moved = [Token(word, start + 3, end + 3) for word, start, end in tokens(text)]
    assert tokens(f"7! {text}")[2:] == moved


@given(_WRITTEN)
def test_clauses_and_segments_lose_no_word(text: str) -> None:
    found = tokens(text)
    assert [t for clause in clauses(found) for t in clause.tokens] == found
    assert [t for part in segments(found) for t in part] == found
    assert [t for part in statements(found) for t in part] == found
    assert len(list(negated(found))) == len(found)


@pytest.mark.parametrize("spelling", sorted({*_NEGATIONS, *NEGATORS}))
def test_no_spelling_of_a_negation_is_lost(spelling: str) -> None:
    words = normalise(f"petugas {spelling} ramah").split()
    assert NEGATORS & set(words), words


@pytest.mark.parametrize("text", ["petugas {} ramah", "ANTREAN {} RAMAH"])
def test_a_negation_is_heard_however_it_is_written(text: str) -> None:
    lost = []
    for written in _ways_to_write():
        found = tokens(text.format(written.upper() if text.isupper() else written))
        under = {t.word for t, under in zip(found, negated(found), strict=True) if under}
        if "ramah" not in under:
            lost.append((written, normalise(written)))
    assert lost == []


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("petugasnya indak ramah", "petugasnya tidak ramah"),
        ("urang kada handak datang", "urang tidak handak datang"),
        ("trada petugas di loket", "tidak ada petugas di loket"),
        ("loket katek wongnyo", "loket tidak ada wongnyo"),
        ("petugas tra senyum", "petugas tidak senyum"),
        ("takkan selesai", "tidak akan selesai"),
        ("nggakramah", "tidak ramah"),
        ("ngakbissa daftar", "tidak bisa daftar"),
        ("janganlahh begitu", "jangan begitu"),
    ],
)
def test_negations_of_other_regions_and_run_together_are_read(written: str, canonical: str) -> None:
    assert normalise(written) == canonical


@pytest.mark.parametrize(
    "text",
    ["bukanya jam berapa", "bukaan loket", "galah pramuka", "manasik ke makkah", "gawat",
     "rawat jalan", "bloon", "pak lurah dkk", "pembukaan", "gadai", "takut", "takaran", "rapat",
     "belumpur", "ngakak", "ngaku", "saat maaf manfaat taat", "tanggal", "orasi", "garam"],
)  # fmt: skip
def test_a_word_of_its_own_is_no_negation(text: str) -> None:
    assert NEGATORS.isdisjoint(normalise(text).split()), normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "ndek kene petugase ramah",
        "ndek puskesmas iki apik",
        "dede bayi saya diperiksa dengan sabar",
        "dede saya dilayani ramah",
        "dedek saya dilayani ramah",
        "perawat pasang sonde rapi",
        "sayo endak ngurus KTP",
        "urang banjar ramah nian",
        "beta senang torang dilayani",
        "awak puas jo layanannyo",
        "iyo rancak bana",
        "enggih matur nuwun",
        "nggih sae pelayanane",
        "monggo pinarak",
        "kulo dilayani sae",
        "mantap pisan euy",
        "teteh nu di loket bageur",
        "becik pelayanan driki",
        "solah laeq pegawaine",
        "makacih bapak ramah",
        "gagah rapi petugasnya",
        "janda dilayani takjub",
        "tangan dingin perawatnya",
        "jangkauan layanan luas",
        "pindah loket indah sekali",
    ],
)
def test_words_of_the_regions_that_look_like_a_negation_are_none(text: str) -> None:
    assert NEGATORS.isdisjoint(normalise(text).split())


def test_what_a_spelling_stands_for_stays_what_it_is() -> None:
    meant = {" ".join(canonical) for canonical in SLANG.values()} - {"seribu"}
    assert {words: normalise(words) for words in meant if normalise(words) != words} == {}
    # This is an amount, which is more than its word.
    assert normalise("sewu") == "_uang_"


_KIND_NAMES = words_of("uang pukul kali angka menit jam hari minggu bulan tahun tawa nama")


@given(
    st.sampled_from(
        sorted({word for word in SLANG if word.isalpha()} | NEGATORS | PROTECTED - _KIND_NAMES)
    ),
    st.sampled_from(["_", "*", "~", "```", "*_", "_*", "__", "~*"]),
)
def test_a_messenger_s_marks_around_a_word_change_nothing(word: str, mark: str) -> None:
    marked = f"petugasnya {mark}{word}{mark[::-1]} ramah"
    assert normalise(marked) == normalise(f"petugasnya {word} ramah")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("_tidak ramah_", "tidak ramah"),
        ("_nunggu 3 jam_", "nunggu 3 jam"),
        ("bayar *_50rb_*", "bayar 50rb"),
        ("petugas_tidak_ramah", "petugas tidak ramah"),
        ("_jam_kerja_", "jam kerja"),
    ],
)
def test_marks_around_several_words_or_numbers_change_nothing(marked: str, plain: str) -> None:
    assert normalise(marked) == normalise(plain)


_SHORTENED = """
    isn't wasn't aren't weren't don't doesn't didn't can't couldn't won't wouldn't hasn't
    haven't hadn't shouldn't ain't"""


@pytest.mark.parametrize("written", _SHORTENED.split())
@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "`", "´", "ʼ", "＇", ""])
def test_a_shortened_english_negation_is_heard_with_any_apostrophe_or_none(
    written: str, apostrophe: str
) -> None:
    shortened = written.replace("'", apostrophe)
    found = tokens(f"the officer {shortened} friendly")
    under = {t.word for t, denied in zip(found, negated(found), strict=True) if denied}
    assert "ramah" in under


@pytest.mark.parametrize("sign", [*_APOSTROPHES, "-", "/", "*", "😀", "…"])
@pytest.mark.parametrize(
    "negation", ["gak", "tidak", "mboten", "kagak", "enggaaak", "belum", "nda"]
)
def test_a_negation_is_heard_before_whatever_sign_joins_it(negation: str, sign: str) -> None:
    assert NEGATORS & set(normalise(f"{negation}{sign}ramah").split())


@pytest.mark.parametrize("sign", _UNSEEN_SIGNS)
def test_a_sign_that_nobody_sees_parts_no_word(sign: str) -> None:
    assert normalise(f"ti{sign}dak{sign} ra{sign}mah") == "tidak ramah"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("KTP saya lom jadi", "ktp saya belum jadi"),
        ("petugas dide ramah", "petugas tidak ramah"),
        ("petugas durong teka", "petugas belum datang"),
        ("petugas tídak ramah", "petugas tidak ramah"),
        ("ulun di lom mak kenal", "orang di lom tidak kenal"),
        ("mak mejong sampai lom", "tidak duduk sampai lom"),
        ("ra'yat ma'af jum'at ta'lim", "ra'yat ma'af jum'at ta'lim"),
    ],
)
def test_rarer_negations_are_read_and_what_looks_like_them_is_not(
    written: str, canonical: str
) -> None:
    assert normalise(written) == canonical


@pytest.mark.parametrize(
    ("in_words", "in_figures"),
    [
        ("diminta lima puluh ribu", "diminta 50 ribu"),
        ("bayar dua puluh lima rebu", "bayar 25 rebu"),
        ("bayar dua juta rupiah", "bayar 2 juta rupiah"),
        ("bayar gocap", "bayar 50rb"),
        ("kasih ceban", "kasih 10rb"),
        ("kasih cepek", "kasih 100rb"),
        ("bayar sewu", "bayar 1 ribu"),
        ("nunggu tiga jam", "nunggu 3 jam"),
        ("nunggu sejam setengah", "nunggu 3 jam"),
        ("nunggu tiga jam setengah", "nunggu 3 jam"),
        ("nunggu satu setengah jam", "nunggu 3 jam"),
        ("jadi dua minggu", "jadi 2 minggu"),
        ("nunggu telung dina", "nunggu 3 dina"),
        ("datang jam tiga", "datang jam 3"),
        ("datang jam setengah delapan", "datang jam 8"),
        ("petugas pukul delapan belum datang", "petugas pukul 8 belum datang"),
        ("sejak pukul lima warga antri", "sejak pukul 5 warga antri"),
        ("datang jam tujuh orang sudah antri", "datang jam 7 orang sudah antri"),
    ],
)
def test_amounts_in_words_are_read_as_in_figures(in_words: str, in_figures: str) -> None:
    assert normalise(in_words) == normalise(in_figures)


@pytest.mark.parametrize(
    "text",
    ["seribu orang", "tahun dua ribu dua puluh", "setengah mati", "sehari hari", "tiga petugas",
     "hari minggu", "sehari jadi", "jam kerja", "beribu ribu", "seharian",
     "petugas pukul dua anak", "satpam pukul tiga kali kepala saya", "dia pukul lima temannya",
     "jam dua kali rusak"],
)  # fmt: skip
def test_words_of_numbers_that_are_no_amount_stay_words(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize("part", ["tidak", "nggak", "gakada", "tidakk", "janganlah", "wk", "ab"])
def test_a_word_that_goes_on_and_on_is_read_too(part: str) -> None:
    written = part * 4000
    assert normalise(normalise(written)) == normalise(written)


@pytest.mark.parametrize("laugh", ["wkwkkk", "hahahaaa", "hihihiiii", "wkwkwkwwww", "xixixiii"])
def test_a_laugh_that_is_drawn_out_is_a_laugh(laugh: str) -> None:
    assert normalise(f"cepat sekali {laugh}") == "cepat sekali _tawa_"


@given(st.sampled_from(_NEGATIONS), st.sampled_from([str.upper, str.title, str.lower]))
def test_a_negation_survives_capitals(spelling: str, write: object) -> None:
    assert callable(write)
    assert NEGATORS & set(normalise(f"kartu {write(spelling)} jadi").split())


@pytest.mark.parametrize("word", sorted(PROTECTED))
def test_protected_abbreviations_stay_what_they_are(word: str) -> None:
    assert normalise(f"urus {word} baru") == f"urus {word} baru"
    assert normalise(word.upper()) == word


def test_protected_abbreviations_are_not_the_slang_that_looks_like_them() -> None:
    assert normalise("kk di kel. sukarame gg mawar") == "kk di kel . sukarame gg mawar"
    assert normalise("ijazah smp th 2010").split()[:3] == ["ijazah", "smp", "th"]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("gk ramah bgt", "tidak ramah sangat"),
        ("gada kursi", "tidak ada kursi"),
        ("lamaaaa", "lama"),
        ("petugas2nya baik2", "petugasnya baik"),
        ("dipanggil 3x", "dipanggil _kali_"),
        ("nunggu 2 jam", "menunggu _jam_"),
        ("nunggu 3 bln", "menunggu _bulan_"),
        ("datang jam 08.30", "datang _pukul_"),
        ("bayar Rp 50.000", "bayar _uang_"),
        ("bayar 50rb", "bayar _uang_"),
        ("pak [nama] baik 👍", "pak _nama_ baik 👍"),
        ("mboten saget", "tidak bisa"),
        ("mak helau", "tidak bagus"),
        ("wkwkwk", "_tawa_"),
        ("katanya “kopi”", 'katanya " kopi "'),
        ("petugas gk tau aturan", "petugas tidak tahu aturan"),
        ("minta tip", "minta tip"),
        ("ampun deh lamanya", "ampun deh lamanya"),
        ("senyum, salam, sapa", "senyum , salam , sapa"),
        ("petugas rela lembur", "petugas rela lembur"),
        ("gigi saya ngilu", "gigi saya ngilu"),
        ("belok di jalan layang", "belok di jalan layang"),
    ],
)
def test_spellings_meet_in_one_word(written: str, canonical: str) -> None:
    assert normalise(written) == canonical


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("kula ngentosi dangu, dereng ditimbali", "saya menunggu lama , belum dipanggil"),
        ("wes suwi mbak, durung diceluk", "sudah lama mbak , belum dipanggil"),
        ("tiyang sepuh mboten wonten kursi", "orang tua tidak ada kursi"),
        ("regane larang, jare murah", "harga mahal , katanya murah"),
        ("dijaluk duwite maneh", "diminta uang lagi"),
        ("yen iso gelis yo apik", "kalau bisa cepat yo baik"),
        ("takon kok ora digagas", "tanya kok tidak digubris"),
        ("nerangke alon alon", "jelaskan pelan pelan"),
        ("njaluk sepurane", "minta minta maaf"),
        ("pipane wis didandani", "pipane sudah perbaiki"),
        ("surate kleru, mbulet", "surat salah , ribet"),
        ("matur nuwun sanget", "matur terima kasih sangat"),
    ],
)
def test_javanese_of_both_levels_is_read(written: str, canonical: str) -> None:
    assert normalise(written) == canonical


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("makkung dipanggil", "belum dipanggil"),
        ("kursi mak ngedok", "kursi tidak ada"),
        ("aplikasi mak dapok dibuka", "aplikasi tidak bisa dibuka"),
        ("petugas wawai jama sikam", "petugas bagus dengan kami"),
        ("nayah jelma kidang geluk nihan", "banyak orang tapi cepat sangat"),
        ("lamon syarat, khadu pigha kali mulang", "banyak syarat , sudah berapa kali pulang"),
        ("dikilu duit roko", "diminta uang rokok"),
        ("wc kamak, kukhsi kughang", "toilet kotor , kursi kurang"),
        (
            "nyak mawat paham, ulih cawani mak jelas",
            "saya tidak paham , karena katanya tidak jelas",
        ),
        ("nikeu tano dipa", "anda sekarang mana"),
        ("tekhima kasih puakhi", "terima kasih saudara"),
        ("kilu mahap", "minta minta maaf"),
    ],
)
def test_lampung_of_both_dialects_is_read(written: str, canonical: str) -> None:
    assert normalise(written) == canonical


@pytest.mark.parametrize("text", ["mak ngedok", "mak wat", "ora enek", "mboten onten", "mawat"])
def test_nothing_to_say_is_understood_in_javanese_and_lampung(text: str) -> None:
    assert content_free(tokens(text)), normalise(text)


def test_no_spelling_stands_under_two_words() -> None:
    found: dict[str, list[str]] = {}
    left = ""
    for line in (SPELLINGS + JAVANESE + LAMPUNG).strip().splitlines():
        if not line.startswith(" "):
            left, _, line = line.partition(":")
        for spelling in line.split():
            found.setdefault(spelling, []).append(left)
    assert {spelling: words for spelling, words in found.items() if len(words) > 1} == {}


def reached(text: str) -> list[str]:
    found = tokens(text)
    return [t.word for t, under in zip(found, negated(found), strict=True) if under]


def test_a_negation_reaches_the_words_after_it_but_not_past_a_stop_or_contrast() -> None:
    assert reached("tidak ramah sama sekali") == ["ramah", "dengan", "sekali"]
    assert "lama" not in reached("tidak ribet, lama")
    assert "lama" not in reached("tidak mahal tapi lama")


def test_what_is_never_not_so_is_so_and_who_says_so_denies() -> None:
    assert "menunggu" in reached("tidak menunggu")
    assert "antri" not in reached("tidak pernah tidak antri")
    assert "diproses" not in reached("belum pernah tidak diproses")
    assert "kasar" in reached("siapa bilang petugasnya kasar")
    assert "kasar" in reached("kata siapa petugasnya kasar")
    assert "baik" not in reached("siapa bilang petugasnya kasar? baik")


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("gak ada ramah-ramahnya", "tidak ramah"),
        ("gada sopan2nya petugas", "tidak sopan petugas"),
        ("bukan main ramahnya", "sangat ramah"),
        ("petugasnya ramah bukan main", "petugasnya ramah sangat"),
        ("ini bukan main-main", "ini bukan main main"),
        ("petugas bukan main hape ya", "petugas bukan main hape ya"),
        ("bukan main mata sama calo", "bukan main mata dengan calo"),
        ("tidak ada petugas2 di loket", "tidak ada petugas di loket"),
        ("tidak ada syarat2 aneh", "tidak ada syarat aneh"),
        ("tidak ada apa2", "tidak ada apa"),
        ("tidak ada kursi2", "tidak ada kursi"),
        ("tidak ada petugas", "tidak ada petugas"),
    ],
)
def test_sayings_are_read_as_they_are_meant(written: str, canonical: str) -> None:
    assert normalise(written) == canonical


def roles(text: str) -> list[tuple[str, str]]:
    parts = clauses(tokens(text))
    return [(part.role, " ".join(t.word for t in part.tokens)) for part in parts]


@pytest.mark.parametrize("contrast", ["tapi", "tp", "namun", "tetapi", "sayangnya", "ning", "but"])
def test_a_text_is_cut_at_its_contrast(contrast: str) -> None:
    assert roles(f"petugas ramah {contrast} lama") == [
        ("before", "petugas ramah"),
        ("after", "tapi lama"),
    ]


@pytest.mark.parametrize("word", ["walau", "walaupun", "meski", "biarpun", "senajan"])
def test_what_is_granted_is_a_concession(word: str) -> None:
    assert roles(f"{word} antri, petugasnya sabar") == [
        ("concession", "walau antri"),
        ("main", ", petugasnya sabar"),
    ]


def test_a_sentence_and_a_turn_begin_a_statement_but_a_comma_does_not() -> None:
    parts = statements(tokens("antri lama, panas. petugas ramah tapi loketnya cuma satu! ok"))
    assert [" ".join(token.word for token in part) for part in parts] == [
        "antri lama , panas",
        ". petugas ramah",
        "tapi loket",
        "cuma satu",
        "! bagus",
    ]


def test_a_text_without_contrast_is_one_clause() -> None:
    assert roles("toilet kotor dan bau") == [("main", "toilet kotor dan bau")]
    assert CONTRASTS.isdisjoint(STOPS | CONCESSIONS)


@pytest.mark.parametrize("text", ["", " ", "...", "-", "\n\n", "?!", "* * *"])
def test_a_text_without_a_word_is_free_of_content(text: str) -> None:
    assert content_free(tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "nihil", "NIHIL", "Nihil.", "kosong", "tidak ada", "tdk ada", "gak ada", "ga ada", "gada",
        "tidak ada saran", "belum ada", "belum ada masukan untuk saat ini", "no comment", "none",
        "cukup", "sudah cukup", "mboten wonten", "gak ada komentar pak", "tes", "n/a", "x", "hmm",
        "tidak", "gatau",
    ],
)  # fmt: skip
def test_who_has_nothing_to_say_says_nothing(text: str) -> None:
    assert content_free(tokens(text)), normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "tidak ada kursi", "loket kosong", "tidak ada tanggapan", "cukup baik", "cukup lama",
        "tidak ramah", "ada saran", "belum jadi", "sudah baik", "blangko kosong", "ya", "lama",
        "tidak ada pungli", "kosong terus petugasnya", "belum dipanggil", "👍",
    ],
)  # fmt: skip
def test_who_judges_anything_says_something(text: str) -> None:
    assert not content_free(tokens(text)), normalise(text)


def test_words_for_nothing_are_spelt_as_they_are_read() -> None:
    for word in sorted(NOTHING | AROUND_NOTHING):
        assert normalise(word) == word


def test_a_stem_is_found_under_its_affixes() -> None:
    assert "tunggu" in stems("menunggunya")
    assert "pungut" in stems("memungut")
    assert "sapa" in stems("menyapa")
    assert "rude" in concepts_of("dibentaknya")
    assert "bribe" in concepts_of("disogok")


def meant(words: list[str]) -> list[str]:
    return [name for _, names in concepts(words) for name in names]


def test_a_word_has_only_the_concepts_of_its_own_meaning() -> None:
    assert "friendly" in concepts_of("sapa")
    assert "friendly" not in concepts_of("siapa")
    assert "bad" not in concepts_of("jangan")
    assert "s_order_person" not in concepts_of("mahal")
    assert "wait" in meant(normalise("saka nihan nunggu").split())
    assert "fast" in meant(normalise("mak saka radu jadi").split())


def test_a_phrase_names_what_its_words_do_not() -> None:
    found = meant(["minta", "uang", "rokok"])
    assert "bribe" in found
    assert "bribe" not in meant(["bungkus", "rokok"])


def test_no_canonical_word_is_spelt_as_another() -> None:
    canonical = {word for words in SLANG.values() for word in words}
    assert canonical.isdisjoint(SLANG)
    assert PROTECTED.isdisjoint(SLANG)

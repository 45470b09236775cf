"""Themes within a label: what people mean by it, apart, however many mean the same."""

import random

from ml.themes import themes

OFFLINE = """
sistem offline lagi, nunggu dua jam
katanya sistem offline jadi antre sampai siang
sistem samsat offline dari pagi
offline terus sistemnya, pulang lagi
jauh jauh datang ternyata sistem offline
bayar pajak motor ketahan sistem offline 3 jam
sistemnya offline melulu tiap senin
gara gara offline nunggu sampai sore
kata petugas sistem lagi offline, balik besok
sistem offline, loket diam semua
sudah dua kali kesini sistem offline
SISTEM OFFLINE LAGI OFFLINE LAGI
offline sejak jam 9, baru nyala jam 1
cek fisik beres, eh sistem offline
tiap akhir bulan sistem pasti offline
sistem pajak offline seharian penuh
offline lagi, ongkos ojek hangus
STNK belum jadi karena sistem offline
sistem pusat offline katanya lama
bilangnya offline terus padahal sebelah bisa
""".strip().splitlines()
RESTING = """
petugas istirahat semua, loket kosong sejam
jam sebelas petugasnya sudah istirahat
ditinggal istirahat petugas, antrean menumpuk
istirahatnya petugas kelamaan
petugas istirahat dua jam, kita nunggu
belum jam 12 petugas sudah pada istirahat
petugas istirahat tidak gantian
loket ditutup karena petugas istirahat
istirahat petugas molor sampai jam 2
pas giliran saya petugasnya istirahat
nunggu petugas istirahat dari jam 11.30
petugas kasir istirahat lama sekali
balik istirahat petugas telat setengah jam
""".strip().splitlines()
OTHERS = """
antri dari subuh dapat nomor 80
pengambilan plat enam bulan belum jadi
lama
buka jam 8 mulai jam 9
dipanggilnya lama padahal sepi
mutasi kendaraan tiga bulan
parah lamanya
bpkb tidak jadi jadi
nunggu cetak notice sejam
hari sabtu tutup padahal di web buka
lama sekali
kelamaan nunggu tanda tangan kepala
""".strip().splitlines()


def shares(texts: list[str]) -> dict[str, tuple[float, float]]:
    """By word that leads a theme: how many of its texts have the word, how many of those it has."""
    random.Random(1).shuffle(texts)
    found = {}
    for theme in themes(texts):
        word = theme.words[0]
        having = {place for place, text in enumerate(texts) if word in text.lower()}
        both = len(having & set(theme.members))
        found[word] = both / theme.size, both / max(len(having), 1)
    return found


def told_apart(texts: list[str]) -> bool:
    """Whether offline counters and resting officers are a theme each, and hardly mixed."""
    found = shares(texts)
    return all(min(found.get(word, (0, 0))) > 0.75 for word in ("offline", "istirahat"))


def test_what_a_third_of_the_texts_speak_of_is_a_theme_of_its_own() -> None:
    assert told_apart(OFFLINE[:13] + RESTING + OTHERS)


def test_what_most_of_the_texts_speak_of_is_the_largest_theme() -> None:
    texts = OFFLINE + RESTING[:5] + OTHERS[:3]
    assert told_apart(texts)
    assert themes(texts)[0].words[0] == "offline"


def test_few_who_speak_of_the_same_are_found_among_many() -> None:
    assert told_apart(OFFLINE[:4] + RESTING[:4] + OTHERS)


def test_equal_texts_in_equal_order_give_equal_themes() -> None:
    texts = OFFLINE + RESTING + OTHERS
    assert themes(texts) == themes(list(texts))


def test_nobody_is_a_theme_of_one_or_two() -> None:
    assert themes(OFFLINE[:2]) == []
    assert themes([]) == []

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


def share_of(word: str, texts: list[str]) -> float:
    """How far a word and the theme that tells of it are the same texts, from 0 to 1."""
    having = {place for place, text in enumerate(texts) if word in text.lower()}
    found = [set(theme.members) for theme in themes(texts) if word in theme.words[:2]]
    return max((len(having & of) / len(having | of) for of in found), default=0.0)


def told_apart(texts: list[str]) -> bool:
    """Whether offline counters and resting officers are a theme each, and hardly mixed."""
    random.Random(1).shuffle(texts)
    return all(share_of(word, texts) > 0.6 for word in ("offline", "istirahat"))


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

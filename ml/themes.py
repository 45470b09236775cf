"""What the complaints of one label are about: groups of similar texts with their telling words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ml.features import FloatArray
from ml.names import words as word_set
from ml.slang import NEGATORS
from ml.text import tokens

MOST_TEXTS = 2000
LEAST_SIZE = 3
LEAST_SIMILARITY = 0.12
N_WORDS = 5
N_EXAMPLES = 3
SMALL_WORDS: frozenset[str] = NEGATORS | word_set(
    """
    yang dan dengan untuk karena dari tapi kalau sudah saja sangat sekali bisa saya kami anda dia
    mereka ini itu ada akan atau juga lagi masih baru pun kok sih dong deh nih tuh lah kan ya yah
    wah lho loh apa siapa kapan mana bagaimana kenapa kata katanya bilang jadi lalu terus kemudian
    sampai hingga sejak waktu saat ketika pas sambil bahkan malah justru padahal cuma hanya kecuali
    walau supaya agar biar seperti kayak macam begitu begini gitu gini harus mau ingin perlu punya
    orang semua setiap tiap beberapa banyak sedikit kurang lebih paling cukup hampir para pak bu
    bapak ibu mas mbak mbah bang kakak adik tolong mohon sebaiknya usul saran terima kasih maaf
    halo eh aduh nah sini situ sana dalam luar atas bawah depan belakang samping sama antara oleh
    kepada pada bagi tentang tanpa satu dua tiga empat lima enam tujuh delapan sembilan sepuluh
    pertama kedua disuruh suruh dikasih kasih diminta minta datang pergi pulang naik turun bukan
    mending coba lihat tahu tau bikin buat pakai setengah hari minggu bulan tahun menit besok
    kemarin sekarang nanti tadi pagi siang sore malam cari sendiri lain saking sebentar masa
    """
)
"""Words that stand in any text, and so tell none from another."""


@dataclass(frozen=True)
class Theme:
    """A group of texts: how many, the words that tell it from the rest, examples (row numbers)."""

    size: int
    words: tuple[str, ...]
    examples: tuple[int, ...]
    members: tuple[int, ...]


def themes(texts: Sequence[str], *, most: int = 8) -> list[Theme]:
    """Group the (masked) texts of one label, the largest theme first.

    Texts that resemble no other stay out. Beyond 2,000 only the last 2,000 are grouped: themes are
    about what is happening now. Equal texts in equal order give equal themes. Needs scipy.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    first = max(0, len(texts) - MOST_TEXTS)
    bags = [_telling(text) for text in texts[first:]]
    rows = [place for place, bag in enumerate(bags) if bag]
    if len(rows) < LEAST_SIZE:
        return []
    vectors, words = _vectors([bags[row] for row in rows])
    similarity = np.clip(vectors @ vectors.T, 0.0, 1.0)
    distance = 1.0 - similarity[np.triu_indices(len(rows), k=1)]
    cluster = fcluster(linkage(distance, "average"), 1.0 - LEAST_SIMILARITY, "distance")
    found = []
    for name in np.unique(cluster):
        members = np.flatnonzero(cluster == name)
        if len(members) < LEAST_SIZE:
            continue
        centre = vectors[members].mean(axis=0)
        telling = np.argsort(-(centre - vectors.mean(axis=0)), kind="stable")[:N_WORDS]
        typical = members[np.argsort(-(vectors[members] @ centre), kind="stable")]
        found.append(
            Theme(
                size=len(members),
                words=tuple(words[place] for place in telling if centre[place] > 0),
                examples=_distinct(texts, [first + rows[place] for place in typical]),
                members=tuple(first + rows[place] for place in members),
            )
        )
    return sorted(found, key=lambda theme: (-theme.size, theme.members))[:most]


def _distinct(texts: Sequence[str], places: Sequence[int]) -> tuple[int, ...]:
    """The first rows whose texts differ: many people write the same few words."""
    first: dict[str, int] = {}
    for place in places:
        first.setdefault(texts[place].strip().lower(), place)
    return tuple(first.values())[:N_EXAMPLES]


def _telling(text: str) -> Counter[str]:
    """The words that carry content, without the endings that only point ("toiletnya")."""
    words = (token.word.removesuffix("nya") for token in tokens(text))
    kept = (word for word in words if word.isalpha() and len(word) > 2)
    return Counter(word for word in kept if word not in SMALL_WORDS)


def _vectors(bags: Sequence[Counter[str]]) -> tuple[FloatArray, list[str]]:
    """(n, words) TF-IDF rows of unit length over the words that stand in two texts or more.

    None is left out for being frequent: what most of the texts speak of is their largest theme, and
    a word that stands in all of them ("lama" under time) weighs next to nothing as it is.
    """
    frequency = Counter(word for bag in bags for word in bag)
    words = sorted(word for word, count in frequency.items() if count > 1)
    column = {word: place for place, word in enumerate(words)}
    vectors = np.zeros((len(bags), len(words)))
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            if word in column:
                idf = np.log((1 + len(bags)) / (1 + frequency[word])) + 1.0
                vectors[row, column[word]] = (1 + np.log(count)) * idf
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(norms > 0, norms, 1.0), words

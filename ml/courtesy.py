"""What a message opens and closes with: greetings, thanks, signatures and contacts.

Most people end a complaint with thanks as they end praise, and leave a number to be called on. Read
with the rest, "loket kosong dari pagi. terima kasih" would praise. Standard library only.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ml.names import words
from ml.slang import NEGATORS
from ml.text import STOPS, Token, content_free

_PEOPLE = words("pak bu bapak ibu kak mas mbak bang min admin dok sus ya nggih")
_GREETINGS = words("assalamualaikum waalaikumsalam tabik yth maaf")
_DAYTIMES = words("pagi siang sore malam")
_OPENING = _PEOPLE | _GREETINGS | _DAYTIMES | words("selamat wr wb pun mohon sebelumnya kepada")
_THANKS = words("terima nuhun")
_CONTACTS = frozenset({"_telepon_", "_surel_", "_akun_"})
_FAREWELLS = words("sekian demikian wassalam wassalamualaikum tabik ttd hormat")
_BEHIND_THANKS = _PEOPLE | words("kasih matur hatur banyak sebelumnya sekian demikian dan juga")
_CLOSING = (
    _BEHIND_THANKS
    | _THANKS
    | _CONTACTS
    | _FAREWELLS
    | words(
        """
        itu saja saya kami salam wr wb pun semoga sehat selalu sukses berkah amin mohon maaf
        maklum wa hubungi tolong di ke nomor hp telepon kontak email surel kabari dikabari bisa
        untuk an dari warga atas perhatian perhatiannya waktunya dengan 🙏 😊
        """
    )
    | frozenset({"_nama_", "_alamat_"})
)
_CLOSES = _THANKS | _CONTACTS | _FAREWELLS
_SAYING = NEGATORS | words(
    """
    bilang ucap ucapkan ucapan mengucapkan kata jawab menjawab balas minta ada kurang jarang uang
    tanda pakai
    """
)
"""Before these words thanks and greetings are what is spoken of: "tidak jawab salam"."""


class Parted(NamedTuple):
    """The words of a message without its courtesy, and what stood in what was left out."""

    body: Sequence[Token]
    thanks: bool
    contact: bool


def parted(sequence: Sequence[Token]) -> Parted:
    """A message that is nothing but courtesy stays whole: then its thanks are what it says.

    So does one of which nothing would be left to judge, "tidak ada nomor telepon. terima kasih",
    unless thanks alone stand behind it.
    """
    first, last = _opening(sequence), _closing(sequence)
    body = sequence[first:last]
    closed = {token.word for token in sequence[last:]}
    emptied = content_free(body) and not closed <= _THANKS | _BEHIND_THANKS | STOPS
    if not body or (emptied and not content_free(sequence)):
        return Parted(sequence, thanks=False, contact=False)
    return Parted(
        body, thanks=not closed.isdisjoint(_THANKS), contact=not closed.isdisjoint(_CONTACTS)
    )


def _opening(sequence: Sequence[Token]) -> int:
    """Where the message begins behind its greeting."""
    first = 0
    while first < len(sequence) and _within(sequence[first], _OPENING):
        first += 1
    head = [token.word for token in sequence[:first]]
    daytime = any(day in _DAYTIMES for word, day in pairwise(head) if word == "selamat")
    return first if daytime or not _GREETINGS.isdisjoint(head) else 0


def _closing(sequence: Sequence[Token]) -> int:
    """Where its thanks, signature or contact begins; a question keeps its sign."""
    last = len(sequence)
    while last and _within(sequence[last - 1], _CLOSING):
        last -= 1
    while last < len(sequence) and _half_of_thanks(sequence, last):
        # "pilih kasih" is no thanks, nor is "uang terima kasih".
        last += 1
    spoken_of = 0 < last < len(sequence) and sequence[last].word not in STOPS
    said = spoken_of and sequence[last - 1].word in _SAYING
    if said or not any(token.word in _CLOSES for token in sequence[last:]):
        return len(sequence)
    while last < len(sequence) and sequence[last].word in "?!":
        last += 1
    return last


def _half_of_thanks(sequence: Sequence[Token], place: int) -> bool:
    """Whether a closing would begin within "terima kasih" or what only looks like it."""
    word = sequence[place].word
    if word == "terima":
        return place + 1 == len(sequence) or sequence[place + 1].word != "kasih"
    return word == "kasih"


def _within(token: Token, kind: frozenset[str]) -> bool:
    return token.word in kind or token.word in STOPS

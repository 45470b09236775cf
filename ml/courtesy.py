"""What a message opens and closes with: greetings, thanks, signatures and contacts.

Most people end a complaint with thanks as they end praise, and leave a number to be called on. Read
with the rest, "loket kosong dari pagi. terima kasih" would praise. Standard library only.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ml.names import words
from ml.slang import NEGATORS
from ml.text import STOPS, Token

_PEOPLE = words("pak bu bapak ibu kak mas mbak bang min admin dok sus ya nggih")
_GREETINGS = words(
    "assalamualaikum waalaikumsalam selamat salam tabik permisi yth izin maaf hormat"
)
_OPENING = _PEOPLE | _GREETINGS | words("wr wb pagi siang sore malam pun mohon sebelumnya kepada")
_THANKS = words("terima kasih nuhun")
_CONTACTS = frozenset({"_telepon_", "_surel_"})
_FAREWELLS = words("sekian demikian wassalam wassalamualaikum salam tabik ttd hormat")
_CLOSING = (
    _PEOPLE
    | _THANKS
    | _CONTACTS
    | _FAREWELLS
    | words(
        """
        matur hatur banyak sebelumnya itu saja saya kami wr wb pun semoga sehat selalu sukses berkah
        lancar amin mohon maaf maklum wa hubungi tolong di ke nomor hp telepon kontak email surel
        kabari dikabari bisa dan juga untuk an dari warga atas perhatian perhatiannya waktunya
        dengan 🙏 😊
        """
    )
    | frozenset({"_nama_", "_alamat_"})
)
_OPENS = _GREETINGS
_CLOSES = _THANKS | _CONTACTS | _FAREWELLS
_SAYING = NEGATORS | words("bilang ucap ucapkan ucapan mengucapkan kata jawab menjawab balas minta")
"""Before these words thanks and greetings are what is spoken of: "tidak jawab salam"."""


class Parted(NamedTuple):
    """The words of a message without its courtesy, and what stood in what was left out."""

    body: Sequence[Token]
    thanks: bool
    contact: bool


def parted(sequence: Sequence[Token]) -> Parted:
    """A message that is nothing but courtesy stays whole: then its thanks are what it says."""
    first, last = _opening(sequence), _closing(sequence)
    if last <= first:
        return Parted(sequence, thanks=False, contact=False)
    closed = {token.word for token in sequence[last:]}
    return Parted(
        sequence[first:last],
        thanks=not closed.isdisjoint(_THANKS),
        contact=not closed.isdisjoint(_CONTACTS),
    )


def _opening(sequence: Sequence[Token]) -> int:
    """Where the message begins behind its greeting."""
    first = 0
    while first < len(sequence) and _within(sequence[first], _OPENING):
        first += 1
    return first if any(token.word in _OPENS for token in sequence[:first]) else 0


def _closing(sequence: Sequence[Token]) -> int:
    """Where its thanks, signature or contact begins; a question keeps its sign."""
    last = len(sequence)
    while last and _within(sequence[last - 1], _CLOSING):
        last -= 1
    said = last and sequence[last - 1].word in _SAYING
    if said or not any(token.word in _CLOSES for token in sequence[last:]):
        return len(sequence)
    while last < len(sequence) and sequence[last].word in "?!":
        last += 1
    return last


def _within(token: Token, kind: frozenset[str]) -> bool:
    return token.word in kind or token.word in STOPS

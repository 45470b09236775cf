"""Danger that people are to themselves: who does not want to live any more."""

import re
from collections.abc import Sequence

from ml.danger.signs import Sign, pattern

_MACHINE = (
    r"(?:lampu|ac|mesin|listrik|hp|server|komputer|kipas|genset|motor|mobil|wifi|tv|layar|printer|"
    r"alat|air|baterai|aplikasi|sistem)(?:nya)?"
)
"""What lives and dies without anybody being hurt."""

DESPAIR: tuple[Sign, ...] = (
    Sign(
        r"mati",
        beside=r"""
        (?:mau|ingin|pengen|pingin|mending|mendingan|biar|pilih|baik|pengin|kepengin|
        arep) ~1 mati(?: saja| wae| sekalian| rasanya|$)|mati saja|mending\w* mati (?:daripada|
        dari)""",
        never=r"""
        (?:sampai|sampe|nganti) ~1 mau mati|lampu|ac|matiin|hp|server|mesin|listrik|calo""",
    ),
    Sign(
        r"hidup\w*|urip|hurip|hurik|nyawa\w*|life|live",
        beside=r"""
        (?:capek|cape|lelah|bosan|bosen|kesal|jengkel|malas|muak|tidak mau|tidak kuat|
        tidak sanggup|ora kuat|wegah|tidak ingin|tidak pengen) ~1 (?:hidup|urip|hurip|hurik)|
        tidak kuat urip|(?:tidak ada|apa|percuma) (?:guna\w* )?(?:lagi )?(?:saya )?hidup(?! di)|
        (?:akhiri|mengakhiri|habisi) hidup|(?<!yang )(?<!lampu )hidup (?:lagi )?(?:tidak|
        percuma|sia)|melayang|
        taruhan nyawa|tidak (?:mau|ingin) bangun lagi|hidup (?:saya )?(?:sudah )?(?:hancur|
        tidak berarti|tidak berguna)|menyerah (?:sama|dengan) hidup|nyawa\w* (?:taruhan\w*|
        melayang|hilang)|end my life""",
        never=rf"hidup (?:di|dalam) (?:antri\w*|jalan)|{_MACHINE} ~3 hidup|hidup {_MACHINE}",
    ),
    Sign(
        r"(?:meng|di)?akhiri|berakhir|hidup\w*",
        beside=r"""
        (?:saya|mau|ingin|mending|rasanya|pilih|biar) ~2 (?:meng|di)?akhiri ~1 (?:hidup\w*|
        semua(?: ini)?(?: saja)?(?: [.,!?]|$)|saja$)|hidup\w* ~3 (?:berakhir|ada (?:lagi )?arti\w*)|
        akhiri saja hidup\w*""",
        never=rf"{_MACHINE}|kontrak|izin|masa (?:hidup|berlaku)|asuransi",
    ),
    Sign(
        r"bunuh|gantung|nadi|silet\w*|lompat|loncat|terjun|suicide|racun",
        beside=r"""
        bunuh diri|gantung diri|nadi|silet|(?:mau|ingin|mending|pengen) (?:lompat|loncat|
        terjun)|(?:lompat|loncat|terjun) (?:saja|dari (?:lantai|atap|atas|jembatan|gedung|
        menara))|suicide|minum racun|nenggak racun""",
        never=r"""
        bikin (?:mau )?bunuh diri|lumpat|(?:poster|penyuluhan|pencegahan|cegah|mencegah|seminar|
        sosialisasi|kampanye|spanduk|artikel) ~3 bunuh diri|air terjun|terjun ~1 (?:langsung|payung|
        ke (?:usaha|lapangan|dunia|masyarakat|politik|bisnis|bidang|desa|pasar))""",
    ),
    Sign(
        r"terakhir|titip|tali|butir|sekaligus|\w*telan|nyebur|mati|bangun|anymore|kuat",
        beside=r"""
        (?:surat|malam|hari|pesan) (?:ini )?(?:yang )?terakhir (?:saya|dari saya|untuk saya)|
        malam ini (?:yang )?terakhir|titip anak\w* .*(?:terakhir|maaf|pamit|lunas)|
        (?:terakhir|maaf|pamit|lunas) .*titip anak\w*|tali (?:sudah |udah )(?:ada|beli|siap\w*)|
        (?:minum|telan|menelan) (?:semua|sekaligus)|(?:kumpulkan|kumpulin|ngumpulin) ~2 butir|
        (?:pikiran|saya) ~1 mau nyebur|mau nyebur (?:saja|ke (?:sungai|laut|sumur|kali))|
        lebih (?:enak|baik) ~2 (?:saya )?mati|
        untuk apa (?:saya )?bangun|can't ~2 anymore""",
        never=rf"""
        (?:hari|malam) ini terakhir (?:buka|daftar|pendaftaran)|dosis|ombudsman|
        surat\w* ~5 (?:\w*balas\w*|tanggal|dijawab)|{_MACHINE} ~1 mati|mati {_MACHINE}|otp|sms|
        eror|aplikasi""",
    ),
    Sign(
        r"ada|adanya",
        beside=r"""
        mending (?:saya|aku|gue|gw) (?:tidak|gak) (?:usah |perlu )?ada(?: lagi| sekalian|
        [ ]saja| \W|$)|(?:kalau|bila|jika|sepeninggal) (?:saya|aku|gue|
        gw) (?:sudah )?tidak ada(?: lagi| \W|$)|
        kalau ~1 saya (?:sudah )?tidak ada (?:, )?(?:tolong|titip|urus)""",
    ),
    Sign(
        r"pikiran\w*",
        beside=r"takut (?:sama|dengan|pada) pikiran",
    ),
    Sign(
        r"ilang|hilang|pamit|menghilang|nyusul|menyusul|mentas|gone",
        beside=r"""
        (?:mau|ingin|pengen|pingin|pengin) (?:ilang|hilang|menghilang) (?:saja|aja|dari|
        rasanya)?|(?:ingin|mau) (?:me)?nyusul (?:ibu|bapak|suami|istri|almarhum\w*)""",
        never=r"nomor|menyusul berkas",
    ),
)

_WEARY = re.compile(
    pattern(
        r"""
        \b(?:saya|rasanya|hidup\w*)\b ~4 (?:(?:meng|di)?akhiri (?:semua|hidup|saja)|putus asa|
        (?:tidak sanggup|tidak kuat) lagi|tidak ada (?:guna|arti)\w*|tidak berguna|
        (?:mau|ingin) (?:berakhir|hilang|mati|menyerah|nyerah)|menyerah saja|nyerah saja|
        lelah hidup|
        berakhir(?: saja| [.!]|$))"""
    )
)


def sounds_weary(words: Sequence[str]) -> bool:
    """Whether canonical words may be those of somebody who gives up: no alarm, and yet a person
    should read them."""
    return _WEARY.search(" ".join(words)) is not None

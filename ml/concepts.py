"""The word lists behind `ml.lexicon`: "concept: stem stem", phrases with an underscore."""

_LISTS = """
wait: antri tunggu lama lambat molor ngaret telat terlambat
bribe: pungli suap calo sogok setor uang_rokok uang_kopi orang_dalam salam_tempel
"""


def _read(
    lists: str,
) -> tuple[dict[str, tuple[str, ...]], dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]]:
    single: dict[str, tuple[str, ...]] = {}
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    name = ""
    for line in lists.strip().splitlines():
        if ":" in line:
            name, _, line = line.partition(":")
            name = name.strip()
        for entry in line.split():
            words = tuple(part for part in entry.split("_") if part)
            if len(words) == 1:
                single[words[0]] = (*single.get(words[0], ()), name)
            else:
                phrases[words] = (*phrases.get(words, ()), name)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for words, names in phrases.items():
        by_first.setdefault(words[0], []).append((words[1:], names))
    return single, by_first


STEMS, PHRASES = _read(_LISTS)

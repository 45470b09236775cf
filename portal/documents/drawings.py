"""What the documents are drawn with: the four faces, the tapis band, the mark."""

_FACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none"'
    ' stroke-linecap="round" stroke-linejoin="round"><circle cx="32" cy="32" r="29"'
    ' fill="{soft}" stroke="{line}" stroke-width="3.4"/>{inside}</svg>'
)
_INSIDES = (
    '<path stroke="#8A2F06" stroke-width="3.6" d="M17 20.5l8-4M47 20.5l-8-4M21 46c6-10'
    ' 16-10 22 0"/>'
    '<circle fill="#8A2F06" cx="22.5" cy="27.5" r="3.1"/>'
    '<circle fill="#8A2F06" cx="41.5" cy="27.5" r="3.1"/>',
    '<path stroke="#704500" stroke-width="3.6" d="M21 43.5c7-4 15-4 22 0"/>'
    '<circle fill="#704500" cx="22.5" cy="26.5" r="3.1"/>'
    '<circle fill="#704500" cx="41.5" cy="26.5" r="3.1"/>',
    '<path stroke="#1F5070" stroke-width="3.6" d="M20 38.5c6.5 8 17.500 8 24 0"/>'
    '<circle fill="#1F5070" cx="22.5" cy="26" r="3.1"/>'
    '<circle fill="#1F5070" cx="41.5" cy="26" r="3.1"/>',
    '<path stroke="#174A75" stroke-width="3.6" d="M17.500 27c2-5.500 8-5.500 10 0M36.500 27'
    'c2-5.500 8-5.500 10 0"/><path fill="#174A75" d="M18 36.500h28c0 17-28 17-28 0z"/>',
)
_COLOURS = (
    ("#FBEAE1", "#A33A0A"),
    ("#FCF1E0", "#C2781E"),
    ("#E9F2F8", "#4A89B5"),
    ("#DCE9F4", "#1C5A8C"),
)

FACES: tuple[str, ...] = tuple(
    _FACE.format(soft=soft, line=line, inside=inside)
    for (soft, line), inside in zip(_COLOURS, _INSIDES, strict=True)
)
"""Faces of the answers 1 to 4."""

TAPIS_TILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 10" width="16" height="10">'
    '<path fill="#7D1B2B" d="M0 0h16v10H0z"/><path fill="#C9973A" d="M0 0h16v.7H0zm0'
    ' 9.300h16v.7H0z"/>'
    '<path fill="none" stroke="#DDB159" stroke-width="1" d="M4 7.600 8 3.200l4 4.400"/>'
    '<path fill="#DDB159" d="m8 5.400 1.400 1.500L8 8.400 6.600 6.900zM0 3.400l1.200 1.600L0'
    ' 6.600zm16 0-1.200 1.600L16 6.600z"/></svg>'
)
"""Pucuk rebung: one tile of the band, 16 by 10."""

MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><path fill="#7D1B2B"'
    ' d="M4 3h20a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H12l-5 4v-4H4a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z"/>'
    '<path fill="#DDB159" fill-rule="evenodd" d="M14 6.500 20.500 13 14 19.500 7.500 13zM14 9l-4'
    ' 4 4 4 4-4zm0 2.200 1.800 1.800-1.800 1.800-1.800-1.800z"/></svg>'
)

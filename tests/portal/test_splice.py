"""A page packed once: whatever is set into it later unpacks to the page with it."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.splice import MARK, in_pieces, splice


@given(st.binary(max_size=60_000), st.binary(max_size=300), st.binary(min_size=1, max_size=60))
def test_a_spliced_page_unpacks_to_the_page_with_its_piece(
    before: bytes, after: bytes, piece: bytes
) -> None:
    # A mark across the seams would be cut elsewhere; pages hold none, so those are left out.
    page = before + MARK + after + before[:5000]
    if page.count(MARK) == 1 and b"\x00" not in page:
        made = splice(page, len(piece))
        packed = made.gzipped(piece)
        assert gzip.decompress(packed) == page.replace(MARK, piece)
        assert len(packed) == made.packed_length
        assert made.plain(piece) == page.replace(MARK, piece)


def test_a_piece_of_another_length_or_a_page_without_its_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 3"):
        splice(b"a" + MARK + b"b", 3).gzipped(b"four")
    with pytest.raises(ValueError, match="0 times"):
        splice(b"a page", 3)


@given(
    st.lists(st.binary(max_size=60).filter(lambda b: b"@" not in b), min_size=1, max_size=6),
    st.binary(max_size=300),
    st.binary(max_size=300),
)
def test_a_page_in_pieces_unpacks_to_what_was_filled_in(
    parts: list[bytes], first: bytes, second: bytes
) -> None:
    page = in_pieces(b"@a@".join(parts) + b"@b@", (b"@a@", b"@b@"))
    pieces = {b"@a@": first, b"@b@": second}
    assert page.filled(pieces) == first.join(parts) + second
    assert gzip.decompress(page.gzipped(pieces)) == page.filled(pieces)

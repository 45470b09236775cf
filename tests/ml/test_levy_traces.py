"""A name stays sealed for a person to see where a levy may have been missed, and only there."""

import pytest

from ml.levy_traces import may_hide_a_levy


@pytest.mark.parametrize(
    ("redacted", "integrity"),
    [
        ("pak [nama] baik, nambah 50rb langsung beres", 0.0),
        ("bu [nama] bilang seikhlasnya saja", 0.0),
        ("PAK [nama] DIKASIH ROKOK LANGSUNG JADI", 0.0),
        ("terima kasih mas [nama], bayar sedikit lebih cepat kok", 0.0),
        ("dhuwit kanggo pak [nama]", 0.0),
        ("pak [nama] tahu beres", 0.05),
    ],
)
def test_any_trace_of_money_or_suspicion_keeps_a_name(redacted: str, integrity: float) -> None:
    assert may_hide_a_levy(redacted, integrity)


@pytest.mark.parametrize(
    ("redacted", "integrity"),
    [
        ("bu [nama] ramah sekali, terima kasih", 0.01),
        ("pak [nama] judes, antre tiga jam", 0.02),
        ("nambah 50rb langsung beres", 0.9),
        ("", 0.0),
    ],
)
def test_no_trace_or_no_name_keeps_nothing(redacted: str, integrity: float) -> None:
    assert not may_hide_a_levy(redacted, integrity)

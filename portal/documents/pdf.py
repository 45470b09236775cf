"""A document of a template and what is given to it, as PDF that a screen reader can read."""

import json
from collections.abc import Mapping
from pathlib import Path


def pdf_of(template: Path, given: Mapping[str, object]) -> bytes:
    """The pages that a template makes of what is given, tagged as PDF/UA-1 (ISO 14289-1).

    Raises what the typesetter says is wrong, and TypeError where there is no page.
    """
    # The typesetter takes seven megabytes, which a process that only takes answers does without.
    import typst

    made = typst.compile(
        template.read_bytes(),
        sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("the document has no pages")
    return made

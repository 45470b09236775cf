"""A training plan on paper: a tagged PDF on landscape A4."""

from pathlib import Path

from portal import wording
from portal.documents.pdf import pdf_of
from portal.documents.plan_words import (
    approval_words,
    changes_of,
    data_until,
    reading_words,
    reason_of,
    span_of,
    state_of,
)
from surveys.plan_approval import drafters_of
from surveys.plans import StoredPlan

TEMPLATE = Path(__file__).with_name("plan.typ")


def plan_pdf(plan: StoredPlan, *, sample: bool = False) -> bytes:
    """The plan as a tagged PDF on landscape A4."""
    rows = [
        [
            str(number),
            item.unit_name,
            item.agency_name,
            item.topic_name,
            f"{item.method or '–'}, {item.hours_jp or '–'} JP",
            str(item.seats),
            wording.rupiah_from_sen(item.cost_sen),
            reason_of(plan, item),
            f"{wording.about(item.expected_gain)} ("
            f"{wording.about(float(item.evidence.get('low', 0.0)))} sampai "
            f"{wording.about(float(item.evidence.get('high', 0.0)))})",
        ]
        for number, item in enumerate(plan.items, start=1)
    ]
    given = {
        "title": f"Rencana pelatihan siklus {plan.cycle}",
        "state": f"{state_of(plan)}. Pelaksanaan {span_of(plan.cycle)}",
        "sample": "Contoh: semua nama dan angka rekaan." if sample else "",
        "figures": f"{wording.rupiah_from_sen(plan.spent_sen)} dari "
        f"{wording.rupiah_from_sen(plan.budget_sen)}, "
        f"{sum(item.seats for item in plan.items)} kursi",
        "until": f"Data sampai {data_until(plan)}.",
        "audit": "Untuk pemeriksa: versi data "
        f"{'.'.join(str(part) for part in plan.basis.get('data_version', ())) or '–'}, "
        f"versi pembaca otomatis {plan.basis.get('model_version') or 'tidak ada'}, "
        f"angka acak awal {plan.basis.get('seed', '–')}.",
        "rows": rows,
        "notes": [
            *(str(n) for n in plan.basis.get("notes", [])),
            *reading_words(plan),
            *approval_words(plan),
        ],
        "changes": [list(change) for change in changes_of(plan)],
        "signed": [
            ["Disusun", f"akun {', '.join(drafters_of(plan))}"],
            ["Diperiksa", ""],
            ["Disetujui", f"akun {plan.approved_by}" if plan.approved_by else ""],
        ],
    }
    return pdf_of(TEMPLATE, given)

"""What a report says of the closing of its period, and of the sheets outside of its figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from portal import wording
from portal.documents.making import Making
from surveys.results_corrections import Since
from surveys.results_report import MOST_SHEETS, SkmReport
from surveys.results_report_units import AgencyWhole
from surveys.results_trend import Corrected


def edition_words(report: SkmReport, making: Making) -> str:
    """Whether the report may be handed on, and what it holds for that."""
    if not report.public:
        return _working_words(report)
    since, day = report.since, wording.day(making.made_on)
    if since is not None and since.withdrawn:
        return (
            "Edisi terbit. Angkanya adalah angka saat periode ditutup, dan tidak tampil lagi untuk"
            f" umum pada {day}."
        )
    if since is not None and since.moved:
        return (
            "Edisi terbit. Angkanya adalah angka saat periode ditutup. Yang tampil untuk umum pada"
            f" {day} sudah memuat perubahan sesudahnya: {_value(since)}."
        )
    words = f"Edisi terbit. Angkanya sama dengan yang tampil untuk umum pada {day}."
    if report.whole is not None and (report.whole.moved or report.whole.withdrawn):
        words = f"Edisi terbit. {_of_units(report.whole, day)}"
    if report.waiting > 0:
        words += f" {wording.number(report.waiting)} lembar terbaru belum ikut; {_steps(report)}"
        words += ", supaya tidak ada jawaban yang bisa dikenali."
    return words


def _of_units(whole: AgencyWhole, day: str) -> str:
    """How the figures of closed units differ from what everybody sees of them."""
    told = []
    if whole.moved:
        told.append(f"yang tampil untuk umum pada {day} sudah memuat perubahan sesudahnya")
    if whole.withdrawn:
        n = wording.number(whole.withdrawn)
        told.append(f"angka {n} unit di antaranya tidak tampil lagi untuk umum pada {day}")
    return f"Unit yang periodenya ditutup masuk dengan angka saat ditutup; {'; '.join(told)}."


def too_many_words(report: SkmReport) -> str:
    """Why single sheets are not there where a spreadsheet cannot hold them; else nothing."""
    if report.whole is not None or report.figures.respondents <= MOST_SHEETS:
        return ""
    return (
        f"Lembar satu per satu tidak dimuat: satu tabel memuat {wording.number(MOST_SHEETS)} baris,"
        f" lembarnya {wording.number(report.figures.respondents)}. Ambil semuanya lewat ekspor."
    )


def _working_words(report: SkmReport) -> str:
    if report.since is None:
        return (
            "Edisi kerja, hanya untuk di dalam instansi. Isinya bisa berbeda beberapa lembar dari"
            " angka untuk umum, jadi jangan diteruskan."
        )
    words = (
        "Edisi kerja, hanya untuk di dalam instansi, jangan diteruskan. Periode ini sudah ditutup:"
        " angkanya adalah angka saat ditutup."
    )
    if not report.sheets and not too_many_words(report):
        words += (
            " Lembar satu per satu tidak dimuat, sebab lembar hari ini tidak lagi sama dengan"
            " angka itu."
        )
    return words


def closing_words(report: SkmReport) -> dict[str, Any] | None:
    """When and by whom the period was closed and what came since; None while it is open.

    An account is named within the agency only; what is handed on names the agency.
    """
    since = report.since
    if report.closed_unseen is not None:
        return {"words": _unseen(report, report.closed_unseen), "corrections": []}
    if since is None:
        return None
    by = report.agency_name if report.public else since.closing.closed_by
    day = wording.day(since.closing.closed_on)
    told = [
        f"Periode ini ditutup {day} oleh {by}; angka di laporan ini adalah angka saat itu.",
        *_held_back(report, since),
        *_late(since),
        *_beside(report, since),
    ]
    rows = [
        [
            wording.day(each.noted_on),
            wording.number(each.respondents),
            wording.points(each.index),
        ]
        for each in since.corrections
    ]
    return {"words": " ".join(told), "corrections": rows}


def trend_notes(report: SkmReport) -> list[str]:
    """Closed periods of the trend that were corrected: the issued value, and beside it the new."""
    return [
        f"{point.period.label.id[:1].upper()}{point.period.label.id[1:]} terbit dengan"
        f" {_told(point.index, point.respondents)}; {_corrected(point.corrected)}."
        for point in report.trend
        if point.corrected is not None
    ]


def _corrected(now: Corrected) -> str:
    value = _told(now.index, now.respondents)
    if now.on is None:
        return f"sekarang {value}, koreksinya belum dicatat"
    how = "dikoreksi" if now.noted else "tampil untuk umum sejak"
    return f"{how} {wording.day(now.on)}: {value}"


def _told(index: Decimal | None, respondents: int) -> str:
    return f"nilai {wording.points(index)} dari {wording.number(respondents)} responden"


def _unseen(report: SkmReport, closed_on: date) -> str:
    """Of a period that was closed with figures that were not public, while these are."""
    return (
        f"Periode ini ditutup {wording.day(closed_on)} oleh {report.agency_name}, saat angkanya"
        " belum tampil untuk umum. Angka di laporan ini adalah yang tampil untuk umum sekarang."
    )


def _held_back(report: SkmReport, since: Since) -> list[str]:
    """The sheets that had come by the closing and are not in its figures."""
    held = since.closing.held_back
    if not held:
        return []
    n = wording.number(abs(held))
    if held > 0:
        return [f"Saat ditutup, {n} lembar yang sudah masuk belum ikut, sebab {_steps(report)}."]
    return [f"Saat ditutup, {n} lembar yang dikeluarkan masih ikut, sebab {_steps(report)}."]


def _late(since: Since) -> list[str]:
    """The sheets that came, or were taken out, after it."""
    late = since.late
    if late is None:
        n = wording.number(abs(since.outside))
        return [f"Jumlah lembar sekarang berselisih {n} dari angka itu."] if since.outside else []
    if late > 0:
        return [f"Sesudah ditutup masuk {wording.number(late)} lembar susulan."]
    if late < 0:
        return [f"Sesudah ditutup {wording.number(-late)} lembar dikeluarkan dari hitungan."]
    return []


def _beside(report: SkmReport, since: Since) -> list[str]:
    """What of it is noted beside the figures, and what still waits for that."""
    told = []
    if since.corrections:
        told.append("Yang tercatat sebagai koreksi ada di bawah dan tidak mengubah laporan ini.")
    if since.withdrawn:
        told.append("Angka untuk umum ditarik sesudah itu.")
    elif since.to_note and since.closing.is_public:
        told.append(f"Angka untuk umum sudah bergerak: {_value(since)}; koreksinya belum dicatat.")
    elif since.to_note:
        told.append("Koreksinya belum dicatat.")
    if since.waiting and since.outside != since.closing.held_back:
        n = wording.number(abs(since.waiting))
        least = wording.number(report.smallest)
        told.append(f"{n} lembar menunggu; koreksi dicatat mulai {least} lembar.")
    return told


def _steps(report: SkmReport) -> str:
    return (
        f"angka untuk umum bergerak paling sedikit {wording.number(report.smallest)} lembar sekali"
    )


def _value(since: Since) -> str:
    now = since.frozen if since.now is None else since.now
    return _told(now.index, now.respondents)

"""The proof of publication: the public page, and every other medium that the agency wrote down."""

from portal import wording
from surveys.results_report import SkmReport


def media_rows(report: SkmReport) -> list[list[str]]:
    """Number, medium, and when or where the results are shown in it."""
    rows = [["Situs web", _page_words(report)]]
    for line in report.texts["media"].splitlines():
        medium, _, where = line.partition(":")
        if line.strip():
            rows.append([medium.strip(), where.strip() or "–"])
    return [[str(number), *row] for number, row in enumerate(rows, start=1)]


def _page_words(report: SkmReport) -> str:
    if report.published_on is None:
        return "Belum tampil; halaman itu menampilkan nilai setelah jawaban cukup."
    told = f"Diperbarui {wording.day(report.published_on)}."
    if report.public:
        return told
    return f"Nilai tampil per triwulan. {told}"

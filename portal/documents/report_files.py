"""How the files of reports are called."""

from portal.downloads import plain_name
from surveys.results_report import SkmReport


def report_file_name(report: SkmReport, kind: str) -> str:
    """The file of a report as PDF or workbook; that of the working edition says so."""
    days = f"{report.first.isoformat()}-{report.last.isoformat()}"
    named = days if report.period is None else report.period.code
    return file_name(report.unit_code, named if report.public else f"{named}-kerja", kind)


def file_name(code: str, period: str, kind: str) -> str:
    """The name of a file about a place and period."""
    return f"laporan-skm-{plain_name(code)}-{period}.{kind}"

"""LibreOffice, so that another program than ours opens what we made."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import missing

# Without this LibreOffice shows the stored results of a file that another program wrote.
ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def convert(folder: Path, files: Sequence[Path], to: str, into: Path, *options: str) -> None:
    """Open files with a profile of its own in a folder, and write them again as another kind."""
    soffice = shutil.which("soffice")
    if soffice is None:
        missing("LibreOffice")
    command = [str(soffice), f"-env:UserInstallation=file://{folder}/office", "--headless"]
    command += [*options, "--convert-to", to, "--outdir", str(into), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def computed_by_libreoffice(folder: Path, *names: str) -> None:
    """Open workbooks in another program, compute every formula, and write the results as ODS."""
    profile = folder / "office" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_COMPUTE, encoding="utf-8")
    convert(folder, [folder / name for name in names], "ods", folder)

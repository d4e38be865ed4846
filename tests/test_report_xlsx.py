"""The workbook: read back, printable, and without a formula whatever a document says."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from report_builder import clean_report, unreadable_report

from auditor.report.formats.xlsx import columns_of
from auditor.report.writing import Audited
from tests.outputs import few, hostile, written

SHEETS = ["问题清单", "勘误表", "核对情况", "未核项目"]


def book(*audited: Audited, **look: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", *audited, **look)))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_every_finding_every_correction_and_every_document_is_a_row(seed: Audited) -> None:
    found = book(seed)
    assert found.sheetnames == SHEETS
    issues = rows(found["问题清单"])
    assert issues[0][0] == "勉县城乡居民社会养老保险经办中心 2024年预算 问题清单"
    assert len(issues) == 3 + len(seed.report.findings)
    assert {row[17] for row in issues[3:]} == {finding.fingerprint for finding in seed.report.findings}
    assert [row[0] for row in issues[3:]] == list(range(1, len(seed.report.findings) + 1))
    wrong = sum(1 + len(cause.figures) + len(cause.follows) for cause in seed.report.causes)
    blank = sum(finding.suggested is not None for finding in seed.report.findings)
    assert len(rows(found["勘误表"])) == 3 + wrong + blank
    assert rows(found["核对情况"])[3][4:6] == ["有问题", 26]
    unchecked = sum(int(row[3]) for row in rows(found["未核项目"])[3:])
    assert unchecked == sum(check.verdict.value == "unchecked" for check in seed.report.checks)


def test_figures_are_numbers_with_their_decimals(seed: Audited) -> None:
    sheet = book(few(seed))["问题清单"]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[16].value == 8)
    assert [Decimal(str(cell.value)) for cell in row[5:8]] == [Decimal("3.6"), Decimal("0.9"), Decimal("2.7")]
    assert {cell.number_format for cell in row[5:8]} == {"#,##0.0"}
    assert row[9].value == "公务用车运行费 0.3 万元 → 3.0 万元"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sheet_prints_well(seed: Audited, lang: str) -> None:
    for sheet in book(seed, lang=lang):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.freeze_panes == "A4"
        assert all(sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_are_narrow_enough_to_be_read_in_print(lang: str) -> None:
    for columns in columns_of(lang, many=True):  # type: ignore[arg-type]
        assert sum(column.width for column in columns if not column.aside) < 190


def test_the_state_is_chosen_from_a_list(seed: Audited) -> None:
    (validation,) = book(seed)["问题清单"].data_validations.dataValidation
    assert validation.formula1 == '"待核对,已更正,无需更正,已豁免,基线已知"'


def test_several_documents_share_the_sheets(seed: Audited) -> None:
    found = book(few(seed), Audited(clean_report()), Audited(unreadable_report(), 3))
    assert rows(found["问题清单"])[0][0] == "问题清单"
    coverage = rows(found["核对情况"])[3:]
    assert [row[4] for row in coverage] == ["有问题", "未发现不一致", "无法读取"]
    assert coverage[2][-1].startswith("没有文字层")
    assert "$J$" in found["勘误表"].print_area  # the column of files is printed too


def test_no_text_becomes_a_formula_or_a_link() -> None:
    data = written("xlsx", hostile(), lang="en")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name]
    assert all(not re.search(r"<f>|<f |hyperlink", sheet) for sheet in sheets if "=HYPERLINK" not in sheet)
    found = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any(cell.value.startswith("=HYPERLINK") for cell in cells)
    assert all("<f>" not in sheet for sheet in sheets)
    for cell in cells:
        if cell.value.startswith("=HYPERLINK") and cell.row > 3:
            assert cell.quotePrefix


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.office
def test_it_opens_and_prints_in_libreoffice(seed: Audited, tmp_path: Path) -> None:
    (tmp_path / "seed.xlsx").write_bytes(written("xlsx", seed))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "seed.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    told = subprocess.run(["pdftotext", "-layout", str(tmp_path / "seed.pdf"), "-"], check=True, capture_output=True)
    pages = told.stdout.decode().rstrip("\f").split("\f")
    assert len(pages) <= 8
    assert all("级别" in page and "答复" in page for page in pages[:2])  # headings are repeated
    assert "231,200.00" in told.stdout.decode()

"""The HTML report as one file that asks nothing of the network.

Everything from the document passes the template's escaping; style and script are our own files, named by their hashes in
the content security policy, so nothing else would run even if something slipped through.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from auditor import __version__
from auditor.model import Page, Report
from auditor.report.issues import SEVERITIES
from auditor.report.tally import packs
from auditor.report.web.sheets import sheets
from auditor.report.web.view import view
from auditor.report.words import Lang, pick, word

if TYPE_CHECKING:
    from jinja2 import Environment


def render(report: Report, pages: Sequence[Page], pictures: Mapping[int, str], lang: Lang) -> str:
    """Return the report as HTML; `lang` is the language it opens in, `pictures` are data URLs by page number."""
    from markupsafe import Markup

    style, script = own("report.css"), own("report.js")
    drawn = [sheet._replace(svg=Markup(sheet.svg)) for sheet in sheets(report, pages, pictures)]  # noqa: S704 page_svg escapes
    return (
        environment()
        .from_string(own("report.html.jinja"))
        .render(
            lang=lang,
            version=__version__,
            zh=view(report, "zh"),
            en=view(report, "en"),
            severities_zh={name: pick(text, "zh") for name, text in SEVERITIES.items()},
            severities_en={name: pick(text, "en") for name, text in SEVERITIES.items()},
            sure_zh={key: word(key, "zh") for key in ("high", "medium", "low")},
            sure_en={key: word(key, "en") for key in ("high", "medium", "low")},
            packs=packs(report, "en") if report.packs else "",
            sha256=report.sha256,
            sheets=drawn,
            pictured=bool(pictures),
            style=Markup(style),  # noqa: S704 our own file
            script=Markup(script),  # noqa: S704 our own file
            style_hash=hash_source(style),
            script_hash=hash_source(script),
        )
    )


def environment() -> Environment:
    """Return what fills our templates: every text is escaped, and a name that is missing is an error."""
    import jinja2

    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def own(name: str) -> str:
    """Return a file of this folder."""
    return resources.files("auditor.report.web").joinpath(name).read_text(encoding="utf-8")


def hash_source(text: str) -> str:
    """Return the source expression of a content security policy that lets exactly this text run."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

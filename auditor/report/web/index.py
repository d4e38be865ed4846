"""The page that opens first in a folder of HTML reports: every document, worst first, with a link to its own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from auditor import __version__
from auditor.model import Text
from auditor.report.naming import clean
from auditor.report.overview import OF_DOCUMENT, OF_RULE, by_rule, numbers, result, total, worst_first
from auditor.report.web.render import environment, hash_source, own
from auditor.report.words import pick
from auditor.report.writing import Ending, Look

_TITLE = Text("核对结果", "Audit results")
_DOCUMENTS = Text("各份文件，最差的在前", "Documents, worst first")
_RULES = Text("各条规则", "Rules")


class Row(NamedTuple):
    """One document; `passes` tells that the gate lets it pass whatever was found."""

    name: str
    link: str
    status: str
    passes: bool
    result: str
    numbers: list[str]
    problem: str


def index(ending: Ending, links: Sequence[str], look: Look) -> str:
    """Return the page; `links` are the files of the documents as seen from it, "" for one that has none."""
    from markupsafe import Markup

    lang = look.lang
    style = own("report.css") + own("index.css")
    linked = {id(outcome): link for outcome, link in zip(ending.outcomes, links, strict=True)}
    rows = [
        Row(
            clean(outcome.path),
            quote(linked[id(outcome)]),
            outcome.status,
            outcome.exit_code == 0,
            result(outcome, lang),
            numbers(outcome),
            outcome.problem,
        )
        for outcome in worst_first(ending.outcomes)
    ]
    return (
        environment()
        .from_string(own("index.html.jinja"))
        .render(
            lang=lang,
            version=__version__,
            title=pick(_TITLE, lang),
            total=total(ending, lang),
            documents_title=pick(_DOCUMENTS, lang),
            document_headings=[pick(heading, lang) for heading in OF_DOCUMENT],
            documents=rows,
            rules_title=pick(_RULES, lang),
            rule_headings=[pick(heading, lang) for heading in OF_RULE],
            rules=by_rule(ending.outcomes, lang),
            style=Markup(style),  # noqa: S704 our own files
            style_hash=hash_source(style),
        )
    )

"""One rule of a file, validated against the table of kinds and the vocabulary of its pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, cast

from auditor.model import NO_TEXT, Case, Equation, Identity, Rule, Severity, Text, Tolerance, normal
from auditor.rules.cases import figure_of, read_cases, read_figure
from auditor.rules.equations import read_equation
from auditor.rules.names import ALL_FUNDS, Names
from auditor.rules.schema import COMMON, DOCUMENT_KINDS, KINDS, Key
from auditor.yamlfiles.mistakes import Mistakes
from auditor.yamlfiles.nodes import Entries, Listing, Node, Scalar
from auditor.yamlfiles.shapes import (
    read_choice,
    read_choices,
    read_flag,
    read_keys,
    read_text,
    read_word,
    read_words,
    read_year,
)

_ID = re.compile(r"[A-Z][A-Z0-9]{0,15}(?:-[A-Z0-9]{1,15}){0,5}[a-z]{0,3}")
_QUOTED = re.compile(r"「([^「」]{1,200})」")
_COMMON = {key.name: key for key in COMMON}
_HOMES = {key.name: kind.name for kind in KINDS.values() for key in kind.keys}  # key → a kind that has it


class _Source(NamedTuple):
    """The keys of one rule with what is needed to read them."""

    keys: dict[str, Node]
    shapes: dict[str, Key]
    names: Names
    tell: Mistakes

    def text(self, key: str) -> Text:
        return read_text(self.keys[key], self.tell) if key in self.keys else NO_TEXT

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(word for word, _ in read_words(self.keys[key], self.tell)) if key in self.keys else ()

    def year(self, key: str) -> int | None:
        return read_year(self.keys[key], self.tell) if key in self.keys else None

    def choice(self, key: str) -> str:
        if key not in self.keys or key not in self.shapes:
            return ""
        return read_choice(self.keys[key], self.shapes[key].allowed, self.tell) or ""

    def flag(self, key: str) -> bool:
        return bool(key in self.keys and read_flag(self.keys[key], self.tell))

    def equation(self, key: str) -> Equation | None:
        node = self.keys.get(key)
        if node is None or (isinstance(node, Scalar) and read_word(node, self.tell) is None):
            return None
        if not isinstance(node, Scalar):
            zh = "式子要写成一行文字；以 [ 开头时请加引号"
            self.tell(node, zh, "an equation is one line of text; quote it when it starts with [")
            return None
        return read_equation(node, self.names, self.tell)


def read_rule(node: Node, names: Names, tell: Mistakes, *, require_cases: bool) -> Rule | None:
    """Read one rule. All its mistakes are told; the rule itself is None when it has any."""
    before = len(tell.found)
    kind = _kind(node, tell)
    if kind is None or not isinstance(node, Entries):
        return None
    shapes = _COMMON | {key.name: key for key in KINDS[kind].keys}
    source = _Source(read_keys(node, shapes, tell, elsewhere=_HOMES), shapes, names, tell)
    missing = [key.name for key in shapes.values() if key.required and key.name not in source.keys]
    for name in missing:
        tell(node, f"缺 {name}：", f"{name} is missing")
    rule = _rule(node, kind, source)
    if require_cases:
        _demand_cases(rule, node, source.keys, tell)
    return rule if len(tell.found) == before else None


def _kind(node: Node, tell: Mistakes) -> str | None:
    """Read the kind first: it decides which other keys there are."""
    if not isinstance(node, Entries):
        tell(node, "一条规则是“键: 值”的组合", "a rule is a mapping of keys")
        return None
    for key, value in node.pairs:
        if key.text == "kind":
            return read_choice(value, KINDS, tell)
    tell(node, "缺 kind：", "kind is missing", known=KINDS)
    return None


def _rule(node: Entries, kind: str, source: _Source) -> Rule:
    families, document_kind = _where(source)
    check, when = source.equation("check"), source.equation("when")
    identities = _identities(source)
    equations = [equation for equation in (check, when, *(each.when for each in identities)) if equation]
    return Rule(
        id=_id(source),
        kind=kind,
        title=source.text("title"),
        severity=Severity(source.choice("severity") or Severity.ERROR),
        why=source.text("why"),
        basis="；".join(source.words("basis")),
        help=source.text("help"),
        tags=source.words("tags"),
        check=check,
        when=when,
        families=families,
        document_kind=document_kind,
        together=cast("Literal['', 'line', 'table', 'document']", source.choice("together")),
        open=source.flag("open"),
        options=_options(kind, source),
        identities=identities,
        tolerance=_tolerance(source),
        exceptions=source.text("exceptions"),
        cases=_cases(source, equations),
        path=node.file.path,
        line=node.line,
        **_years(source),
    )


def _id(source: _Source) -> str:
    node = source.keys.get("id")
    word = read_word(node, source.tell) if node is not None else None
    if node is not None and word is not None and not _ID.fullmatch(word):
        zh = f"编号“{word}”不合规格：大写字母开头，用大写字母、数字和 -，末尾可加小写字母，如 SG-01a"
        source.tell(node, zh, f"id “{word}” should be capitals, digits and -, such as SG-01a")
    return word or ""


def _years(source: _Source) -> dict[str, int | None]:
    since, until = source.year("since"), source.year("until")
    if since is not None and until is not None and since > until:
        source.tell(source.keys["until"], "until 早于 since", "until is before since")
    return {"since": since, "until": until}


def _where(source: _Source) -> tuple[tuple[str, ...], str]:
    if "where" not in source.keys:
        return (), ""
    keys = read_keys(source.keys["where"], ("family", "kind"), source.tell)
    families = _places(keys["family"], source) if "family" in keys else ()
    kind = read_choice(keys["kind"], DOCUMENT_KINDS, source.tell) if "kind" in keys else None
    return families, kind or ""


def _places(node: Node, source: _Source) -> tuple[str, ...]:
    families = source.names.families
    found = []
    for word, spot in read_words(node, source.tell):
        if normal(word) in families:
            found.append(normal(word))
        else:
            source.tell(
                spot, f"没有叫“{word}”的表", f"there is no table called “{word}”",
                known=sorted(families), wrong=normal(word),
            )  # fmt: skip
    return tuple(found)


def _options(kind: str, source: _Source) -> dict[str, tuple[str, ...]]:
    """Read the keys of the kind that have no field of their own."""
    options = {}
    for key in KINDS[kind].keys:
        if (
            key.name not in source.keys
            or key.shape in {"equation", "identities", "flag", "tolerance"}
            or key.name == "together"
        ):
            continue
        options[key.name] = _option(key, source.keys[key.name], source)
    return options


def _option(key: Key, node: Node, source: _Source) -> tuple[str, ...]:
    if key.shape == "places":
        return _places(node, source)
    if key.shape == "item":
        return _items(node, source)
    if key.shape == "choices":
        chosen = read_choices(node, key.allowed, source.tell)
        if not chosen and isinstance(node, Listing) and not node.items:
            source.tell(node, f"{key.name} 是空的", f"{key.name} is empty", known=key.allowed)
        return chosen
    if key.shape == "choice":
        choice = read_choice(node, key.allowed, source.tell)
        return () if choice is None else (choice,)
    return tuple(word for word, _ in read_words(node, source.tell))


def _items(node: Node, source: _Source) -> tuple[str, ...]:
    found = []
    for word, spot in read_words(node, source.tell):
        quoted = _QUOTED.fullmatch(word)
        item = normal(quoted[1]) if quoted else source.names.item(word)
        if item is None:
            known = tuple(dict.fromkeys(source.names.vocabulary.items.values()))
            source.tell(
                spot, f"items 里没有“{word}”；原文的词请加「」", f"“{word}” is not among items; quote words with 「」",
                known=known, wrong=normal(word),
            )  # fmt: skip
        else:
            found.append(item)
    return tuple(found)


def _identities(source: _Source) -> tuple[Identity, ...]:
    node = source.keys.get("identities")
    if node is None or "identities" not in source.shapes:
        return ()
    if not isinstance(node, Listing):
        source.tell(node, "identities 是列表：每项以“- ”开头", "identities is a list: each item starts with “- ”")
        return ()
    found = (_identity(item, source) for item in node.items)
    return tuple(identity for identity in found if identity is not None)


def _identity(node: Node, source: _Source) -> Identity | None:
    keys = read_keys(node, ("funds", "fund", "when"), source.tell)
    funds = keys.get("funds") or keys.get("fund")
    if funds is None or "when" not in keys:
        if isinstance(node, Entries):
            source.tell(node, "要写 funds 和 when", "funds and when are both needed")
        return None
    names = [_fund(word, spot, source) for word, spot in read_words(funds, source.tell)]
    if len(names) < 2:
        source.tell(funds, "至少写两种资金", "name two funds at least")
    when = source._replace(keys=keys).equation("when")
    return None if when is None else Identity(tuple(names), when)


def _fund(word: str, spot: Scalar, source: _Source) -> str:
    funds = source.names.funds
    name = normal(word)
    if name not in funds and name != ALL_FUNDS and funds:
        known = (ALL_FUNDS, *dict.fromkeys(funds.values()))
        source.tell(spot, f"没有“{word}”这种资金", f"there is no fund called “{word}”", known=known, wrong=name)
    return funds.get(name, name)


def _tolerance(source: _Source) -> Tolerance | None:
    node = source.keys.get("tolerance")
    if node is None or "tolerance" not in source.shapes:
        return None
    keys = read_keys(node, ("within", "reason"), source.tell)
    if "within" not in keys or "reason" not in keys:
        if isinstance(node, Entries):
            source.tell(
                node,
                "容差是例外：within（差额）和 reason（理由）都要写",
                "a tolerance is an exception: give within and reason",
            )
        return None
    within = read_figure(keys["within"], source.tell)
    amount = figure_of(within) if within is not None else None
    if within is not None and amount is None:
        source.tell(
            keys["within"],
            "容差要写一个带单位的数，如 0.01万元",
            "a tolerance is a figure with its unit, such as 0.01万元",
        )
    return None if amount is None else Tolerance(amount, read_text(keys["reason"], source.tell))


def _cases(source: _Source, equations: Iterable[Equation]) -> tuple[Case, ...]:
    node = source.keys.get("cases")
    return () if node is None else read_cases(node, equations, source.names, source.tell)


def _demand_cases(rule: Rule, node: Entries, keys: dict[str, Node], tell: Mistakes) -> None:
    """Every rule proves itself: one case that holds, one that fails."""
    place = keys.get("cases", node)
    expected = {case.expect for case in rule.cases}
    for verdict in ("holds", "fails"):
        if verdict not in expected:
            tell(place, f"规则 {rule.id} 没有 {verdict} 的测试", f"rule {rule.id} has no case that {verdict}", width=1)

"""A quantity to a claim: its measure from the cue nearest to its left, its statement from the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from auditor.amounts import Amount, read_amount
from auditor.claims import lists, statements
from auditor.claims.clauses import Clause, clause, is_particle, name_of, written, year_before
from auditor.claims.names import NO_NAME, Name, fold
from auditor.claims.quantities import chinese_value
from auditor.claims.state import Draft, Said, State
from auditor.claims.token import Token
from auditor.model import Base, Measure

_STOP = "，。；：、（）的以和及与等"
_VERB = "开展|实行|纳入|建立|参加|组织|财政拨款"  # what a counted noun does is no part of it
_NOUN = re.compile(rf"[^{_STOP}](?:(?!{_VERB})[^{_STOP}]|（[^（）]{{0,12}}）){{0,19}}")
_OTHER_VERBS = ("安排", "用于", "需", "后", "共计", "合计")
_TOTAL_FIRST = re.compile(r"^总(收入|支出)$")
_LEVELS = frozenset({"到", "至", "到了"})
_KINDS = frozenset({"预算", "决算", "执行"})
_FIGURES = frozenset({"money", "count", "area"})


def take(state: State, tokens: Sequence[Token], at: int) -> None:
    """Read the quantity at a place of the token list."""
    token = tokens[at]
    sorted_left = clause(state.left)
    if sorted_left.base is not None and state.reason is None:
        state.base = sorted_left.base
    unit_class = token.unit_class or _borrowed(state, tokens, at, sorted_left)
    if unit_class:
        _dispatch(state, tokens, at, sorted_left, unit_class)
    state.left = []


def _dispatch(state: State, tokens: Sequence[Token], at: int, left: Clause, unit_class: str) -> None:
    token = tokens[at]
    if unit_class == "other" or (token.approximate and unit_class in {"count", "area"}):
        return
    cue = left.cue
    if cue and cue.kind in {"share", "completion"} and unit_class in {"percent", "permille", "bare"}:
        _ratio(state, token, left, cue)
    elif unit_class == "points":
        if cue and cue.kind == "direction":  # 快于序时进度3.4个百分点 moves nothing
            _move(state, tokens, at, left, "points")
    elif unit_class in {"percent", "permille"}:
        _percent(state, tokens, at, left)
    elif cue and cue.kind == "direction":
        _change(state, tokens, at, left, unit_class)
    elif unit_class == "money" and (left.touching or (left.compared and _moves_next(tokens, at))):
        _prior(state, token, left)
    elif unit_class in _FIGURES:
        _amount(state, tokens, at, left, unit_class)


def _moves_next(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a direction follows: 比2017年度总收入1058.51万元增加185.76万元."""
    return at + 1 < len(tokens) and tokens[at + 1].kind == "direction"


def _borrowed(state: State, tokens: Sequence[Token], at: int, left: Clause) -> str:
    """Tell the class of a number without a unit: 占76.23, 为0, 较上年2.08减少, 减少100万元，减少9.52; "" for none."""
    token = tokens[at]
    if left.cue is not None and left.cue.kind in {"share", "completion"}:
        return "bare"
    if left.touching and _moves_next(tokens, at):
        return "money"
    if left.cue is not None and is_particle(left.after, state.lexicon):
        last = state.claims[-1] if state.claims else None
        return "percent" if last and last.measure == "change" and last.paragraph == state.paragraph else ""
    written = state.left[-1].text if state.left else ""
    if Decimal(token.number.replace(",", "")) == 0 and written.endswith(("为", "是", "数")):
        return "money"
    name = name_of(left.before, state.lexicon)
    return "money" if name.known and re.fullmatch(r"[\d,]+\.\d\d", token.number) else ""


def figure(token: Token, unit: str | None = None, number: str | None = None) -> Amount:
    """Return the exact amount of a quantity token."""
    printed = token.number if number is None else number
    unit = token.unit if unit is None else unit
    read = read_amount(printed, unit, approximate=token.approximate)
    if read is None:  # a Chinese numeral
        return Amount(printed, unit, Decimal(chinese_value(printed)), Decimal(0), token.approximate)
    return read


def say(state: State, draft: Draft, measure: Measure, token: Token, amount: Amount) -> Said:
    """Add a claim with a figure; the span is that of the number."""
    start = token.start + token.text.index(token.number)  # 百分之 stands before its number
    said = Said(draft.index, measure, state.paragraph, start, start + len(token.number))
    said.amount, said.value = amount, amount.value
    state.claims.append(said)
    return said


def _amount(state: State, tokens: Sequence[Token], at: int, left: Clause, unit_class: str) -> None:
    """A figure without a cue: amount or count of the item that its clause names."""
    token = tokens[at]
    name = name_of(left.before, state.lexicon)
    if unit_class == "count":
        name = counted(state, tokens, at, name)
    elif state.lead_words and not name.known:
        name = fold(state.lead_words + written(left.before), state.lexicon)
    name = dated(state, name, left)
    if name.period == "上年" and not name.item and state.base is None:
        state.base = Base("上年", "上年", "", comparable=True)  # 上年为80.50万元，增加39.50万元
    first = left.before[0] if left.before else token
    unit = "money" if unit_class == "money" else token.unit
    draft = statements.for_amount(state, name, unit, (first.start, token.start))
    amount = figure(token)
    draft.unit = unit
    draft.figures[name.period] = amount
    statements.belong(state, draft)
    say(state, draft, "amount" if unit_class == "money" else "count", token, amount).period = name.period


def dated(state: State, name: Name, left: Clause) -> Name:
    """Stamp the period with the year printed before it, unless it is the document's own; 上年 for the year before."""
    year = year_before(left.before) or state.year_led
    if not year or year == state.year or not (name.period or name.item):
        return name
    if state.year and int(year) == int(state.year) - 1:
        return name._replace(period="上年" + name.period.removeprefix("执行"))
    return name._replace(period=year + name.period)


def counted(state: State, tokens: Sequence[Token], at: int, name: Name) -> Name:
    """Choose between the noun after a count (27个内设机构) and the noun before it (车辆8辆); a count has no 预算 period."""
    noun = _NOUN.match(_following(tokens, at))
    if noun and not (name.item and noun.group()[0] in "是为在共有已"):
        name = fold(noun.group(), state.lexicon)
    if name.period and name.text and not name.known:
        return name._replace(item=name.text.strip("“”"), kept=name.text.strip("“”"), period="")
    return name


def _named_behind(state: State, tokens: Sequence[Token], at: int) -> Name | None:
    """主要原因是新增了60万元抗疫特别国债资金: in a reason the words behind a change may name what it is of."""
    noun = _NOUN.match(_following(tokens, at))
    name = fold(noun.group(), state.lexicon) if noun else NO_NAME
    return name if name.item else None


def _following(tokens: Sequence[Token], at: int) -> str:
    """Return the text right after a figure, grades and plain brackets included."""
    words: list[str] = []
    for token in tokens[at + 1 : at + 6]:
        if token.kind not in {"text", "grade", "aside"}:
            break
        words.append(token.text)
    return "".join(words)


def _change(state: State, tokens: Sequence[Token], at: int, left: Clause, unit_class: str) -> None:
    if written(left.after) in _LEVELS:  # 由上年的352.4万元增加到410.6万元: what it is now, not by how much it moved
        _amount(state, tokens, at, Clause(left.before, None, (), left.base, touching=False), unit_class)
        return
    if is_particle(left.after, state.lexicon):
        _move(state, tokens, at, left, "change")
        return
    subject = name_of(left.before, state.lexicon)
    noun = name_of(left.after, state.lexicon)
    if any(verb in noun.text for verb in _OTHER_VERBS) or not noun.item:
        _amount(state, tokens, at, Clause(left.after, None, (), left.base, touching=False), unit_class)
    elif subject.known:
        _move(state, tokens, at, left, "change")
    else:
        _move(state, tokens, at, Clause(left.after, left.cue, (), left.base, touching=False), "change")


def _move(state: State, tokens: Sequence[Token], at: int, left: Clause, measure: Measure) -> None:
    """A change, a rate or a difference of percentages."""
    token, cue = tokens[at], left.cue
    name = name_of(left.before, state.lexicon)
    unit_class = token.unit_class or "percent"
    if measure == "change" and unit_class == "count" and not name.item:
        name = counted(state, tokens, at, name)
    if measure == "change" and state.reason is not None and not (name.item or name.period):
        name = _named_behind(state, tokens, at) or name
    unit = token.unit if unit_class in {"count", "area"} else unit_class
    span = (left.before[0].start if left.before else token.start, token.start)
    draft, others = statements.for_change(state, name, unit, span)
    sign = cue.sign if cue else _own_sign(state, token)
    amount = figure(token)
    size = abs(amount.value)
    minus = sign < 0 or token.number.startswith("-")
    value = -size if minus else size
    said = say(state, draft, measure, token, amount)
    said.value, said.sign, said.word, said.others = value, sign, cue.text if cue else "", others
    said.base = _base_in_reason(state, left, draft) if state.reason else _told_base(state, left, name)
    if measure == "change":
        draft.change, draft.change_step = value, amount.step
        draft.unit = draft.unit or ("money" if unit_class == "money" else unit)
    if measure == "rate":
        said.follows = _restated(state, draft)
    statements.belong(state, draft)


def _told_base(state: State, left: Clause, name: Name) -> Base | None:
    """Return the base of the sentence; 比2023年“三公”经费预算减少 tells its kind with the name."""
    base = state.base
    if base is not None and left.compared and not base.kind and base is left.base and name.period in _KINDS:
        state.base = base = base._replace(kind=name.period)
    return base


def _base_in_reason(state: State, left: Clause, draft: Draft) -> Base | None:
    """A reason has no base but what is printed beside the change, and a rate that of the change it follows."""
    last = state.claims[-2] if len(state.claims) > 1 else None
    follows = last is not None and last.measure == "change" and last.statement == draft.index
    return left.base or (last.base if last and follows and last.paragraph == state.paragraph else None)


def _own_sign(state: State, token: Token) -> int:
    """A bare percentage in a bracket has its own sign, or that of the change before it."""
    if token.number[0] in "+-":
        return -1 if token.number[0] == "-" else 1
    return state.claims[-1].sign


def _restated(state: State, draft: Draft) -> int | None:
    """Return the change right before that this rate says again."""
    for index in range(len(state.claims) - 2, max(len(state.claims) - 4, -1), -1):
        said = state.claims[index]
        if said.paragraph != state.paragraph:
            return None
        if said.measure == "change" and said.statement == draft.index and said.base == state.claims[-1].base:
            return index
    return None


def _percent(state: State, tokens: Sequence[Token], at: int, left: Clause) -> None:
    """A percentage with a direction, or alone in a bracket after a change, is a rate; any other is no claim."""
    if left.cue is not None and left.cue.kind == "direction" and is_particle(left.after, state.lexicon):
        _move(state, tokens, at, left, "rate")
        return
    last = state.claims[-1] if state.claims else None
    bare = not left.before and left.cue is None and bool(state.brackets)
    if bare and last is not None and last.measure == "change" and last.paragraph == state.paragraph:
        _move(state, tokens, at, left, "rate")


def _ratio(state: State, token: Token, left: Clause, cue: Token) -> None:
    """A share or a completion; the number may lack its % sign."""
    name = name_of(left.before, state.lexicon)
    span = (left.before[0].start if left.before else token.start, token.start)
    draft, others = statements.for_change(state, name, "percent", span)
    amount = figure(token)
    said = say(state, draft, "share" if cue.kind == "share" else "completion", token, amount)
    said.word, said.whole, said.others = cue.word, cue.whole, others
    if said.measure == "share":
        draft.shares.append(amount.value)
        lists.join_whole(state, draft, statements.by_name(state, whole_name(cue.whole, state)))
    if name.item and draft.head is None:
        lists.join(state, draft)
    state.current = draft


def whole_name(whole: str, state: State) -> Name:
    """Fold the denominator of a share: 总支出 is 支出总额."""
    return fold(_TOTAL_FIRST.sub(r"\1总额", whole), state.lexicon) if whole else NO_NAME


def _prior(state: State, token: Token, left: Clause) -> None:
    """较上年2.08减少: the amount of the base itself, often without its unit."""
    draft, others = statements.for_change(
        state, name_of(left.before, state.lexicon), "money", (token.start, token.start)
    )
    told = draft.figure()
    unit = token.unit or (told.unit if told else "")
    said = say(state, draft, "prior", token, figure(token, unit))
    said.base, said.others = state.base, others
    statements.belong(state, draft)

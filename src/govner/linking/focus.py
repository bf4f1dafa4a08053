"""Which unit a METRIC is about: the clues that speak for and against each candidate owner, and for there being none.

Newcomer's notes. A *clue* is a name for something that holds of a METRIC and one candidate ("topic.L": the candidate
opens an earlier sentence and is a place); `Weights.owner` says how much it counts. The last part of a clue's name is
the *class* of the candidate: L a place, O a body, I a place that a body's name implies ("UBND huyện Bắc Sơn" speaks of
Bắc Sơn); the METRIC's own words (`wording`) are told apart by the kind of unit. A *cue* is a bare type word ("toàn
huyện", "xã") that points back to a unit of its level. Everything here looks at a bounded stretch of text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from govner.knowledge.units import PROVINCES, TYPE_WORDS, Level, parse_unit
from govner.linking import wording
from govner.linking.candidates import TYPE_OF_COMMITTEE, Owner, OwnerCandidates
from govner.linking.layout import UNIT_LABELS, Layout, Mention


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


_GOVERNMENT = re.compile(
    r"(?:tỉnh ủy|huyện ủy|thành ủy|thị ủy|quận ủy|đảng|ban |sở|phòng |bộ |chính phủ|quốc hội|thường trực|thường vụ|btv|"
    r"mttq|ủy ban|cục |chi cục|tổng cục|công an|đoàn |hội |văn phòng|thanh tra|liên đoàn|bch|trung ương|viện|tòa)"
)
_COUNCIL = re.compile(r"(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân)")
_FIRM = re.compile(r"(?:công ty|cty|tập đoàn|tổng công ty|ngân hàng|doanh nghiệp|htx|hợp tác xã|quỹ|nhà máy|xí nghiệp)")
_INSTITUTE = re.compile(r"(?:trường|bệnh viện|trung tâm|học viện|đại học|trạm|nhà trường)")
_BROAD = re.compile(
    r"(?:việt nam$|trung ương|miền|đồng bằng|đbscl|tây nguyên|tây bắc|vùng|đông nam bộ|bắc bộ|nam bộ|châu|mỹ$|hoa kỳ|"
    r"trung quốc|hàn quốc|nhật|lào$|thái lan|pháp$|nga$|ấn độ)"
)
_SITE = re.compile(
    r"(?:quốc lộ|ql|tỉnh lộ|đt|đường|tuyến|vành đai|cao tốc|cầu|sông|hồ|suối|kênh|đập|cảng|bến|khu|cụm|kcn|ccn|chợ|đèo|"
    r"núi|rừng|vườn|biển|bãi|đảo|sân bay|nhà máy|dự án|di tích|cửa khẩu|quần thể)(?!\w)"
)
_OPEN = re.compile(r" ?[(:,–-]? ?(?:(?:với|có|là|đạt|rộng|dài|hiện|được|gần|còn) )*")
_PREDICATE = re.compile(
    r" ?(?:là|có|đạt|đã|còn|được|phấn đấu|hiện|sẽ|cũng|hoàn thành|giải ngân|ước|huy động|thu)(?!\w)"
)
_VERB = _words("có|đạt|đã|còn|giảm|tăng|hoàn thành|thực hiện|là|ước|giải ngân|chiếm|được|thu|phấn đấu|sẽ|xây dựng")
_PLACES_BETWEEN = re.compile(r" ?\((?:[^()⟨]{0,30}⟨l⟩,? ?){1,3}[^()]{0,10}\)|(?:,? ⟨l⟩)+(?=,? )")
_CLAUSE_START = re.compile(r"(?:^|[,;] )(?:riêng|còn|tại|ở|trong đó|như|là)? ?$")
_REPORTING = _words("báo cáo|theo|ông|bà")
_SAYS = _words(
    "cho biết|cho hay|nói|khẳng định|yêu cầu|đề nghị|kiến nghị|thông tin|chia sẻ|nhấn mạnh|báo cáo|cho rằng|đánh giá|"
    "đề xuất|cho thấy|thừa nhận|giải thích|nêu|rằng|trả lời|phát biểu|chỉ đạo|lưu ý|kể|hỏi|băn khoăn|ghi nhận|chủ trì|"
    "dự|thăm|trao|tặng|kiểm tra|làm việc|lý giải|giao"
)
_SETTING = re.compile(r"(?<!\w)(?:(?P<area>địa bàn)|(?P<now>hiện|hiện nay|nay,?|đó,?|năm \d+|qua)) (?:các )?$")
_BEHIND = re.compile(r"[^.,;:⟨]{0,40}(?:của|tại|ở|trên địa bàn|thuộc|cho)(?: các)? ")
_LEVEL_WORDS = "tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn|thôn|bản|ấp|buôn|làng|xóm"
_CUE = re.compile(
    r"(?<!\w)(?<!các )(?<!cấp )(?<!nhiều )(?<!mỗi )(?<!từng )(?<!những )(?<!ubnd )(?<!hđnd )(?<!số )(?<!\d )"
    rf"(?:(?P<level>{_LEVEL_WORDS})|(?P<firm>công ty)|"
    r"(?P<institute>nhà trường|trường|bệnh viện)|địa phương)(?!\w)(?! ⟨)(?! hội| viên| mạng| lệ| báo| đội)"
)
_CUE_BEHIND = re.compile(rf"[^.,;:]{{0,12}}(?:của|trên địa bàn|tại) (?:toàn )?(?P<level>{_LEVEL_WORDS})(?!\w)")
_BODY_LEVEL = re.compile(
    rf"(?<!\w)({'|'.join(TYPE_OF_COMMITTEE)}|tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn) $"
)
_COUNTED = {
    Level.COMMUNE: re.compile(r"(?<!\w)(?:xã|phường|thị trấn)(?!\w)(?! hội)"),
    Level.DISTRICT: _words("huyện|quận|thị xã"),
    Level.VILLAGE: _words("thôn|bản|ấp|buôn|khu phố"),
}
_REACH = 600
"""The longest stretch, in characters, whose words join a unit to a METRIC."""
_NO_OWNER = {
    "country": (60, 40, re.compile(r"cả nước|toàn quốc|việt nam|thế giới")),
    "norm": (60, 1, _words("quy định|tiêu chuẩn|định mức|tối thiểu|tối đa|không quá|mức|trường hợp|đối với")),
    "each": (25, 0, _words("mỗi|từng")),
    "law": (120, 0, _words("nghị định|nghị quyết|thông tư|luật|điều")),
    "kin": (60, 0, _words("gia đình|anh|chị|ông|bà|tôi|vợ chồng|bị cáo|bị can")),
    "private": (50, 0, _words("người dân|hộ dân|doanh nghiệp|nhà đầu tư|bệnh nhân|công nhân|thương lái|nông dân")),
    "trade": (40, 0, _words("phạt|lừa|vay|trộm|chiếm đoạt|bán|mua|giá|lãi|lương|tuổi|bồi thường|hỗ trợ")),
    "project": (60, 0, _words("dự án|công trình|tuyến|đường|gói thầu|vốn|ngân sách|tổng mức")),
    "if": (300, 0, _words("nếu|giả sử|ví dụ|chẳng hạn")),
    "quote": (300, 0, re.compile(r'["“]')),
}
"""Clue against any owner -> (characters before the METRIC, characters behind it, the words that give it)."""
_NO_OWNER_INSIDE = {"money": re.compile("đồng"), "rate": re.compile(r"đồng/|đ/|/kg|/người|/tháng|/m2|/hộ")}


@dataclass(frozen=True, slots=True)
class Cue:
    """A bare type word and the `levels` it points to (none for "địa phương" and bodies)."""

    levels: frozenset[Level]
    kind: str
    last: bool
    """No unit is named between the cue and the METRIC."""


@dataclass(frozen=True)
class Focus:
    """What the whole document says of its units: their kinds, levels, and how often and how early they are named."""

    layout: Layout
    candidates: OwnerCandidates

    @cached_property
    def levels(self) -> dict[str, frozenset[Level]]:
        """Key of a place -> its levels, as the type words of its mentions and of bodies named after it say.

        "UBND huyện Bắc Hà" and "Huyện ủy Bắc Hà" make Bắc Hà a district. A province is known by its name alone.
        """
        found: dict[str, frozenset[Level]] = {}
        for mention in self.layout.labelled("LOC"):
            levels = parse_unit(mention.span.text).levels
            if levels:
                found[mention.key] = found.get(mention.key, frozenset()) | levels
        for body, place in self.candidates.place_of_body.items():
            type_word = _BODY_LEVEL.search(body.removesuffix(place))
            if type_word and place not in found:
                found[place] = TYPE_WORDS[TYPE_OF_COMMITTEE.get(type_word[1], type_word[1])]
        for key in self.layout.by_key.keys() & PROVINCES - found.keys():
            found[key] = frozenset({Level.PROVINCE})
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """How often a unit is named; a mention inside a body's name counts half."""
        counts: Counter[str] = Counter()
        for mention in self.layout.labelled(*UNIT_LABELS):
            counts[mention.key] += 2
            place = self.candidates.place_of_body.get(mention.key)
            if mention.span.label == "ORG" and place:
                counts[place] += 1
        return counts

    @cached_property
    def first_lines(self) -> dict[str, int]:
        """Key of a unit -> the line that names it first, alone or inside a body's name."""
        lines: dict[str, int] = {}
        for mention in self.layout.labelled(*UNIT_LABELS):
            for key in (mention.key, self.candidates.place_of_body.get(mention.key, mention.key)):
                lines.setdefault(key, mention.line)
        return lines

    @cached_property
    def tops(self) -> frozenset[str]:
        """The most named place, the most named body, and the most named place of each level."""
        leaders: dict[str, str] = {}
        for key, _ in self.counts.most_common():
            for role in (self.layout.by_key[key][0].span.label, *self.levels.get(key, ())):
                leaders.setdefault(role, key)
        return frozenset(leaders.values())

    @cached_property
    def words_beside(self) -> dict[int, tuple[str, ...]]:
        """Index of a mention of a unit -> the words that stand beside it, as clues without a class."""
        units = self.layout.labelled(*UNIT_LABELS)
        return {mention.index: wording.beside(self.layout, mention) for mention in units}

    def levels_of(self, owner: Owner) -> frozenset[Level]:
        """The levels of a candidate, or of the unit that it stands for; none where they are not known."""
        known = self.candidates.seats if owner.implied and owner.key in self.candidates.seats else self.levels
        return known.get(owner.key, frozenset())

    def kind(self, owner: Owner) -> str:
        """What a unit is: an administrative level, another kind of place, or a kind of body."""
        if not owner.is_body:
            return self._kind_of_place(owner.key, self.levels_of(owner))
        kinds = (("council", _COUNCIL), ("government", _GOVERNMENT), ("firm", _FIRM), ("institute", _INSTITUTE))
        return next((kind for kind, pattern in kinds if pattern.match(owner.key)), "body")

    def _kind_of_place(self, key: str, levels: frozenset[Level]) -> str:
        if levels:
            return str(next(iter(levels))) if len(levels) == 1 else "city"
        return "broad" if _BROAD.match(key) else "site" if _SITE.match(key) else "place"


@dataclass(frozen=True)
class Passage:
    """One METRIC among its candidate owners."""

    focus: Focus
    metric: Mention
    owners: tuple[Owner, ...]

    @property
    def layout(self) -> Layout:
        """The document."""
        return self.focus.layout

    @cached_property
    def earlier(self) -> list[Owner]:
        """The candidates spoken of before the METRIC, the nearest first."""
        found = [owner for owner in self.owners if owner.anchor.index < self.metric.index]
        return sorted(found, key=lambda owner: -owner.anchor.index)

    @cached_property
    def cue(self) -> Cue | None:
        """The last cue before the METRIC in its sentence, or one just behind it."""
        start = max(self.layout.sentences[self.metric.sentence][0], self.metric.start - 260)
        first = self.metric.index
        while first and self.layout.mentions[first - 1].start >= start:
            first -= 1
        before = self.layout.marked_gap(start, self.metric.start, first, self.metric.index)
        found = max(_CUE.finditer(before), key=re.Match.start, default=None)
        if found:
            rest = before[found.end() :]
            return Cue(_cue_levels(found), found.lastgroup or "local", "⟨l⟩" not in rest and "⟨o⟩" not in rest)
        found = _CUE_BEHIND.match(self.layout.after(self.metric, 40))
        return Cue(_cue_levels(found), "level", True) if found else None

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the METRIC and those that lead to it, as clues without a kind of owner."""
        return wording.of_figure(self.layout, self.metric)

    def clues(self, owner: Owner) -> Iterator[str]:
        """The clues that hold of one candidate."""
        kind = self.focus.kind(owner)
        group = "I" if owner.implied else "O" if owner.is_body else "L"
        yield f"kind.{kind}"
        yield from (f"{word}.{kind}" for word in self.words)
        yield from (f"{word}.{group}" for word in self.focus.words_beside[owner.anchor.index])
        if owner.anchor.index < self.metric.index:
            yield from self._recency(owner, group)
            yield from self._before(owner, group)
        else:
            yield from self._behind(owner, group)
        yield from self._setting(owner, group)
        yield from self._standing(owner, "O" if owner.is_body else "L")
        yield from self._cue_clues(owner, kind)
        if not owner.is_body:
            yield from self._counting(owner)

    def clues_of_none(self) -> Iterator[str]:
        """The clues that the METRIC has no owner in the document."""
        yield "none"
        start, end = self.layout.sentences[self.metric.sentence]
        for name, (before, behind, pattern) in _NO_OWNER.items():
            stop = min(end, self.metric.end + behind) if behind else self.metric.start
            if pattern.search(self.layout.gap(max(start, self.metric.start - before), stop)):
                yield f"none.{name}"
        surface = self.layout.gap(self.metric.start, self.metric.end)
        for name, pattern in _NO_OWNER_INSIDE.items():
            if pattern.search(surface):
                yield f"none.{name}"
        previous = self.layout.mentions[self.metric.index - 1] if self.metric.index else None
        if previous and previous.span.label == "PERSON" and previous.sentence == self.metric.sentence:
            yield "none.person"
        if self._is_of_holder():
            yield "none.holder"
        if not self._unit_in_sentence:
            yield "none.silent"
        if self.cue is None:
            yield "none.uncued"
        yield f"none.units{min(3, len({owner.key for owner in self.earlier}) // 3)}"

    def _is_of_holder(self) -> bool:
        """Whether the sentence names a holder of a post before who does not just speak: the figure may be his."""
        start = max(self.layout.sentences[self.metric.sentence][0], self.metric.start - _REACH)
        index = self.metric.index - 1
        while index >= 0 and self.layout.mentions[index].start >= start:
            person = self.layout.mentions[index]
            if person.span.label == "PERSON":
                between = self.layout.marked_gap(person.end, self.metric.start, index + 1, self.metric.index)
                return "⟨t⟩" in between and not _SAYS.search(between)
            index -= 1
        return False

    @cached_property
    def _unit_in_sentence(self) -> bool:
        return any(owner.anchor.sentence == self.metric.sentence for owner in self.earlier)

    def _recency(self, owner: Owner, group: str) -> Iterator[str]:
        sentences = self.metric.sentence - owner.anchor.sentence
        yield f"sentences{min(sentences, 3)}.{group}"
        if not self._unit_in_sentence:
            yield f"silent{min(sentences, 3)}.{group}"

    def _before(self, owner: Owner, group: str) -> Iterator[str]:
        anchor = owner.anchor
        opening = self.layout.before(anchor, 40)
        if len(opening) < 3 and anchor.sentence != self.metric.sentence:
            yield f"topic.{group}"
        if anchor.sentence != self.metric.sentence or self.metric.start - anchor.end > _REACH:
            return
        between = self.layout.marked_gap(anchor.end, self.metric.start, anchor.index + 1, self.metric.index)
        direct = _PLACES_BETWEEN.sub("", between)
        if 3 <= len(opening) < 28 and not _REPORTING.search(opening):
            yield f"early.{group}"
        if _CLAUSE_START.search(opening):
            yield f"clause.{group}"
        if _OPEN.fullmatch(direct):
            yield f"adjacent.{group}"
        if _PREDICATE.match(direct):
            yield f"predicate.{group}"
        if not re.search(r"[,;:.]", direct):
            yield f"one_clause.{group}"
        if _VERB.search(between):
            yield f"verb.{group}"
        if "⟨m⟩" in direct:
            yield f"metric_between.{group}"
        yield from (f"{word}.{group}" for word in wording.between(between))
        distance = self.metric.start - anchor.end
        yield f"near{(distance >= 15) + (distance >= 40) + (distance >= 90)}.{group}"

    def _behind(self, owner: Owner, group: str) -> Iterator[str]:
        anchor = owner.anchor
        yield f"later.{group}"
        if not self.earlier:
            yield f"only_later.{group}"
        if anchor.sentence == self.metric.sentence and anchor.start - self.metric.end < _REACH:
            yield f"later_same.{group}"
            between = self.layout.marked_gap(self.metric.end, anchor.start, self.metric.index + 1, anchor.index)
            if _BEHIND.fullmatch(between):
                yield f"later_of.{group}"
            if len(between) < 4:
                yield f"later_adjacent.{group}"

    def _setting(self, owner: Owner, group: str) -> Iterator[str]:
        anchor, mentions = owner.anchor, self.layout.mentions
        before = self.layout.before(anchor, 24)
        if not owner.implied:
            setting = _SETTING.search(before)
            if setting:
                yield f"{setting.lastgroup}.{group}"
            if before.endswith("("):
                yield f"bracket.{group}"
        previous = mentions[anchor.index - 1] if anchor.index else None
        following = mentions[anchor.index + 1] if anchor.index + 1 < len(mentions) else None
        if previous:
            joint = self.layout.gap(previous.end, anchor.start)
            if previous.span.label == "LOC" and joint in (", ", " (", "(", " - ", " của ", " thuộc "):
                yield "container"
            if previous.span.label == "TITLE" and not joint.strip():
                yield f"post.{group}"
        if following:
            joint = self.layout.gap(anchor.end, following.start)
            if following.span.label == "LOC" and joint in (", ", " (", "("):
                yield "contained"
            if following.span.label in UNIT_LABELS and joint == " và ":
                yield "coordinated"

    def _standing(self, owner: Owner, group: str) -> Iterator[str]:
        count = self.focus.counts[owner.key] / 2
        yield f"count{sum(count >= bound for bound in (2, 4, 8, 16))}.{group}"
        if owner.key in self.focus.tops:
            yield f"top.{group}"
        line = self.focus.first_lines[owner.key]
        if line < 2:
            yield f"headline{line}.{group}"

    def _cue_clues(self, owner: Owner, kind: str) -> Iterator[str]:
        cue = self.cue
        if cue is None:
            yield f"uncued.{kind}"
        elif not cue.levels:
            yield f"cue_{cue.kind}.{kind}"
        elif owner.is_body:
            yield "cue.body"
        elif levels := self.focus.levels_of(owner):
            yield from self._cue_of_level(owner, cue, levels)

    def _cue_of_level(self, owner: Owner, cue: Cue, levels: frozenset[Level]) -> Iterator[str]:
        if not levels & cue.levels:
            yield "cue.wrong_last" if cue.last else "cue.wrong"
            return
        yield "cue.right"
        if cue.last:
            yield "cue.last"
        if owner.key in self.focus.tops:
            yield "cue.top"
        same = (other.key for other in self.earlier if self.focus.levels_of(other) & cue.levels)
        if owner.key == next(same, None):
            yield "cue.nearest"

    def _counting(self, owner: Owner) -> Iterator[str]:
        """A commune is no owner of "6 xã": the unit that contains the counted ones is."""
        surface = self.layout.gap(self.metric.start, self.metric.end)
        levels = self.focus.levels_of(owner)
        if any(pattern.search(surface) for level, pattern in _COUNTED.items() if level in levels):
            yield "counts_own_level"
        if _COUNTED[Level.COMMUNE].search(surface) and levels & {Level.DISTRICT, Level.PROVINCE}:
            yield "counts_lower_level"


def distance(previous: Mention, metric: Mention, layout: Layout) -> str:
    """How far a METRIC is from the one before it, and whether a unit is named between the two."""
    if metric.line != previous.line:
        return "line"
    between = layout.mentions[previous.index + 1 : metric.index]
    named = any(mention.span.label in UNIT_LABELS for mention in between)
    return f"{min(metric.sentence - previous.sentence, 2)}{'.named' if named else ''}"


def steps(before: str | None, here: str | None, far: str) -> Iterator[str]:
    """The clue that lies in the owner of the METRIC before: figures of one passage tend to have one owner."""
    if before is None:
        yield f"{'no_owner' if here is None else 'begins'}.{far}"
    elif here == before:
        yield f"stays.{far}"


def _cue_levels(cue: re.Match[str]) -> frozenset[Level]:
    return TYPE_WORDS.get(cue["level"] or "", frozenset())

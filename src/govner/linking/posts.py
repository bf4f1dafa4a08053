"""Posts: each TITLE with the body it is at, by adjacency, by coordination and by the layout of official papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from govner.knowledge.positions import has_office, parse_body, parse_position
from govner.linking.layout import UNIT_LABELS, Layout, Mention, nearest, nearest_before

HONORIFIC = (
    r"(?:các |hai |ba )?(?:ông|bà|anh|chị|cụ|cô|đồng chí|đ/c|đc|ngài|thầy|bác sĩ|bác sỹ|bs|luật sư|nhà giáo|nhà báo|"
    r"đại biểu)\.? ?:? ?"
)
WORDS = r"[^.;\n\"“”⟨]"
_SHARED = re.compile(r" ?(?:,|và|hoặc|/|-|, kiêm|kiêm|rồi) ?")
_COMBINED = re.compile(r",? kiêm(?: nhiệm)? | [–-] ")
"""Between two offices of one person at one body: "Chủ tịch kiêm Tổng Giám đốc Công ty"."""
_CELL_EDGE = " | "
"""Between a title and a body in the next cell of a row; a place there may be anything else of the holder."""
_OWNER = re.compile(r"(?: (?:đoàn|phụ trách|đầu tiên|chuyên trách|ban)[^.,;:\n⟨]{0,30})? (?:của|thuộc) ")
_LED = re.compile(rf"{WORDS}{{0,40}} do (?:{HONORIFIC})?(?:⟨t⟩ )?⟨p⟩(?:{WORDS}{{0,12}}⟨[tol]⟩){{0,6}},? ?(?:, |làm )")
"""Between a body and the post by which somebody leads it."""
_LED_REACH = 9
_DELEGATION = "trưởng đoàn"
"""Who leads a delegation leads no body."""
_RECEIVED = re.compile(r",? (?:và |để )?(?:làm|(?:giữ|đảm nhận|đảm nhiệm)(?: chức(?: vụ| danh)?)?) ")
"""Between the body to which one goes and the post there: "về công tác tại Huyện ủy, giữ chức Phó Bí thư"."""
_NEXT_HOLDER = re.compile(
    rf"[,;] ?(?:và )?(?:{HONORIFIC})?(?:⟨t⟩ )?⟨p⟩(?:,? (?:được (?:bầu )?)?(?:làm|giữ chức|giữ chức vụ)|,) (?:quyền )?"
)
_MORE_HOLDERS = re.compile(rf"(?: (?:là )?(?:{HONORIFIC})?⟨p⟩)?[,;] ?(?:và )?các ")
"""Before the deputies of the one who leads a body: "ông A làm Trưởng ban; các Phó Trưởng ban"."""
_HEADING = re.compile(
    r"(?:,? khóa [ivxlc\d]+)?(?:,? nhiệm kỳ [\d –-]{4,12})?(?: sau [^.,;:\n]{1,20})?"
    r"(?: (?:bao )?gồm(?: có)?(?: [^.,;:\n]{0,30}:|[ :])|:)"
)
"""Behind a body whose posts a list names: "Thường trực HĐND tỉnh gồm: ông A - Chủ tịch"."""
_HEADING_WIDTH = 80
_STANDING = re.compile(r"^(?:ban )?thường trực ")
"""What heads a body whose offices its members hold: "Thường trực HĐND tỉnh" before "HĐND tỉnh"."""
_OF_OTHERS = re.compile(r" (?:các|những|một số|nhiều|mọi|mỗi|của|tại|ở)(?!\w)")
"""Behind a post that is of other bodies than the one that heads the list."""
_LINE_END = re.compile(r" *\n")
_LIST_LINE = re.compile(r"\s*(?:[-–+•*]|\d{1,2}[.)]|$)")
_FOOT = re.compile(r"(?:\(?đã ký\)?|kt|tm|t/m|q|tl|⟨[tp]⟩|[ ,.])*")
"""A line below a post that signs a paper."""
_PASSED = re.compile(r" (?:khóa [ivxlc\d]+,? ?)?(?:,? ?kỳ họp[^.;\n]{0,30} )?(?:đã )?thông qua")
_HEAD = 6
"""Lines at the head of a paper that may name who issues it."""
_FOR_BODY = re.compile(r"\s*(?:tm|t/m|tl)\.?\s*")
"""Before the body in whose name a document is signed."""
_BELOW = re.compile(r"(?:\s*\n\s*|, )(?:(?:kt|q)\.?\s*)?")
"""Between that body and the post, and between the post signed for and the one that signs."""
_ON_BEHALF = re.compile(r"\s*(?:(?:kt|tm|t/m|q|tl)\.?\s*)?")
_PREFIX = re.compile(r"^(?:(?:nguyên|cựu|quyền|tân|phó|các) )+")
CROWD = r"các|những|nhiều|mọi|mỗi|một|hai|ba|số|số lượng|\d+"
"""Words before a post that is of several persons, or of nobody yet."""
GAP = 400
"""The longest stretch, in characters, that can join a person to a post."""


@dataclass(frozen=True, slots=True)
class Post:
    """A TITLE with its body; `end` and `last` are where its words and its mentions end, `rule` found the body."""

    title: Mention
    body: Mention | None
    end: int
    last: int
    rule: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A PERSON who holds a post, and the rule that says so."""

    person: Mention
    rule: str


Holders = dict[int, tuple[Holder, ...]]
"""Index of a TITLE mention -> its holders."""


def posts_of(layout: Layout) -> list[Post]:
    """The posts in order; a title without a body beside it may share another's, or have it from the words before."""
    found: list[Post] = []
    for title in reversed(layout.labelled("TITLE")):
        found.append(_post(layout, title, found[-1] if found else None))
    return list(_with_body_before(layout, _signed(layout, found[::-1])))


def _with_body_before(layout: Layout, posts: Iterable[Post]) -> Iterator[Post]:
    """The posts, those without a body at the one that the words before name."""
    before: Post | None = None
    headings = _Headings(layout)
    for post in posts:
        if not post.body:
            led = _led_body(layout, post.title)
            if led:
                post = replace(post, body=led, rule="led")
            elif before and _goes_on(layout, before, post.title):
                post = replace(post, body=before.body, rule="listed")
            elif heading := headings.over(post.title):
                post = replace(post, body=heading, rule="headed")
        yield post
        if post.body:
            before = post


class _Headings:
    """The bodies whose posts a list names, each for the rest of its sentence or for the items of the lines below."""

    def __init__(self, layout: Layout):
        self._layout = layout
        self._bodies: list[Mention] = []
        self._over_lines: set[int] = set()
        for body in layout.labelled("ORG"):
            if heading := _HEADING.match(layout.after(body, _HEADING_WIDTH)):
                self._bodies.append(body)
                if _LINE_END.match(layout.text, body.end + heading.end()):
                    self._over_lines.add(body.index)
        plain = (0 if _LIST_LINE.match(line) else at for at, line in enumerate(layout.text.split("\n")))
        self._last_plain = list(accumulate(plain, max))

    def over(self, title: Mention) -> Mention | None:
        """The body of a post in a list below its name, if it has such a post."""
        body = nearest_before(self._bodies, title)
        if not body or not self._reaches(body, title) or _OF_OTHERS.match(self._layout.after(title, 12)):
            return None
        if not _is_office_of(title, body):
            return None
        name = _STANDING.sub("", body.key)
        whole = self._layout.by_key.get(name, ()) if name != body.key else ()
        return nearest(whole, title) if whole else body

    def _reaches(self, body: Mention, title: Mention) -> bool:
        if body.line == title.line:
            return body.sentence == title.sentence
        return body.index in self._over_lines and self._last_plain[title.line] <= body.line


def _is_office_of(title: Mention, body: Mention, unless_known: bool = False) -> bool:
    """Whether a body has an office of this title; `unless_known` is the answer for a post that no table has."""
    post, place = parse_position(title.span.text), parse_body(body.span.text)
    if not post or not place:
        return False
    told = has_office(place, post.role)
    return unless_known if told is None else told


def _led_body(layout: Layout, title: Mention) -> Mention | None:
    """The body that one leads by a post: "Ban Lễ tang do ông A làm Trưởng ban", "Quân khu 5, do ông B, Chính ủy"."""
    if title.span.text.isupper() or _DELEGATION in title.key:
        return None
    last = layout.mentions[title.index - 1] if title.index else None
    if last and last.span.label == "ORG" and _RECEIVED.fullmatch(layout.gap(last.end, title.start)):
        return last if _is_office_of(title, last) else None
    start = layout.sentences[title.sentence][0]
    for at in range(title.index - 1, max(-1, title.index - _LED_REACH), -1):
        body = layout.mentions[at]
        if body.start < start:
            break
        if body.span.label == "ORG" and title.start - body.end < GAP:
            gap = layout.marked_gap(body.end, title.start, at + 1, title.index)
            return body if _LED.fullmatch(gap) else None
    return None


def _goes_on(layout: Layout, before: Post, title: Mention) -> bool:
    """Whether a list of posts at one body goes on: "Bí thư Đảng ủy; ông B làm Phó Bí thư"."""
    if before.title.sentence != title.sentence or _root(before.title) != _root(title) or before.rule == "shared":
        return False
    gap = layout.marked_gap(before.end, title.start, before.last + 1, title.index)
    return bool(_NEXT_HOLDER.fullmatch(gap) or _MORE_HOLDERS.fullmatch(gap))


def _signed(layout: Layout, posts: Sequence[Post]) -> Iterator[Post]:
    """The posts, those in a signature at the body above: "TM. ỦY BAN NHÂN DÂN⏎KT. CHỦ TỊCH⏎PHÓ CHỦ TỊCH".

    Where no body is named above them, it is the one that passed the paper or stands at its head.
    """
    bodies: dict[int, Mention] = {}
    for post in posts:
        above = layout.mentions[post.title.index - 1] if post.title.index else None
        if above and not post.body and _BELOW.fullmatch(layout.gap(above.end, post.title.start)):
            body = above if above.span.label == "ORG" and _signs(layout, above) else bodies.get(above.index)
            if body:
                bodies[post.title.index] = body
                post = replace(post, body=body, rule="signed")
        if not post.body and _closes(layout, post.title) and (body := _issuer(layout, post.title)):
            post = replace(post, body=body, rule="issued")
        yield post


def _closes(layout: Layout, title: Mention) -> bool:
    """Whether a post has a line of its own, with no more than names and posts on the lines below."""
    if len(layout.text) - title.end > GAP or not opens_line(layout, title):
        return False
    rest = layout.marked_gap(title.end, len(layout.text), title.index + 1, len(layout.mentions))
    own, *below = rest.split("\n")
    return not own.strip() and all(map(_FOOT.fullmatch, below))


def _issuer(layout: Layout, title: Mention) -> Mention | None:
    """The body that passed a paper, else the lower one of those in the lines at its head."""
    bodies = [body for body in layout.labelled("ORG") if body.index < title.index]
    passing = (body for body in reversed(bodies) if _PASSED.match(layout.after(body, 60)))
    head = (body for body in reversed(bodies) if body.line < _HEAD and _on_its_own(layout, body))
    return next(passing, None) or next(head, None)


def _on_its_own(layout: Layout, mention: Mention) -> bool:
    before = layout.text[layout.text.rfind("\n", 0, mention.start) + 1 : mention.start]
    return not before.strip() and ends_line(layout, mention)


def _signs(layout: Layout, body: Mention) -> bool:
    return bool(_FOR_BODY.fullmatch(layout.gap(layout.text.rfind("\n", 0, body.start) + 1, body.start)))


def _post(layout: Layout, title: Mention, next_post: Post | None) -> Post:
    following = layout.mentions[title.index + 1] if title.index + 1 < len(layout.mentions) else None
    if following and following.line == title.line:
        gap = layout.gap(title.end, following.start)
        beside = not gap.strip() or (following.span.label == "ORG" and gap == _CELL_EDGE)
        if following.span.label in UNIT_LABELS and (beside or _OWNER.fullmatch(gap)):
            end, last = _post_end(layout, following)
            return Post(title, following, end, last, "beside" if beside else "owner")
        if next_post and next_post.body and following is next_post.title:
            same_office = _root(title) == _root(following) and _SHARED.fullmatch(gap)
            if same_office or (_COMBINED.fullmatch(gap) and _is_office_of(title, next_post.body, unless_known=True)):
                return Post(title, next_post.body, title.end, title.index, "shared")
    return Post(title, None, title.end, title.index, "beside")


def _root(title: Mention) -> str:
    """The office without its rank: a chair and a vice-chair named together are of one body."""
    return _PREFIX.sub("", title.key)[:6]


def _post_end(layout: Layout, body: Mention) -> tuple[int, int]:
    """Where a post ends: behind the places that say where its body lies."""
    end, last = body.end, body.index
    for place in layout.mentions[body.index + 1 : body.index + 4]:
        joint = layout.gap(end, place.start)
        if place.span.label not in UNIT_LABELS or joint not in (" ", ", ", " (", "(", " - ", " của ", " tại "):
            break
        end, last = place.end, place.index
    return end + (layout.text[end : end + 1] == ")"), last


def opens_line(layout: Layout, mention: Mention) -> bool:
    """Whether at most "KT." or the like stands before a mention in its line."""
    line = layout.text[layout.text.rfind("\n", 0, mention.start) + 1 : mention.start]
    return bool(_ON_BEHALF.fullmatch(line.lower()))


def ends_line(layout: Layout, mention: Mention) -> bool:
    """Whether a mention is the last of its line."""
    end = layout.text.find("\n", mention.end)
    return not layout.text[mention.end : end if end >= 0 else None].strip()

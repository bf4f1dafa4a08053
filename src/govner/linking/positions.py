"""Who holds which post, and at which body: PERSON -> TITLE -> ORG or LOC, by apposition and adjacency.

Newcomer's notes. A *post* is a TITLE with the body beside it. Posts joined by commas or "kiêm" form a *run*. A run
stands before a name ("Bí thư Huyện ủy, Chủ tịch HĐND huyện Lò Văn Minh"), behind one ("ông Minh, Bí thư Huyện ủy, Chủ
tịch HĐND huyện"), between two, or alone. Between two names the last post goes to the name that follows without a break
and the others to the name before. A post alone goes back to the person who holds it elsewhere in the document.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from govner.linking.layout import Layout, Mention
from govner.linking.posts import (
    CROWD,
    GAP,
    HONORIFIC,
    WORDS,
    Holder,
    Holders,
    Post,
    ends_line,
    opens_line,
    posts_of,
)
from govner.linking.recall import recalled
from govner.schema import Relation

SCORES: Mapping[str, float] = {
    "beside": 0.99,
    "shared": 0.75,
    "owner": 0.75,
    "signed": 0.9,
    "issued": 0.9,
    "led": 0.9,
    "listed": 0.9,
    "headed": 0.9,
    "before": 0.98,
    "behind": 0.99,
    "verb": 0.93,
    "run": 0.98,
    "recalled": 0.78,
}
"""Rule -> its precision from gold spans on the training reports, rounded down; `shared` and `owner` measured together.

POSITION_AT: `beside` the body follows the title, `shared` with the next title, `owner` after "của", `signed` in a
signature below it, `issued` in one below a paper of it, `led` by a person who is said to lead it as its holder,
`listed` behind a post at it, `headed` in a list below its name. HOLDS_POSITION: the title stands `before` or `behind`
the name, after a `verb` of office, in a `run` with one that does, or alone (`recalled` from where its holder is named).
"""
_HONORED = re.compile(rf"(?<!\w){HONORIFIC}$")
_INITIALS = re.compile(r"[^\W\d_](?:\.? ?[^\W\d_]){0,2}\.?")
_BRACKET = r"(?: ?\([^()]{0,80}\))?"
_TERM = r"(?: ?khóa [ivxlc\d]+)?(?: ?,? ?nhiệm kỳ [\d –-]{4,12})?"
_STATUS = (
    r"(?:(?:hiện|nay|hiện nay|nguyên|lúc ấy|khi đó|lúc đó|từng|vẫn|cũng|đồng thời|kiêm|sẽ|và|tân|là|giữ chức|thạc sĩ|"
    r"tiến sĩ) ?){0,4}"
)
_ORIGIN = (
    r"(?:sinh(?: ra)?(?: năm \d+)?|(?:thường )?trú|ngụ|nguyên quán|quê(?: quán| gốc)?)(?: tại| ở)?:? "
    r"(?:[^,.;⟨]{0,12}⟨l⟩|[^,.;⟨]{2,30})(?:(?:, | |-| - )⟨l⟩){0,3}"
)
_DETAIL = (
    r"(?:, (?:\d+ tuổi|(?:thạc sĩ|tiến sĩ|cử nhân|kỹ sư) [^,.;⟨]{2,25}|(?:dân tộc|người) [^,.;⟨]{2,12}|"
    rf"sinh năm \d+|sn \d+|{_ORIGIN})){{0,3}}"
)
_CELLS = r"(?: \| [^|⟨\n]{1,12}){0,3}"
"""Cells of a row between a name and the post: a year of birth, "Nam", a people."""
_OFFICE_VERB = (
    r"(?<!\w)(?:làm|giữ|chức vụ|chức danh|chức|vị trí|cương vị|là|trở thành|đảm nhiệm|đảm nhận|"
    r"(?:tái|trúng|tái đắc) cử|bầu|bổ nhiệm|"
    r"đương chức|(?:vị trí|chức vụ|cương vị)[^.;:⟨]{0,20}:) (?:tân )?"
)
_NAMES_NEXT = re.compile(
    rf"{_BRACKET}{_TERM}(?: (?:giám sát|kiểm tra|công tác|phụ trách|chuyên trách))?"
    rf"(?: ?[\"”]? ?|[ ,:–-]{{1,3}}(?={HONORIFIC})| [–-] |: ?|"
    r" (?:được bầu |(?:lúc|khi) (?:đó|ấy) |bấy giờ )?(?:là|gồm|đối với|cho|của) |"
    r"[^.,;:\n⟨]{0,25} gồm(?: có)?(?: các)?:? ?)"
    rf"(?:{HONORIFIC}){{0,2}}"
)
_BORN = (
    r"(?: ?\((?:sn|sinh(?: năm)?)[: ]{1,2}\d{4}"
    r"(?:[,;] (?:(?:thường |hiện )?trú|quê|ngụ)[^.;()⟨]{0,20}(?:⟨l⟩,? ?){1,4})?)?"
)
_BEHIND = re.compile(
    rf"(?:{_BRACKET}|{_BORN}){_DETAIL} ?(?:[,–(:-] ?){{1,3}}{_STATUS}|{_BRACKET} ?|{_CELLS} \| {_STATUS}"
)
_VERB = re.compile(rf"{WORDS}{{0,90}}(?:⟨[olm]⟩{WORDS}{{0,40}}){{0,4}}{_OFFICE_VERB}")
_NOT_HIS = re.compile(
    r"giới thiệu|ứng cử|đề cử|để bầu|con trai|con gái|vợ|chồng|cần|tự nhận|(?:có|đưa|mời) [^,]{1,40}về làm"
)
_FROM = r"[^\n.⟨]{0,90}(?:⟨[olm]⟩[^\n.⟨]{0,60}){0,6}"
_LIFE = re.compile(
    rf"(?: \([^()\n]{{0,40}}\))?,? (?:sinh [^\n.⟨]{{4,40}}(?:quê|trú){_FROM}\.?\n|"
    rf"(?:\d+ tuổi|sinh(?!\w)|quê(?!\w)|người ){_FROM}(?:; |[,;] (?:trưởng thành từ|"
    r"(?:đã |đã từng |từng |lần lượt )(?:giữ|là|làm|qua|đảm nhiệm)(?: các)?(?: chức| chức vụ)?:?) ))"
)
"""Between a name and the posts of a life, told of in its sentence or on the next line: birth, home and schooling."""
_LISTED = re.compile(r" ?(?:[,;.]|\n|$)")
"""Behind the first of the posts on that line, which tells nothing else."""
_TRANSFER = re.compile(
    r"(?:.{0,60}[ ,])?(?:đến|về|sang|thôi|tham gia|điều động|luân chuyển|phân công|chỉ định|được|chuyển|nhận)(?!\w)"
    r"[^⟨]*⟨"
)
"""Before the first body between two posts of one person: ", về công tác tại Huyện ủy, giữ chức Phó Bí thư"."""
_NO_TRANSFER = re.compile(
    r"(?<!\w)(?:trao|trình|công bố|về việc|dự|đến thăm|mời|tham mưu|đề xuất|đề nghị|yêu cầu|xem xét|chủ trì|cho biết|"
    r"cho rằng)(?!\w)"
)
"""Words by which the holder of one post speaks of another: "Bí thư đến dự và trao quyết định bổ nhiệm Giám đốc"."""
_PRONOUN = re.compile(
    r"(?:^|[ ,])(?:ông|bà|anh|chị|đồng chí)(?: ta| này| ấy)? (?!⟨p⟩)"
    rf"{WORDS}{{0,60}}(?:⟨[olm]⟩{WORDS}{{0,40}}){{0,4}}{_OFFICE_VERB}$"
)
_RUN = re.compile(rf"{_BRACKET}{_TERM} ?(?:,|–|-|\(|kiêm|,? ?rồi|đồng thời là|;(?= nguyên)) ?{_STATUS}")
_CAREER = re.compile(
    r"(?<!\w)(?:(?:các|những|nhiều) (?:chức vụ|chức danh|cương vị|vị trí|chức)|"
    r"(?:từng|lần lượt|đã|thôi) (?:là|làm|giữ|qua|kinh qua|trải qua|đảm nhiệm|đảm nhận)|trưởng thành từ)[^.;⟨]{0,30}$"
)
"""Before the first of the posts of a career, which semicolons may part."""
_NEXT_STEP = re.compile(
    rf"{_BRACKET}{_TERM} ?[;,] ?(?:(?:sau đó|đến|từ|và) ?)?"
    rf"(?:(?:tháng|năm|ngày) [\d/–-]+ ?(?:(?:đến|-|–) [\w/ ]{{1,16}})?)?"
    rf"(?:[,:] ?)?{_STATUS}(?:(?:được |thôi )?(?:bầu |bổ nhiệm )?(?:làm|giữ|là|đảm nhiệm|giữ chức(?: vụ)?) )?"
)
_MANDATE = re.compile(r"(?<!\w)(?:[uủ][yỷ] quyền của|thay mặt|được sự [uủ][yỷ] nhiệm của) $")
"""Before a post that another acts for: "Thay mặt Trưởng ban, ông A phát biểu"."""
_SIGNATURE = re.compile(r"\s*\n\s*(?:\(?đã ký\)?\s*\n\s*)?")
"""Between the post on a line of its own and the name below it at the foot of a document."""
_ALIAS = r"(?: ?\([^()⟨\n]{0,30}\))?"
_PERSON_LIST = re.compile(rf"{_ALIAS}(?:,|;| và|,? cùng) ?(?:{HONORIFIC}){{0,2}}")
_ALL_ARE = re.compile(r", (?:(?:đều|cùng) là |(?:đều |cùng |là )?(?:các|những) )")
"""Between a list of persons and what they all are: "ông A và bà B, các Phó Chủ tịch"."""
_BARE_COMMA = re.compile(rf", ?(?:{HONORIFIC})?")
_ITEM = re.compile(
    rf"{_ALIAS}(?:[ ,(–-]*(?:⟨[tolm]⟩|\)|"
    r"(?:khóa|nhiệm kỳ|kiêm|giai đoạn|phụ trách)(?: ?[ivxlc\d]+(?:[–-][ivxlc\d]+)*)?))*"
    rf"(?:,|;| và|,? cùng) ?(?:{HONORIFIC}){{0,2}}(?:⟨t⟩ (?:⟨[ol]⟩ )?)?"
)
"""Between two holders of one post: posts of the first, a comma, a rank or another post of the second."""
_RANK_NEXT = re.compile(rf"{_BRACKET}{_TERM}[^.,;:\n⟨]{{0,25}}: ?(?:{HONORIFIC})?⟨t⟩ (?:⟨[ol]⟩ )?(?:{HONORIFIC})?")
"""Between a post and its holder whose rank, or other post, is told: "Trưởng Công an xã: Trung tá A"."""
_SAYS = re.compile(
    r" (?:cũng |đã )?(?:cho biết|cho hay|nói|khẳng định|chia sẻ|thông tin|nhấn mạnh|phát biểu|đề nghị|yêu cầu|"
    r"trả lời|thừa nhận)(?!\w)"
)
"""Behind the name of the one whose post stands before a comma: "Chủ tịch xã Bản Phố, Vàng Seo Chẩn cho biết"."""
_RANK_WIDTH = 3
"""Mentions that a rank and its body, and the name behind it, take at most."""
_AND = re.compile(r"(?:[,;]|,? và) ?")
_PLURAL = re.compile(rf"(?<!\w)(?:{CROWD})(?: đồng chí| tân| chức danh)? $")
_PRONOUN_LINES = 2
_PRONOUN_REACH = 2000


def positions(layout: Layout) -> tuple[Relation, ...]:
    """The HOLDS_POSITION and POSITION_AT relations of a document; a score is the measured precision of its rule."""
    posts = posts_of(layout)
    return tuple(_relations(posts, holders_of(layout, posts)))


def holders_of(layout: Layout, posts: Sequence[Post]) -> Holders:
    """The holders of the posts of a document."""
    holders = named_beside(layout, posts)
    holders |= named_in_turn(layout, posts)
    return holders | recalled(layout, posts, holders)


def _relations(posts: Sequence[Post], holders: Holders) -> Iterator[Relation]:
    for post in posts:
        title = post.title.span.id
        if post.body:
            yield Relation(title, post.body.span.id, "POSITION_AT", SCORES[post.rule])
        for holder in holders.get(post.title.index, ()):
            yield Relation(holder.person.span.id, title, "HOLDS_POSITION", SCORES[holder.rule])


def named_beside(layout: Layout, posts: Sequence[Post]) -> Holders:
    """The holders that the words beside a post name."""
    persons = [person for person in layout.labelled("PERSON") if not _is_byline(layout, person)]
    holders: Holders = {}
    following = 0
    for run in _runs(layout, posts):
        while following < len(persons) and persons[following].index < run[0].title.index:
            following += 1
        holders |= _assign(layout, run, persons, following)
    return holders


def named_in_turn(layout: Layout, posts: Sequence[Post]) -> Holders:
    """The holders of posts that a list of persons takes "lần lượt": the first has the first, and so on.

    Where there are not as many posts as persons, it is not known who holds which: nobody is said to.
    """
    persons = layout.labelled("PERSON")
    holders: Holders = {}
    for at, post in enumerate(posts):
        last = bisect(persons, post.title.index, key=lambda person: person.index) - 1
        if last < 0 or not _takes_turns(layout, persons[last], post.title):
            continue
        group = _group_before(layout, persons, last)
        taken = list(_enumeration(layout, posts[at:]))
        if len(group) == len(taken) > 1:
            pairs = zip(taken, group, strict=True)
            holders |= {one.title.index: _holders((person,), "verb") for one, person in pairs}
        elif len(group) > 1:
            holders |= {one.title.index: () for one in taken}
    return holders


def _takes_turns(layout: Layout, person: Mention, title: Mention) -> bool:
    if person.line != title.line or title.start - person.end > GAP:
        return False
    gap = layout.marked_gap(person.end, title.start, person.index + 1, title.index)
    return "lần lượt" in gap and _takes_office(gap)


def _enumeration(layout: Layout, posts: Sequence[Post]) -> Iterator[Post]:
    """The first post, and those that a comma or "và" joins to it."""
    yield posts[0]
    for post, following in pairwise(posts):
        if following.title.index != post.last + 1 or following.title.line != post.title.line:
            return
        if not _AND.fullmatch(layout.gap(post.end, following.title.start)):
            return
        yield following


def _is_byline(layout: Layout, person: Mention) -> bool:
    """Whether initials sign an article: of people in it they stand behind "ông" or "bà"."""
    name = person.span.text
    return name.isupper() and bool(_INITIALS.fullmatch(name)) and not _HONORED.search(layout.before(person, 12))


def _runs(layout: Layout, posts: Sequence[Post]) -> Iterator[list[Post]]:
    run: list[Post] = []
    for post in posts:
        if run and not (_continues(layout, run[-1], post) or _next_in_career(layout, run, post)):
            yield run
            run = []
        run.append(post)
    if run:
        yield run


def _continues(layout: Layout, post: Post, following: Post) -> bool:
    if post.title.line != following.title.line or _MANDATE.search(layout.before(post.title, 20)):
        return False
    gap = layout.marked_gap(post.end, following.title.start, post.last + 1, following.title.index)
    if following.title.index != post.last + 1:
        return _takes_office(gap) and bool(_TRANSFER.match(gap)) and not _NO_TRANSFER.search(gap)
    return post.rule == "shared" or not gap.strip() or bool(_RUN.fullmatch(gap)) or _takes_office(gap)


def _next_in_career(layout: Layout, run: Sequence[Post], following: Post) -> bool:
    """Whether the posts that somebody has held, one after the other, go on with this one."""
    last = run[-1]
    if last.title.line != following.title.line or following.title.index != last.last + 1:
        return False
    gap = layout.gap(last.end, following.title.start)
    told = any(_CAREER.search(layout.before(post.title, 80)) for post in (run[0], last))
    return told and bool(_NEXT_STEP.fullmatch(gap))


def _takes_office(gap: str) -> bool:
    return len(gap) < GAP and bool(_VERB.fullmatch(gap)) and not _NOT_HIS.search(gap)


def _assign(layout: Layout, run: Sequence[Post], persons: Sequence[Mention], following: int) -> Holders:
    """Share out a run of posts between the person before it and `persons[following]`, the one behind it."""
    holders: Holders = {}
    before = persons[following - 1] if following else None
    rule = _rule_behind(layout, before, run[0]) if before else None
    after = _group_behind(layout, run, persons, following, bool(rule))
    if before and rule:
        group = _group_before(layout, persons, following - 1) if rule == "verb" else (before,)
        kept = run[:-1] if after else run
        holders |= {post.title.index: _holders(group, rule if post is run[0] else "run") for post in kept}
        run = run[len(kept) :]
    if after:
        return holders | {post.title.index: _holders(after, "before" if post is run[-1] else "run") for post in run}
    if before and not rule and _pronoun_before(layout, before, run[0]):
        return {post.title.index: _holders((before,), "verb" if post is run[0] else "run") for post in run}
    return holders


def _holders(persons: Sequence[Mention], rule: str) -> tuple[Holder, ...]:
    return tuple(Holder(person, rule) for person in persons)


def _rule_behind(layout: Layout, person: Mention, post: Post) -> str | None:
    """The rule by which a post that stands behind a person is his."""
    if post.title.line - person.line > 1 or post.title.start - person.end > GAP:
        return None
    gap = layout.marked_gap(person.end, post.title.start, person.index + 1, post.title.index)
    if person.line != post.title.line:
        return "verb" if _LIFE.fullmatch(gap) and _LISTED.match(layout.text, post.end) else None
    if _LIFE.fullmatch(gap) or _ALL_ARE.fullmatch(gap):
        return "verb"
    return "behind" if _BEHIND.fullmatch(gap) else "verb" if _takes_office(gap) else None


def _group_behind(
    layout: Layout, run: Sequence[Post], persons: Sequence[Mention], following: int, named_before: bool
) -> tuple[Mention, ...]:
    """The persons named straight behind a run: one, or the whole list behind a plural or a colon."""
    last = run[-1]
    if following == len(persons):
        return ()
    of_many = bool(_PLURAL.search(layout.before(run[0].title, 20)))
    if persons[following].index > last.last + 1:
        ranked = _has_rank_before(layout, last, persons[following])
        return _list_from(layout, persons, following, of_many) if ranked else ()
    gap = layout.gap(last.end, persons[following].start)
    if _SIGNATURE.fullmatch(gap) and opens_line(layout, run[0].title) and ends_line(layout, persons[following]):
        return (persons[following],)
    if gap == ", " and not named_before and _SAYS.match(layout.after(persons[following], 20)):
        return (persons[following],)
    if "\n" in gap or not _NAMES_NEXT.fullmatch(gap) or (named_before and gap.startswith(",")):
        return ()
    if ":" in gap or "gồm" in gap or of_many:
        return _list_from(layout, persons, following, "gồm" in gap or (":" in gap and of_many))
    return (persons[following],)


def _has_rank_before(layout: Layout, post: Post, person: Mention) -> bool:
    """Whether a colon leads from a post to a person of whom a rank or another post is told first."""
    if person.index > post.last + _RANK_WIDTH:
        return False
    return bool(_RANK_NEXT.fullmatch(layout.marked_gap(post.end, person.start, post.last + 1, person.index)))


def _list_from(layout: Layout, persons: Sequence[Mention], first: int, with_posts: bool) -> tuple[Mention, ...]:
    """The persons of a list that opens with `persons[first]`; a semicolon ends one whose names a comma joins."""
    listed = _enumerated if with_posts else _listed
    by_commas = False
    stop = first + 1
    while stop < len(persons) and listed(layout, persons[stop - 1], persons[stop]):
        joint = layout.gap(persons[stop - 1].end, persons[stop].start)
        if by_commas and joint.startswith(";"):
            break
        by_commas = by_commas or bool(_BARE_COMMA.fullmatch(joint))
        stop += 1
    return tuple(persons[first:stop])


def _group_before(layout: Layout, persons: Sequence[Mention], last: int) -> tuple[Mention, ...]:
    """The persons of a list that ends with `persons[last]`: "các ông A, B và C làm ..."."""
    first = last
    while first and _listed(layout, persons[first - 1], persons[first]):
        first -= 1
    return tuple(persons[first : last + 1])


def _listed(layout: Layout, person: Mention, following: Mention) -> bool:
    beside = following.index == person.index + 1
    return beside and bool(_PERSON_LIST.fullmatch(layout.gap(person.end, following.start)))


def _enumerated(layout: Layout, person: Mention, following: Mention) -> bool:
    """Whether a list of holders goes on, each with posts of his own: "gồm: ông A (Trưởng ban); B, Chánh Văn phòng"."""
    if person.line != following.line or following.start - person.end > GAP:
        return False
    gap = layout.marked_gap(person.end, following.start, person.index + 1, following.index)
    return bool(_ITEM.fullmatch(gap))


def _pronoun_before(layout: Layout, person: Mention, post: Post) -> bool:
    """Whether a pronoun that stands for a person just named is said to take the post."""
    if post.title.line - person.line > _PRONOUN_LINES or post.title.start - person.end > _PRONOUN_REACH:
        return False
    start = max(layout.sentences[post.title.sentence][0], person.end, post.title.start - GAP)
    return bool(_PRONOUN.search(layout.marked_gap(start, post.title.start, person.index + 1, post.title.index)))

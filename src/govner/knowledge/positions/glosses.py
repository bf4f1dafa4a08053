"""English glosses of posts and bodies, from explicit tables; what a table lacks has no gloss.

Terms of the state are those of the annex of Circular 03/2009/TT-BNG of the Ministry of Foreign Affairs (9 July 2009):
People's Committee, Department (Sở), Division (Phòng), Branch (Chi cục), Chairman and Permanent Vice Chairman, Director
General at the centre and Director below it, Chief of Office, Chief Inspector, Province, District, Town, Commune, Ward.
It has no terms of the Party, the Front and the army: those are the ones of the Vietnam News Agency. Names of places
keep their diacritics.
"""

from __future__ import annotations

from dataclasses import dataclass

from govner.knowledge.positions.areas import BodyLevel, place_name, type_word
from govner.knowledge.positions.bodies import Body, BodyKind
from govner.knowledge.positions.fields import FIELD_GLOSSES
from govner.knowledge.positions.posts import Post
from govner.knowledge.positions.roles import PostKind

_BODIES = dict(
    line.split(": ")
    for line in """
Tỉnh ủy: Provincial Party Committee
Thành ủy: City Party Committee
Huyện ủy: District Party Committee
Quận ủy: District Party Committee
Thị ủy: Town Party Committee
Tỉnh đoàn: Provincial Youth Union
Thành đoàn: City Youth Union
Huyện đoàn: District Youth Union
Quận đoàn: District Youth Union
Thị đoàn: Town Youth Union
Đảng ủy: Party Committee
Đảng bộ: Party Organization
Chi bộ: Party Cell
Ban Thường vụ: Standing Committee
Thường vụ: Standing Committee
Ban Chấp hành: Executive Committee
Thường trực: Standing Body
Ban Bí thư: Secretariat
Bộ Chính trị: Politburo
Trung ương Đảng: Party Central Committee
Ban Chấp hành Trung ương: Party Central Committee
Ban Chấp hành Trung ương Đảng: Party Central Committee
Văn phòng Trung ương Đảng: Office of the Party Central Committee
Quân ủy Trung ương: Central Military Commission
Đảng Cộng sản Việt Nam: Communist Party of Viet Nam
Ban Tổ chức: Organization Commission
Ban Tuyên giáo: Information and Education Commission
Ban Tuyên giáo và Dân vận: Information, Education and Mass Mobilization Commission
Ban Dân vận: Mass Mobilization Commission
Ban Nội chính: Internal Affairs Commission
Ủy ban Kiểm tra: Inspection Commission
Văn phòng: Office
Thanh tra: Inspectorate
Hội đồng nhân dân: People's Council
Ban Pháp chế: Legal Affairs Committee
Ban Kinh tế - Ngân sách: Economic and Budgetary Committee
Ban Kinh tế - Xã hội: Socio-Economic Committee
Ban Văn hóa - Xã hội: Socio-Cultural Committee
Ủy ban nhân dân: People's Committee
Hội đồng nhân dân và Ủy ban nhân dân: People's Council and People's Committee
Ủy ban Mặt trận Tổ quốc Việt Nam: Viet Nam Fatherland Front Committee
Ủy ban Mặt trận Tổ quốc: Fatherland Front Committee
Mặt trận Tổ quốc Việt Nam: Viet Nam Fatherland Front
Mặt trận Tổ quốc: Fatherland Front
Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam: Viet Nam Fatherland Front Central Committee
Liên đoàn Lao động: Federation of Labour
Hội Nông dân: Farmers' Union
Hội Liên hiệp Phụ nữ: Women's Union
Hội Phụ nữ: Women's Union
Hội Cựu chiến binh: Veterans' Association
Hội Chữ thập đỏ: Red Cross Society
Hội Người cao tuổi: Association of the Elderly
Đoàn Thanh niên: Youth Union
Đoàn Thanh niên Cộng sản Hồ Chí Minh: Ho Chi Minh Communist Youth Union
Trung ương Đoàn: Youth Union Central Committee
Sở: Department of {field}
Phòng: Division of {field}
Vụ: Department of {field}
Cục: Department of {field}
Chi cục: {field} Branch
Bộ: Ministry of {field}
Cục Thuế: Department of Taxation
Chi cục Thuế: Taxation Branch
Cục Hải quan: Department of Customs
Cục Thống kê: Department of Statistics
Chi cục Kiểm lâm: Forest Protection Branch
Chi cục Thống kê: Statistics Branch
Kho bạc Nhà nước: State Treasury
Bảo hiểm xã hội: Social Security
Ban Dân tộc: Department of Ethnic Affairs
Tòa án nhân dân: People's Court
Tòa án nhân dân tối cao: Supreme People's Court
Viện kiểm sát nhân dân: People's Procuracy
Viện kiểm sát nhân dân tối cao: Supreme People's Procuracy
Công an: Police
Bộ Chỉ huy Quân sự: Military Command
Ban Chỉ huy Quân sự: Military Command
Bộ Chỉ huy Bộ đội Biên phòng: Border Guard Command
Bộ đội Biên phòng: Border Guard
Trung tâm Y tế: Health Centre
Trạm Y tế: Health Station
Quốc hội: National Assembly
Ủy ban Thường vụ Quốc hội: National Assembly Standing Committee
Văn phòng Quốc hội: National Assembly Office
Đoàn đại biểu Quốc hội: Delegation of National Assembly Deputies
Chính phủ: Government
Văn phòng Chính phủ: Government Office
Thanh tra Chính phủ: Government Inspectorate
Kiểm toán Nhà nước: State Audit
Ngân hàng Nhà nước: State Bank
Ngân hàng Nhà nước Việt Nam: State Bank of Viet Nam
Văn phòng Chủ tịch nước: Office of the President
Ủy ban Dân tộc: Committee for Ethnic Affairs
Ban Chỉ đạo: Steering Committee
""".strip().splitlines()
)
"""Type -> English; {field} stands for the English name of the field."""
_SCHOOLS = {
    "Trường Mầm non": "Kindergarten",
    "Trường Tiểu học": "Primary School",
    "Trường Trung học cơ sở": "Lower Secondary School",
    "Trường Trung học phổ thông": "Upper Secondary School",
}
"""Types that stand behind the name, without an article."""
_GENERIC = {"Sở": "Department", "Phòng": "Division", "Bộ": "Ministry", "Vụ": "Department", "Cục": "Department"}
"""Types that stand for one body of context when they have no name."""
_SEATS = frozenset({"Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy"}) | frozenset(
    {"Tỉnh đoàn", "Thành đoàn", "Huyện đoàn", "Quận đoàn", "Thị đoàn"}
)
"""Types whose English holds the type word of the unit, so that the place stands before it."""
_UNITS = {
    "tỉnh": ("Province", "Provincial"),
    "thành phố": ("City", "City"),
    "thủ đô": ("Capital", "Capital"),
    "huyện": ("District", "District"),
    "quận": ("District", "District"),
    "thị xã": ("Town", "Town"),
    "thị trấn": ("Town", "Town"),
    "xã": ("Commune", "Commune"),
    "phường": ("Ward", "Ward"),
    "đặc khu": ("Special Zone", "Special Zone"),
    "thôn": ("Village", "Village"),
    "bản": ("Village", "Village"),
    "làng": ("Village", "Village"),
    "xóm": ("Hamlet", "Hamlet"),
    "ấp": ("Hamlet", "Hamlet"),
}
"""Type word of a unit -> the noun behind its name, and the adjective before a body of an unnamed one."""
_WHOLE_AREAS = {
    "trung ương": "Central",
    "tối cao": "Supreme",
    "cấp tỉnh": "Provincial-level",
    "cấp huyện": "District-level",
    "cấp xã": "Commune-level",
}


@dataclass(frozen=True, slots=True)
class _Office:
    chief: str
    deputy: str = ""
    standing: str = "Permanent"


_CHAIR = _Office("Chairman", "Vice Chairman")
_DIRECTOR = _Office("Director", "Deputy Director")
_DIRECTOR_GENERAL = _Office("Director General", "Deputy Director General")
_HEAD = _Office("Head", "Deputy Head")
_CHIEF = _Office("Chief", "Deputy Chief")
_COMMANDER = _Office("Commander", "Deputy Commander")

_OFFICES = {
    "Chủ tịch": _CHAIR,
    "Chủ tịch nước": _Office("President", "Vice President"),
    "Bí thư": _Office("Secretary", "Deputy Secretary", "Standing"),
    "Bí thư thứ nhất": _Office("First Secretary"),
    "Tổng Bí thư": _Office("General Secretary"),
    "Thủ tướng": _Office("Prime Minister", "Deputy Prime Minister"),
    "Bộ trưởng": _Office("Minister", "Deputy Minister"),
    "Giám đốc": _DIRECTOR,
    "Tổng Giám đốc": _DIRECTOR_GENERAL,
    "Cục trưởng": _DIRECTOR,
    "Vụ trưởng": _DIRECTOR,
    "Tổng cục trưởng": _DIRECTOR_GENERAL,
    "Chi cục trưởng": _Office("Manager", "Deputy Manager"),
    "Viện trưởng": _DIRECTOR,
    "Hiệu trưởng": _Office("Principal", "Vice Principal"),
    "Trưởng ban": _HEAD,
    "Trưởng phòng": _HEAD,
    "Trưởng đoàn": _HEAD,
    "Trưởng khoa": _HEAD,
    "Trạm trưởng": _HEAD,
    "Trưởng Công an": _CHIEF,
    "Chánh Văn phòng": _CHIEF,
    "Chánh Thanh tra": _Office("Chief Inspector", "Deputy Chief Inspector"),
    "Tổng Thanh tra": _Office("Inspector General", "Deputy Inspector General"),
    "Chánh án": _Office("Chief Justice", "Deputy Chief Justice"),
    "Chỉ huy trưởng": _COMMANDER,
    "Tư lệnh": _COMMANDER,
    "Tham mưu trưởng": _Office("Chief of Staff", "Deputy Chief of Staff"),
    "Tổng Biên tập": _Office("Editor-in-Chief", "Deputy Editor-in-Chief"),
    "Kế toán trưởng": _Office("Chief Accountant"),
    "Chủ nhiệm": _CHAIR,
    "Ủy viên": _Office("Member"),
    "Đại biểu": _Office("Deputy"),
    **dict.fromkeys(("Trưởng thôn", "Trưởng bản", "Trưởng làng", "Trưởng xóm", "Trưởng ấp"), _HEAD),
}
_AT_TYPE = {
    ("Thường trực", "Ban Bí thư"): _Office("Permanent Member"),
    ("Chủ tịch", "Hội Liên hiệp Phụ nữ"): _Office("President", "Vice President"),
    ("Viện trưởng", "Viện kiểm sát nhân dân"): _Office("Chief Procurator", "Deputy Chief Procurator"),
    ("Viện trưởng", "Viện kiểm sát nhân dân tối cao"): _Office("Prosecutor General", "Deputy Prosecutor General"),
}
_CHAIRS_OF = ("Ủy ban", "Văn phòng", "Hội đồng")
"""Types at which a "Chủ nhiệm" is a chairman; elsewhere he may be a manager, a head or a dean."""
_HEADS_OF_STATE = frozenset({"Chủ tịch nước", "Thủ tướng"})
_WITHOUT_BODY = {
    "Trưởng phòng": _Office("Head of Division", "Deputy Head of Division"),
    "Chánh Văn phòng": _Office("Chief of Office", "Deputy Chief of Office"),
    "Trưởng Công an": _Office("Police Chief", "Deputy Police Chief"),
    "Thường trực": None,
    "Chủ nhiệm": None,
    "Đại biểu": None,
}
_OTHERS = dict(
    line.split(": ")
    for line in """
Tỉnh ủy viên: Member of the Provincial Party Committee
Thành ủy viên: Member of the City Party Committee
Huyện ủy viên: Member of the District Party Committee
Quận ủy viên: Member of the District Party Committee
Thị ủy viên: Member of the Town Party Committee
Đảng ủy viên: Member of the Party Committee
Ủy viên Trung ương: Member of the Party Central Committee
Ủy viên Trung ương Đảng: Member of the Party Central Committee
Đại tướng: General
Thượng tướng: Senior Lieutenant General
Trung tướng: Lieutenant General
Thiếu tướng: Major General
Đô đốc: Admiral
Phó Đô đốc: Vice Admiral
Chuẩn Đô đốc: Rear Admiral
Đại tá: Senior Colonel
Thượng tá: Colonel
Trung tá: Lieutenant Colonel
Thiếu tá: Major
Đại úy: Captain
Thượng úy: Senior Lieutenant
Trung úy: Lieutenant
Giáo sư: Professor
Phó Giáo sư: Associate Professor
Giáo sư, Tiến sĩ: Professor, Doctor
Phó Giáo sư, Tiến sĩ: Associate Professor, Doctor
Tiến sĩ: Doctor
Tiến sĩ khoa học: Doctor of Science
Thạc sĩ: Master
Bác sĩ: Medical Doctor
Bác sĩ chuyên khoa I: Specialist Doctor, Level I
Bác sĩ chuyên khoa II: Specialist Doctor, Level II
""".strip().splitlines()
)
"""Memberships, ranks and degrees, which have no body of their own."""


def body_gloss(body: Body) -> str | None:
    """The English name of a body, without its article; None where the tables lack a part of it.

    "People's Committee of Bắc Hà District", "Provincial Department of Health".
    """
    if body.kind is BodyKind.LOCALITY:
        return _place_gloss(body.area)
    term = _term(body)
    if term is None:
        return None
    if body.parent:
        above = body_gloss(body.parent)
        return f"{term} of the {above}" if above and not body.area else None
    return _located(term, body)


def _term(body: Body) -> str | None:
    if body.type == "Ban Dân tộc" and body.kind is BodyKind.COUNCIL:
        return "Ethnic Affairs Committee"
    if body.type in _SCHOOLS:
        return f"{body.name} {_SCHOOLS[body.type]}" if body.name[:1].isupper() else None
    if not body.name:
        return _GENERIC.get(body.type) or _BODIES.get(body.type)
    pattern = _BODIES.get(body.type, "")
    field = FIELD_GLOSSES.get(body.name)
    return pattern.replace("{field}", field) if field and "{field}" in pattern else None


def _located(term: str, body: Body) -> str | None:
    """The term with the area that the body serves, or with the level that its type has."""
    area = body.area
    if not area:
        is_provincial = body.type == "Sở" and body.levels == {BodyLevel.PROVINCE}
        return f"Provincial {term}" if is_provincial and body.name else term
    if area.casefold() in _WHOLE_AREAS:
        return f"{_WHOLE_AREAS[area.casefold()]} {term}"
    if body.type in _SEATS:
        name = place_name(area)
        return f"{name} {term}" if name else None
    if place_name(area) is None:
        unit = _UNITS.get(area)
        return f"{unit[1]} {term}" if unit else None
    place = _place_gloss(area)
    return f"{term} of {place}" if place else None


def _place_gloss(area: str) -> str | None:
    """ "Bắc Hà District, Lào Cai Province"; a place without a type word is its name."""
    places = [_unit_gloss(unit) for unit in area.split(", ")]
    return ", ".join(place for place in places if place) if all(places) else None


def _unit_gloss(unit: str) -> str | None:
    word = type_word(unit)
    if word is None:
        return unit if place_name(unit) else None
    if word not in _UNITS:
        return None
    name = unit[len(word) :].strip()
    noun = _UNITS[word][0]
    return f"{noun} {name}" if name.isdigit() else f"{name} {noun}".strip()


def position_gloss(post: Post) -> str | None:
    """The English name of a post; None where the tables lack a part of it, and for several holders.

    "Standing Deputy Secretary of the Bắc Hà District Party Committee".
    """
    if post.plural or post.detail:
        return None
    if post.kind in (PostKind.RANK, PostKind.DEGREE) or post.role in _OTHERS:
        name = None if post.body or post.deputy else _OTHERS.get(post.role)
        return f"former {name}" if name and post.former else name
    office = _office(post)
    title = _marked(office, post) if office else None
    if title is None or post.body is None:
        return title
    return _at_body(title, post.body, post.role)


def _office(post: Post) -> _Office | None:
    """The English of a role, which may depend on the body."""
    body = post.body
    if body is None:
        return _WITHOUT_BODY[post.role] if post.role in _WITHOUT_BODY else _OFFICES.get(post.role)
    if post.role == "Chủ nhiệm" and not body.type.startswith(_CHAIRS_OF):
        return None
    if post.role == "Hiệu trưởng" and body.type not in _SCHOOLS:
        return None
    if post.role in ("Cục trưởng", "Vụ trưởng") and body.level is BodyLevel.CENTRAL:
        return _DIRECTOR_GENERAL
    return _AT_TYPE.get((post.role, body.type)) or _OFFICES.get(post.role)


def _marked(office: _Office, post: Post) -> str | None:
    """The title with what its marks say: "former Acting Chairman", "Permanent Vice Chairman"."""
    title = office.deputy if post.deputy else office.chief
    if not title:
        return None
    if post.standing:
        title = f"{office.standing} {title}"
    if post.alternate:
        title = f"Alternate {title}"
    if post.full_time:
        title = f"Full-time {title}"
    if post.acting:
        title = f"{title} in charge" if post.deputy else f"Acting {title}"
    return f"former {title}" if post.former else title


def _at_body(title: str, body: Body, role: str) -> str | None:
    name = body_gloss(body)
    if name is None:
        return None
    if body.kind is BodyKind.LOCALITY:
        return f"{title} of {name}" if place_name(body.area) else f"{name} {title}"
    if role == "Bộ trưởng" and body.type == "Bộ" and name.startswith("Ministry of "):
        return f"{title} of {name.removeprefix('Ministry of ')}"
    if role in _HEADS_OF_STATE and body.kind is BodyKind.GOVERNMENT:
        return title
    return f"{title} of {name}" if body.type in _SCHOOLS else f"{title} of the {name}"

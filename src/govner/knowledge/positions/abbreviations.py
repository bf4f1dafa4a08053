"""Abbreviations of posts and bodies, written out and back, from one table.

A row is "short forms: full form"; the first short form is the one that `abbreviate` writes. A joint in a short form (&,
hyphen, full stop) stands for any joint or none: "NN&PTNT" is also NN-PTNT, NN - PTNT, NN và PTNT and NNPTNT. Short
forms of four letters and more are known in small letters too. What an abbreviation means is what it means in a post or
a body: CT is Chủ tịch here, not a programme, and HU is Huyện ủy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govner.text.normalize import normalize

_DISASTERS = "phòng, chống thiên tai và tìm kiếm cứu nạn"
_TABLE = f"""
UBND: Ủy ban nhân dân
HĐND-UBND: Hội đồng nhân dân và Ủy ban nhân dân
HĐND: Hội đồng nhân dân
UBMTTQ VN, UBMTTQVN, UB MTTQ VN, UB MTTQVN: Ủy ban Mặt trận Tổ quốc Việt Nam
UBMTTQ, UB MTTQ: Ủy ban Mặt trận Tổ quốc
MTTQ VN, MTTQVN: Mặt trận Tổ quốc Việt Nam
MTTQ: Mặt trận Tổ quốc
UBKT: Ủy ban Kiểm tra
UB: Ủy ban
BTV: Ban Thường vụ
BCH: Ban Chấp hành
TU: Tỉnh ủy
HU: Huyện ủy
ĐU: Đảng ủy
TW, T.Ư: Trung ương
CSVN: Cộng sản Việt Nam
LĐLĐ: Liên đoàn Lao động
LHPN: Liên hiệp Phụ nữ
CCB: Cựu chiến binh
TNCS HCM: Thanh niên Cộng sản Hồ Chí Minh
TNCS: Thanh niên Cộng sản
HTX: Hợp tác xã
QH: Quốc hội
ĐBQH: Đại biểu Quốc hội
TAND: Tòa án nhân dân
VKSND: Viện kiểm sát nhân dân
KSND: kiểm sát nhân dân
VKS: Viện kiểm sát
THADS: Thi hành án dân sự
KTNN: Kiểm toán Nhà nước
BHXH: Bảo hiểm xã hội
CSĐT: Cảnh sát điều tra
ANĐT: An ninh điều tra
CQĐT: Cơ quan điều tra
PCCC&CNCH: Phòng cháy chữa cháy và Cứu nạn cứu hộ
PCCC: Phòng cháy chữa cháy
CA: Công an
CAND: Công an nhân dân
QĐND: Quân đội nhân dân
BCHQS, BCH QS, BCH Quân sự: Ban Chỉ huy Quân sự
BCH phòng: Ban Chỉ huy phòng
BCH PCLB: Ban Chỉ huy phòng, chống lụt bão
Bộ CHQS: Bộ Chỉ huy Quân sự
Ban CHQS: Ban Chỉ huy Quân sự
CHQS: Chỉ huy Quân sự
BĐBP: Bộ đội Biên phòng
BCH PCTT&TKCN: Ban Chỉ huy {_DISASTERS}
BCH PCTT: Ban Chỉ huy phòng, chống thiên tai
BCH PTDS: Ban Chỉ huy Phòng thủ dân sự
PCTT&TKCN: {_DISASTERS}
PCTT: phòng, chống thiên tai
TKCN: tìm kiếm cứu nạn
BCĐ: Ban Chỉ đạo
BQLDA: Ban Quản lý dự án
BQL: Ban Quản lý
QLDA: quản lý dự án
ĐTXD: đầu tư xây dựng
GPMB: giải phóng mặt bằng
ATGT: an toàn giao thông
NTM: nông thôn mới
KKT: Khu kinh tế
KCN: Khu công nghiệp
NN&PTNT, NNo&PTNT: Nông nghiệp và Phát triển nông thôn
PTNT: Phát triển nông thôn
NN&MT: Nông nghiệp và Môi trường
TN&MT: Tài nguyên và Môi trường
KH&ĐT: Kế hoạch và Đầu tư
KH&CN: Khoa học và Công nghệ
GD&ĐT: Giáo dục và Đào tạo
LĐ-TB&XH: Lao động - Thương binh và Xã hội
VH-TT&DL: Văn hóa, Thể thao và Du lịch
VH-TT: Văn hóa và Thông tin
VH-XH: Văn hóa - Xã hội
TT&TT: Thông tin và Truyền thông
GTVT: Giao thông vận tải
TC-KH: Tài chính - Kế hoạch
KT&HT: Kinh tế và Hạ tầng
KT-NS: Kinh tế - Ngân sách
KT-XH: kinh tế - xã hội
QLĐT: Quản lý đô thị
QLTT: Quản lý thị trường
DS-KHHGĐ: Dân số - Kế hoạch hóa gia đình
VPĐKĐĐ, VPĐKĐ: Văn phòng Đăng ký đất đai
TTYT: Trung tâm Y tế
BVĐK: Bệnh viện đa khoa
GDNN-GDTX: Giáo dục nghề nghiệp - Giáo dục thường xuyên
GDTX: Giáo dục thường xuyên
PTDTBT: Phổ thông dân tộc bán trú
PTDTNT: Phổ thông dân tộc nội trú
THPT: Trung học phổ thông
THCS: Trung học cơ sở
PT-TH: Phát thanh - Truyền hình
TTĐT: thông tin điện tử
TTXVN: Thông tấn xã Việt Nam
Cty: Công ty
TCty, TCT: Tổng công ty
Công ty CP: Công ty Cổ phần
TNHH: trách nhiệm hữu hạn
MTV: một thành viên
TMCP: thương mại cổ phần
DNTN: Doanh nghiệp tư nhân
VN: Việt Nam
TP.HCM, TP HCM: thành phố Hồ Chí Minh
TT-Huế, TT Huế: Thừa Thiên Huế
TT HĐND: Thường trực Hội đồng nhân dân
TT Huyện ủy, TT HU: Thường trực Huyện ủy
TT Tỉnh ủy, TT TU: Thường trực Tỉnh ủy
VP: Văn phòng
CT: Chủ tịch
PCT: Phó Chủ tịch
BT: Bí thư
PBT: Phó Bí thư
GĐ: Giám đốc
PGĐ: Phó Giám đốc
TGĐ: Tổng Giám đốc
PTGĐ: Phó Tổng Giám đốc
CVP: Chánh Văn phòng
PCVP: Phó Chánh Văn phòng
UV: Ủy viên
UVBTV, UV BTV, UVTV: Ủy viên Ban Thường vụ
UVBCH, UV BCH: Ủy viên Ban Chấp hành
UVTW, UVTƯ, UV TW: Ủy viên Trung ương
TUV: Tỉnh ủy viên
HUV: Huyện ủy viên
ĐUV: Đảng ủy viên
"""
_DEGREES = """
GS.TS: Giáo sư, Tiến sĩ
PGS.TS: Phó Giáo sư, Tiến sĩ
GS: Giáo sư
PGS: Phó Giáo sư
TS: Tiến sĩ
ThS, Ths: Thạc sĩ
BS.CKII, BS CKII, BS.CK2: Bác sĩ chuyên khoa II
BS.CKI, BS CKI, BS.CK1: Bác sĩ chuyên khoa I
BS: Bác sĩ
KTS: Kiến trúc sư
"""
_UNIT_WORDS = """
TP, Tp: thành phố
TX, Tx: thị xã
TT, Tt: thị trấn
"""
_DOTTED_UNIT_WORDS = {"H": "huyện", "Q": "quận", "P": "phường", "X": "xã"}
_DOTTED_POST_WORDS = {"Q": "Quyền", "P": "Phó"}
_POST_OPENER = r"(?:Phó|Giám|GĐ|Chủ|CT|Bí|BT|Trưởng|Chánh|Viện trưởng|Cục|Chi cục|Hiệu|Tổng|TGĐ|Vụ)(?!\w)"
_UNIT_NAME = r"(?=[^\W\d_]{2}|\d)"

_LETTERS = re.compile(r"[^\W_]+")
_JOINT_MARK = re.compile(r"[&.-]")
_JOINT = r"(?:\s?(?:&(?:amp;)?|[-–,./])\s?|\svà\s)?"


def _rows(table: str) -> Iterator[tuple[list[str], str]]:
    for line in table.strip().splitlines():
        shorts, full = line.split(": ")
        yield shorts.split(", "), full


def _bare(short: str) -> str:
    """An abbreviation without its joints and its case: what all its spellings share."""
    return "".join(word for word in _LETTERS.findall(short.casefold()) if word not in ("và", "amp"))


def _pattern(short: str) -> str:
    spelled = _JOINT.join(re.escape(part) for part in _JOINT_MARK.split(short))
    return f"(?i:{spelled})" if len(_bare(short)) > 3 else spelled


def _alternatives(rows: Iterator[tuple[list[str], str]]) -> str:
    shorts = (short for forms, _ in rows for short in forms)
    return "|".join(_pattern(short) for short in sorted(shorts, key=len, reverse=True))


FULL_FORMS: dict[str, str] = {
    _bare(short): full for table in (_TABLE, _DEGREES, _UNIT_WORDS) for shorts, full in _rows(table) for short in shorts
}
"""Abbreviation without joints, casefolded -> what it stands for."""
SHORT_FORMS: dict[str, str] = {
    full.casefold(): shorts[0] for table in (_TABLE, _DEGREES, _UNIT_WORDS) for shorts, full in _rows(table)
}
"""Full form, casefolded -> its usual abbreviation."""

_STANDING = "Thường trực"
_STANDING_BODY = re.compile(
    r"(?:(?i:(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy|Hội đồng|Ủy ban)|[THĐ]U|HĐND|UBND|UB ?MTTQ|MTTQ|UBKT|BCĐ)(?!\w)"
)
_STANDING_POST = re.compile(
    r"(?<!\w)(?:Phó (?:Bí thư|Chủ tịch|Trưởng ban|ban|Chủ nhiệm)|PBT|PCT|Ủy viên|UV) $", re.IGNORECASE
)
"""Posts with a standing holder; a "Bí thư TT" or "Chủ tịch TT" is that of a town."""
_LONGEST_POST = 16
_WORD_BEHIND = re.compile(r" ?\w")
_START = r"(?<![\w/])(?<!\w-)"
_SHORT = re.compile(
    rf"{_START}(?:"
    rf"(?P<post>[QP])\.\s?(?={_POST_OPENER})"
    rf"|(?P<unit>[HQPX])\.\s?{_UNIT_NAME}"
    rf"|(?:(?P<degree>{_alternatives(_rows(_DEGREES))})(?:\.(?=\s?\w)|(?!\w))"
    rf"|(?P<short>{_alternatives(_rows(_TABLE))})(?!\w|-\w|&)"
    rf"|(?P<word>{_alternatives(_rows(_UNIT_WORDS))})(?:\.(?=\s?\w)|(?!\w)))(?P<space>\s?)"
    r")"
)
_FULL = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(full) for full in sorted(SHORT_FORMS, key=len, reverse=True)) + r")(?!\w)",
    re.IGNORECASE,
)


def expand(text: str) -> str:
    """The text, normalised, with its abbreviations written out; one in small letters gives small letters.

    >>> expand("PCT UBND TP. Lào Cai")
    'Phó Chủ tịch Ủy ban nhân dân thành phố Lào Cai'
    """
    return written_out(normalize(text).text)


def written_out(normalized: str) -> str:
    """What `expand` does, for a text that is normalised already."""
    return _SHORT.sub(_full_form, normalized)


def _full_form(match: re.Match[str]) -> str:
    if match["post"]:
        return _DOTTED_POST_WORDS[match["post"]] + " "
    if match["unit"]:
        if match.string[match.end()].islower():
            return match[0]
        return _DOTTED_UNIT_WORDS[match["unit"]] + " "
    short = match["degree"] or match["short"] or match["word"]
    full = _STANDING if short == "TT" and _is_standing(match) else FULL_FORMS[_bare(short)]
    if short.islower():
        full = full.lower()
    glued = match.end() < len(match.string) and match.string[match.end()].isalnum()
    return full + (" " if match["space"] or glued else "")


def _is_standing(match: re.Match[str]) -> bool:
    """Whether TT is Thường trực: before a body that has no town's name, or behind a post that has a standing holder."""
    if _STANDING_BODY.match(match.string, match.end()):
        return True
    at_end = not _WORD_BEHIND.match(match.string, match.end())
    return at_end and bool(_STANDING_POST.search(match.string, max(0, match.start() - _LONGEST_POST), match.start()))


def abbreviate(text: str) -> str:
    """The text, normalised, with what has a usual abbreviation written short.

    >>> abbreviate("Chủ tịch Ủy ban nhân dân huyện")
    'CT UBND huyện'
    """
    return _FULL.sub(lambda match: SHORT_FORMS[match[0].casefold()], normalize(text).text)

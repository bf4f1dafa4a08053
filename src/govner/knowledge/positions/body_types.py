"""The type words that open the names of bodies, and what each says of kind and level.

A row is "kind shape levels: types"; the levels are letters (T the centre, P province, D district, C commune), "-" where
the area says it. Where one type is the beginning of another the longest one counts: "Ban Tổ chức" is the Party's,
"Ban" alone any board.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from govner.knowledge.positions.areas import BodyLevel
from govner.knowledge.positions.bodies import BodyKind
from govner.knowledge.positions.words import key


class Shape(StrEnum):
    """What may follow a type word."""

    NAMED = "named"
    """A name comes first: Sở Y tế, Công ty Hưng Ngân."""
    WHOLE = "whole"
    """An area or a body above it, else a name: Văn phòng UBND tỉnh, Ban Tổ chức Huyện ủy."""
    PLACED = "placed"
    """The same, or a place without its type word: Huyện ủy Bắc Hà, Công an Lào Cai."""
    EXACT = "exact"
    """Nothing: the name of one press organ or company."""


@dataclass(frozen=True, slots=True)
class BodyType:
    """What a type word says; one that `inherits` has the kind of the body above it, `kind` where there is none."""

    spelled: str
    kind: BodyKind
    inherits: bool
    shape: Shape
    levels: frozenset[BodyLevel]


_LEVELS = {
    "T": BodyLevel.CENTRAL,
    "P": BodyLevel.PROVINCE,
    "D": BodyLevel.DISTRICT,
    "C": BodyLevel.COMMUNE,
}
_INHERITS = "inherit:"

_TABLE = """
party placed P: Tỉnh ủy
party placed PD: Thành ủy
party placed D: Huyện ủy|Quận ủy|Thị ủy
party placed -: Đảng ủy|Đảng bộ|Chi bộ|Chi ủy|Đảng đoàn|Ban Cán sự đảng
party whole T: Ban Bí thư|Bộ Chính trị|Trung ương Đảng|Ban Chấp hành Trung ương Đảng|Ban Chấp hành Trung ương
party whole T: Đảng Cộng sản Việt Nam|Đảng Lao động Việt Nam|Đảng Cộng sản Đông Dương|Quân ủy Trung ương
party whole T: Hội đồng Lý luận Trung ương|Văn phòng Trung ương Đảng|Đảng ủy Công an Trung ương|Xứ ủy
party whole -: Ban Tổ chức|Ban Tuyên giáo|Ban Tuyên giáo và Dân vận|Ban Dân vận|Ban Nội chính|Ban Xây dựng Đảng
party whole -: Ban Tư tưởng - Văn hóa|Ban Chính sách, chiến lược|Ban Đối ngoại|Ban Kinh tế Trung ương|Khối Dân vận
party whole -: Ủy ban Kiểm tra|Ban Tổ chức - Cán bộ|Ban Bảo vệ chăm sóc sức khỏe cán bộ|Chi bộ Đảng
inherit:party placed -: Ban Thường vụ|Thường vụ|Ban Chấp hành|Thường trực
inherit:other whole -: Văn phòng|Cơ quan|Khối
inherit:department placed -: Thanh tra
inherit:board whole -: Hội đồng|Ban Thư ký|Ban Tổ chức Hội thi|Tiểu ban
council placed -: Hội đồng nhân dân
council whole -: Ban Pháp chế|Ban Kinh tế - Ngân sách|Ban Kinh tế - Xã hội|Ban Văn hóa - Xã hội
committee placed -: Ủy ban nhân dân|Hội đồng nhân dân và Ủy ban nhân dân|Ủy ban hành chính|Ủy ban quân quản
front placed -: Ủy ban Mặt trận Tổ quốc Việt Nam|Ủy ban Mặt trận Tổ quốc|Mặt trận Tổ quốc Việt Nam|Mặt trận Tổ quốc
front placed -: Ủy ban Mặt trận|Mặt trận|Ban Công tác Mặt trận
front whole T: Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam
inherit:front whole -: Ban Thường trực|Đoàn Chủ tịch
union placed P: Tỉnh đoàn
union placed PD: Thành đoàn
union placed D: Huyện đoàn|Quận đoàn|Thị đoàn
union placed C: Xã đoàn|Đoàn xã|Đoàn phường|Đoàn thị trấn
union whole T: Trung ương Đoàn|Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh|Tổng Liên đoàn Lao động Việt Nam
union placed -: Liên đoàn Lao động|Công đoàn|Đoàn Thanh niên|Đoàn Thanh niên Cộng sản Hồ Chí Minh|Chi đoàn|Hội đồng Đội
union placed -: Hội Nông dân|Hội Liên hiệp Phụ nữ|Hội Phụ nữ|Hội Cựu chiến binh|Hội Chữ thập đỏ|Hội Người cao tuổi
union placed -: Hội Khuyến học|Hội Luật gia|Hội Nhà báo|Hội Sinh viên|Hội Đông y|Hội Văn học Nghệ thuật|Hội Người mù
union placed -: Hội Cựu thanh niên xung phong|Hội Nạn nhân chất độc da cam/dioxin|Hội Liên hiệp Thanh niên|Đoàn Luật sư
union placed -: Liên minh Hợp tác xã|Liên minh các Hợp tác xã|Chi hội Phụ nữ|Chi hội Nông dân|Chi hội Cựu chiến binh
union exact -: Đoàn
union named -: Hội|Chi hội|Hiệp hội|Liên hiệp|Tổng hội|Liên đoàn|Liên minh|Câu lạc bộ|Giáo hội|Trung ương Hội
union named -: Công đoàn cơ sở
department named P: Sở
inherit:department whole P: Ban Dân tộc|Ban Tôn giáo
department named -: Phòng|Chi cục|Cục|Ban Quản lý|Ban Quản lý dự án|Văn phòng Điều phối
department named T: Vụ|Tổng cục
department placed -: Cục Thuế|Chi cục Thuế|Cục Hải quan|Cục Thống kê|Chi cục Thống kê|Kho bạc Nhà nước|Bảo hiểm xã hội
department placed -: Cục Thi hành án dân sự|Chi cục Thi hành án dân sự|Cơ quan Thi hành án dân sự|Thi hành án dân sự
department placed -: Cục Quản lý thị trường|Đội Quản lý thị trường|Chi cục Kiểm lâm|Hạt Kiểm lâm|Chi cục Thú y
department placed -: Ban Tiếp công dân|Văn phòng Đăng ký đất đai|Văn phòng Đăng kí đất đai|Hạt Quản lý đường bộ
department named -: Đội Quản lý trật tự xây dựng|Đội Thanh tra
court placed -: Tòa án nhân dân|Tòa án|Viện kiểm sát nhân dân|Viện kiểm sát
court whole T: Tòa án nhân dân tối cao|Viện kiểm sát nhân dân tối cao
police placed -: Công an|Công an nhân dân|Cơ quan Công an
police whole -: Cơ quan Cảnh sát điều tra|Cơ quan An ninh điều tra|Cơ quan điều tra|Cơ quan Cảnh sát
police whole -: Cục Cảnh sát điều tra
police named -: Phòng Cảnh sát|Phòng An ninh|Đội Cảnh sát|Cục Cảnh sát|Cục An ninh|Trại giam|Phòng PC|Tổng cục Cảnh sát
police whole T: Cục Quản lý xuất nhập cảnh|Công an nhân dân Việt Nam
army placed P: Bộ Chỉ huy Quân sự|Bộ Chỉ huy Bộ đội Biên phòng|Ban Chỉ huy Bộ đội Biên phòng|Tỉnh đội
army placed D: Huyện đội
army placed C: Xã đội
army placed -: Ban Chỉ huy Quân sự|Bộ đội Biên phòng|Chỉ huy Quân sự|Quân sự
army named -: Đồn Biên phòng|Bộ Tư lệnh|Quân khu|Quân đoàn|Sư đoàn|Trung đoàn|Lữ đoàn|Tiểu đoàn|Binh đoàn|Đại đội|Vùng
army named -: Ban Chỉ huy Phòng thủ khu vực|Hải đội|Đoàn Kinh tế - Quốc phòng|Biên phòng
army whole T: Quân đội nhân dân Việt Nam|Bộ Tổng Tham mưu|Tổng cục Chính trị|Tổng cục Hậu cần|Quân chủng Hải quân
army whole T: Quân đội
army whole T: Quân đội Việt Nam|Cảnh sát biển Việt Nam|Cảnh sát biển|Bộ Tư lệnh Bộ đội Biên phòng
enterprise named -: Công ty|Tổng công ty|Tập đoàn|Ngân hàng|Doanh nghiệp tư nhân|Doanh nghiệp|Hợp tác xã|Nhà máy
enterprise named -: Xí nghiệp
enterprise named -: Lâm trường|Nông trường|Nông-Lâm trường|Quỹ|Quỹ tín dụng nhân dân|Chi nhánh|Điện lực|Khách sạn
enterprise named -: Liên danh
enterprise named -: Công ty Cổ phần|Công ty trách nhiệm hữu hạn|Công ty trách nhiệm hữu hạn một thành viên|Tổ hợp tác
enterprise named -: Công ty Luật|Văn phòng Luật sư|Văn phòng công chứng|Cảng vụ|Bưu điện|Viễn thông|Hội đồng quản trị
enterprise named -: Liên hiệp Hợp tác xã|Ngân hàng Chính sách xã hội|Hội đồng thành viên|Siêu thị|Agribank|Vietcombank
enterprise named -: BIDV
enterprise exact -: VietinBank|PVN|EVN|TKV|Viettel|VNPT|FPT|Vingroup|VIB|Vietlott
enterprise named -: Cơ sở|Cơ sở sản xuất|Trang trại
school named -: Trường|Học viện|Đại học|Trường Đại học|Trường Cao đẳng|Trường Trung học phổ thông|Trường Trung học cơ sở
school named -: Trường Tiểu học|Trường Mầm non|Trường Mẫu giáo|Trường Tiểu học và Trung học cơ sở|Khoa
school named -: Trung tâm Giáo dục
school named -: Trường Phổ thông dân tộc nội trú|Trường Phổ thông dân tộc bán trú|Trường Trung cấp|Bộ môn
school named -: Đại học Quốc gia
school named -: Nhà trường
school placed -: Trường Chính trị|Trung tâm Chính trị|Trung tâm Bồi dưỡng chính trị
school whole -: Ban Giám hiệu|Ban Giám hiệu nhà trường|Hội đồng trường
public_unit named -: Bệnh viện|Trung tâm|Trạm|Viện|Bảo tàng|Thư viện|Nhà văn hóa|Nhà hát|Vườn quốc gia|Khu bảo tồn
public_unit named -: Bệnh xá
public_unit placed -: Trung tâm Y tế|Trạm Y tế|Trung tâm Khuyến nông|Trạm Khuyến nông|Bệnh viện Đa khoa
public_unit placed -: Trung tâm Văn hóa
public_unit named -: Đoàn Nghệ thuật|Trạm Khuyến nông lâm ngư|Phòng khám|Ban Quản lý rừng phòng hộ
public_unit named -: Ban Quản lý rừng đặc dụng
public_unit placed -: Trung tâm Phục vụ hành chính công|Bộ phận Một cửa|Bộ phận|Trung tâm Dân số - Kế hoạch hóa gia đình
press named -: Báo|Báo điện tử|Đài|Đài Truyền hình|Tạp chí|Nhà xuất bản|Kênh|Tòa soạn|Truyền hình|Chuyên trang|Ấn phẩm
press placed -: Đài Phát thanh - Truyền hình|Đài Phát thanh và Truyền hình|Đài Truyền thanh
press placed -: Báo và Phát thanh, Truyền hình
press named -: Cổng thông tin điện tử|Trang thông tin điện tử|Thông tấn xã|Trung tâm Báo chí
press named -: Cổng Thông tin - Giao tiếp điện tử
press whole T: Thông tấn xã Việt Nam|Đài Truyền hình Việt Nam|Đài Tiếng nói Việt Nam|Báo Nhân Dân
press exact T: VTV|VOV|VOV.VN|VGP|Nhân Dân
press exact -: VnExpress|VietNamNet|VietnamPlus|Dân trí|Dân Việt|Tuổi Trẻ|Tuổi Trẻ Online|TTO|Thanh Niên|Tiền Phong
press exact -: Lao Động
press exact -: Người Lao Động|Đại Đoàn Kết|Nông nghiệp Việt Nam|NTNN|Vietnamnet|VTC|VTC News|Zing|Hà Nội Mới|HNM
press exact -: GiadinhNet
press exact -: Pháp luật Việt Nam|Sài Gòn Giải Phóng|SGGP|Nhân dân Điện tử|Reuters|AFP|CNN|BBC|Tân Hoa xã
press exact -: Đời sống Việt Nam
assembly whole T: Quốc hội|Ủy ban Thường vụ Quốc hội|Văn phòng Quốc hội|Hội đồng Dân tộc|Ban Công tác đại biểu
assembly whole T: Ban Dân nguyện
assembly whole T: Ủy ban Pháp luật|Ủy ban Tư pháp|Ủy ban Kinh tế|Ủy ban Tài chính - Ngân sách
assembly whole T: Ủy ban Quốc phòng và An ninh
assembly whole T: Ủy ban Văn hóa, Giáo dục|Ủy ban Xã hội|Ủy ban Khoa học, Công nghệ và Môi trường|Ủy ban Đối ngoại
assembly whole T: Ủy ban Pháp luật và Tư pháp|Ủy ban Kinh tế và Tài chính|Ủy ban Dân nguyện và Giám sát
assembly whole T: Ủy ban Văn hóa và Xã hội
assembly whole T: Ủy ban Công tác đại biểu|Ủy ban Quốc phòng, An ninh và Đối ngoại
assembly whole T: Ủy ban Các vấn đề xã hội|Trung tâm Báo chí Quốc hội|Hội đồng Bầu cử quốc gia|Đảng đoàn Quốc hội
assembly placed P: Đoàn đại biểu Quốc hội|Đoàn đại biểu Quốc hội và Hội đồng nhân dân
government whole T: Chính phủ|Văn phòng Chính phủ|Thanh tra Chính phủ|Kiểm toán Nhà nước|Ngân hàng Nhà nước
government whole T: Ủy ban Dân tộc
government whole T: Ngân hàng Nhà nước Việt Nam|Văn phòng Chủ tịch nước|Ủy ban Chứng khoán Nhà nước|Ủy ban Chứng khoán
government whole T: Bảo hiểm xã hội Việt Nam|Hội đồng Chính phủ|Thương vụ|Bộ Tư lệnh Cảnh sát biển
government whole T: Ban Cơ yếu Chính phủ|Ban Tôn giáo Chính phủ|Ban Quản lý Lăng Chủ tịch Hồ Chí Minh|Hội đồng Bộ trưởng
government named T: Bộ|Đại sứ quán|Tổng Lãnh sự quán|Ủy ban Quốc gia
board named -: Ban Chỉ đạo|Ban Chỉ huy|Hội đồng thẩm định|Ban Vận động|Hội đồng bồi thường|Hội đồng nghĩa vụ quân sự
board named -: Tổ công tác
board placed -: Ban An toàn giao thông|Ban Phát triển|Ủy ban Bầu cử|Ban Bầu cử|Ban Xây dựng nông thôn mới|Tổ giúp việc
board named -: Hội đồng Thi đua - Khen thưởng|Ban Di dân|Ban Giám sát|Ban Tổ chức Lễ hội|Ban Quản trị|Ủy ban
inherit:board named -: Ban
board whole -: Ban Chỉ huy Phòng thủ dân sự|Ban Chỉ huy phòng, chống thiên tai
""".strip()


def _rows() -> Iterator[BodyType]:
    for line in _TABLE.splitlines():
        head, types = line.split(": ", 1)
        kind, shape, letters = head.split()
        levels = frozenset(_LEVELS[letter] for letter in letters if letter != "-")
        for spelled in types.split("|"):
            inherits = kind.startswith(_INHERITS)
            yield BodyType(spelled, BodyKind[kind.removeprefix(_INHERITS).upper()], inherits, Shape(shape), levels)


BODY_TYPES: dict[str, BodyType] = {key(row.spelled): row for row in _rows()}
"""Words of a type -> what it says."""

ABOVE_IN_SMALL_LETTERS: dict[str, BodyType] = {
    words: row
    for words, row in BODY_TYPES.items()
    if " " in words
    and (
        row.kind in (BodyKind.COUNCIL, BodyKind.COMMITTEE, BodyKind.FRONT, BodyKind.ASSEMBLY, BodyKind.COURT)
        or (row.kind is BodyKind.PARTY and row.shape is Shape.PLACED and not row.inherits)
        or row.spelled in ("Công an", "Trung ương Đảng", "Chính phủ")
    )
}
"""Types that name the body above another one however they are written; other types do in capitals only."""

_NEVER_ABOVE = frozenset(
    "Ban|Bộ phận|Biên phòng|Báo|Chi nhánh|Chỉ huy Quân sự|Cơ quan|Cơ sở|Doanh nghiệp|Đài|Điện lực|Hội đồng|Khoa|Khối|"
    "Kênh|Ngân hàng|Quân sự|Quỹ|Thanh tra|Thường vụ|Trang trại|Truyền hình|Trạm|Tiểu ban|Viễn thông|Vùng|Ủy ban|"
    "Bảo hiểm xã hội|Thi hành án dân sự|Đại học|Khách sạn|Phòng PC|Thư viện|Bảo tàng".split("|")
)
ABOVE_IN_CAPITALS: dict[str, BodyType] = {
    words: row for words, row in BODY_TYPES.items() if row.spelled not in _NEVER_ABOVE and row.shape is not Shape.EXACT
}
"""Types that name the body above another one when they open with a capital letter."""

"""What is counted: the noun behind a number, without the modifiers that narrow it down.

A noun here is a word that a report counts (hộ, tiêu chí, đơn vị hành chính). The longest listed noun wins; an unlisted
one is cut before the first word that opens a modifier.
"""

from __future__ import annotations

import re

_NOUNS_BY_FIELD = {
    "administration": """xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố|tp|tỉnh|thôn|bản|làng|ấp|xóm|buôn|sóc
        |khóm|khu phố|tổ|tổ dân phố|khu dân cư|đơn vị|đơn vị hành chính|địa phương|khu vực|vùng|vùng kinh tế
        |điểm dân cư|cụm dân cư|nước|quốc gia|dân tộc|tôn giáo""",
    "people": """người|người dân|người lao động|dân|hộ|gia đình|khẩu|nhân khẩu|công dân|cử tri
        |cá nhân|tập thể|cán bộ|công chức|viên chức|nhân viên|công nhân|công nhân viên|sĩ quan|chiến sĩ|dân quân
        |em|học sinh|sinh viên|học viên|thí sinh|trẻ|trẻ em|giáo viên|giảng viên|bác sĩ|y sĩ|bệnh nhân|nạn nhân
        |đối tượng|bị can|bị cáo|đảng viên|đoàn viên|hội viên|đội viên|thành viên|xã viên|tổ viên|ủy viên
        |cấp ủy viên|đại biểu|lãnh đạo|đồng chí|lao động|nông dân|ngư dân|thanh niên|phụ nữ|cựu chiến binh
        |người cao tuổi|người có công|nghệ nhân|nghệ sĩ|vận động viên|huấn luyện viên|trọng tài|vđv|khách
        |khách du lịch|du khách|khách hàng|lượt|lượt người|lượt khách|lượt khách du lịch|lượt du khách|lượt hộ
        |trí thức|tiến sĩ|thạc sĩ|liệt sĩ|thợ|thợ đá|tình nguyện viên|chủ tịch|phó chủ tịch|bí thư|phó bí thư
        |giám đốc|phó giám đốc|hiệu trưởng|phó hiệu trưởng|hiệu phó|trưởng đoàn|chuyên gia|chuyên viên
        |cộng tác viên|tuyên truyền viên|báo cáo viên|chủ thể|chủ hộ|chủ rừng|nhà đầu tư|nhà thầu|nhà khoa học
        |kỹ sư|biên chế|nữ hộ sinh|chủ đầu tư|doanh nhân|dòng họ|dòng giáo|thường trực
        |đồng phạm|đồng nghiệp|bộ đội|kiểm lâm viên|sản phụ""",
    "bodies": """tổ chức|tổ chức cơ sở đảng|tổ chức đảng|chi bộ|chi đảng bộ|đảng bộ|đảng ủy|đảng bộ cơ sở
        |đoàn thể|hội|chi hội|câu lạc bộ|clb|cơ quan|cơ quan báo chí|cơ sở|doanh nghiệp|dn|công ty|hợp tác xã
        |htx|tổ hợp tác|tht|trang trại|gia trại|ban|ban chỉ đạo|ban quản lý|ban quản lý dự án
        |ban công tác mặt trận|sở|phòng|trung tâm|chi nhánh|khoa|trường|trường học|điểm trường|bệnh viện
        |trạm y tế|ngân hàng|đội|đội tuyển|nhóm|đoàn|đại đội|tiểu đội|ngành|hội đồng|ban ngành|bqlrph""",
    "works": """công trình|hạng mục|dự án|gói thầu|hợp đồng|cầu|cây cầu|cống|kênh|đập|hồ|hồ chứa|hồ chứa nước
        |trạm|trạm bơm|trạm biến áp|trạm cấp nước|nhà|nhà máy|nhà màng|nhà ga|nhà ở|nhà văn hóa|nhà thờ|nhà tạm|ngôi nhà
        |căn|căn nhà|căn hộ|biệt thự|khu|khu công nghiệp|khu đô thị|khu đất|khu du lịch|khu tái định cư|khu biệt thự
        |cụm công nghiệp|cụm|ki-ốt|chợ|cửa hàng|siêu thị|khách sạn|nhà hàng|phòng học|phòng ở|lớp|lớp học|giường
        |giường bệnh|trụ sở|nhà nghỉ|hồ đập|tầng|tuyến|tuyến đường|đoạn|làn xe|cửa khẩu|bể|bể lọc|giếng|cột|trụ
        |bến|cảng|di tích|không gian|không gian văn hóa|điểm
        |điểm cầu|điểm chợ|điểm du lịch|chốt|cánh đồng|mỏ|lô|thửa|thửa đất|nền|ô|mũi|lồng|bè|lồng bè|nút giao""",
    "results": """tiêu chí|chỉ tiêu|tiêu chuẩn|chỉ số|nhiệm vụ|nhóm nhiệm vụ|giải pháp|mô hình|sản phẩm|dịch vụ
        |thủ tục|thủ tục hành chính|tthc|hồ sơ|đơn|đơn thư|vụ|vụ việc|vụ án|việc|việc làm|vị trí|vị trí việc làm
        |trường hợp|ý kiến|kiến nghị|văn bản|nghị quyết|quyết định|kế hoạch|đề án|đề tài|chương trình|quy hoạch
        |đồ án|phương án|báo cáo|cuộc|buổi|hội nghị|hội thảo|kỳ|kỳ họp|đợt|lễ hội|giải|giải thưởng|danh hiệu
        |huy chương|hcv|hcb|hcđ|bằng khen|giấy khen|giấy chứng nhận|giấy phép|thẻ|suất|suất quà|phần quà
        |sáng kiến|sai phạm|vi phạm|khoản|khoản thu|nguồn|nội dung|phần việc|phiếu|tin|bài|tác phẩm|cuốn|ca|tiết
        |ngày công|chức danh|bậc lương|hiệp định|thỏa thuận|thông số|thông tin|đầu việc|nghề|làng nghề|loại
        |mặt hàng|nhãn hiệu|thương hiệu|biên bản|thuê bao|lỗi|thuyền viên|bộ phận|mẫu|mẫu nước|mức
        |tổ công nghệ số cộng đồng|vé số""",
    "things": """con|con gia súc|con gia cầm|đàn|cây|gốc|giống|quả|bộ|bộ hồ sơ|chiếc|cái|thùng|máy|máy bay|máy bơm
        |vòi|mạch|túi|xe|xe máy|ô tô|tàu|tàu cá|tàu thuyền|thuyền|phương tiện|thiết bị|máy tính|camera|tủ
        |sách|viên|liều|tấm|bao|hộp|lá|dảnh
        |vết nứt|khối đá|lỗ|hố|chỗ|đám|vườn|cơn bão|trận|điểm nóng|điểm sạt lở|ngôi mộ|hài cốt|vật nuôi|hiện vật
        |đơn vị máu|ca nô|khẩu trang|đồng hồ|chuỗi liên kết""",
}
_FORMS = {form.strip() for field in _NOUNS_BY_FIELD.values() for form in field.split("|")}
LISTED = "|".join(sorted((re.escape(form) for form in _FORMS), key=len, reverse=True))
"""A pattern of the listed nouns, longer ones first."""
_NOUN = re.compile(rf"\s*(?P<noun>{LISTED})(?!\w)", re.IGNORECASE)
_JOINT = re.compile(rf"(?:\s?,| và|, và)\s(?P<noun>{LISTED})(?!\w)", re.IGNORECASE)

_MODIFIER_OPENERS = """
    nghèo cận cấp lớn nhỏ chính phụ hiện tự chuyên hoàn trực dân quốc nông điện thoát bước thi nhất nhì tốt chế xuất
    phải miền giáp quan xanh hợp giao đầu bảo chống phát xây khó đặc quy thí kinh chuẩn
"""
# No noun begins with these, so a number before one of them counts nothing that its span names (12 *còn lại*).
_FUNCTION_WORDS = """
    so cả của và hoặc hay trong trên tại ở ngoài với từ theo về cho để là có được bị đạt chưa không đã đang sẽ còn thuộc
    này đó nữa khác mới cũ trở lên xuống tăng giảm vượt do vì nhưng thì gồm toàn cùng đến
"""
_OPENS_NO_NOUN = frozenset(_FUNCTION_WORDS.split())
_MODIFIERS = frozenset(_MODIFIER_OPENERS.split()) | _OPENS_NO_NOUN
_WORD = re.compile(r"\s*([^\W_]+(?:-[^\W_]+)*)")
_LONGEST = 2
"""Words that an unlisted noun has at most; most Vietnamese nouns have two."""


def counted_noun(text: str, start: int = 0) -> str | None:
    """The noun that opens at `start`, or the nouns of a list (xã, thị trấn), as the text spells them."""
    match = _NOUN.match(text, start)
    if match is None:
        return _unlisted_noun(text, start)
    begin, end = match.span("noun")
    while joint := _JOINT.match(text, end):
        end = joint.end()
    return text[begin:end]


def listed_noun(text: str) -> str | None:
    """The listed noun that a text opens with, as it spells it."""
    match = _NOUN.match(text)
    return match["noun"] if match else None


def _unlisted_noun(text: str, start: int) -> str | None:
    words: list[re.Match[str]] = []
    position = start
    while len(words) < _LONGEST and (match := _WORD.match(text, position)):
        if match[1].casefold() in (_MODIFIERS if words else _OPENS_NO_NOUN):
            break
        words.append(match)
        position = match.end()
    if not words or not words[0][1][0].isalpha():
        return None
    return text[words[0].start(1) : words[-1].end(1)]

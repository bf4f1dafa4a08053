"""Fields of administration, which name the departments of every level: Sở *Y tế*, Phòng *Nội vụ*, Vụ *Pháp chế*.

English names are those of the ministries in the annex of Circular 03/2009/TT-BNG of the Ministry of Foreign Affairs
(names of bodies and posts in English), later ones those that the ministries use of themselves.
"""

from __future__ import annotations

from govner.knowledge.positions.words import key

_TABLE = """
Công an: Public Security
Công nghiệp: Industry
Công nghệ thông tin: Information Technology
Công Thương: Industry and Trade
Dân số - Kế hoạch hóa gia đình: Population and Family Planning
Dân số: Population
Dân tộc: Ethnic Affairs
Dân tộc và Tôn giáo: Ethnic and Religious Affairs
Dân tộc - Tôn giáo: Ethnic and Religious Affairs
Du lịch: Tourism
Địa chính:
Giao thông: Transport
Giao thông công chính: Transport and Public Works
Giao thông vận tải: Transport
Giáo dục: Education
Giáo dục và Đào tạo: Education and Training
Giáo dục nghề nghiệp - Giáo dục thường xuyên: Vocational and Continuing Education
Hải quan: Customs
Hành chính:
Hành chính - Tổng hợp:
Hành chính - Tổ chức:
Hợp tác quốc tế: International Cooperation
Kế hoạch: Planning
Kế hoạch và Đầu tư: Planning and Investment
Kế hoạch - Tài chính: Planning and Finance
Kế hoạch tổng hợp:
Khoa học và Công nghệ: Science and Technology
Khoa học, Công nghệ và Môi trường: Science, Technology and Environment
Khuyến nông: Agricultural Extension
Kiểm lâm: Forest Protection
Kinh tế: Economy
Kinh tế và Hạ tầng: Economy and Infrastructure
Kinh tế, Hạ tầng và Đô thị: Economy, Infrastructure and Urban Affairs
Lao động - Thương binh và Xã hội: Labour, War Invalids and Social Affairs
Lâm nghiệp: Forestry
Môi trường: Environment
Ngoại giao: Foreign Affairs
Ngoại vụ: External Relations
Nội vụ: Home Affairs
Nội vụ - Lao động - Thương binh và Xã hội: Home Affairs, Labour, War Invalids and Social Affairs
Nông nghiệp: Agriculture
Nông nghiệp và Môi trường: Agriculture and Environment
Nông nghiệp và Phát triển nông thôn: Agriculture and Rural Development
Pháp chế: Legal Affairs
Quản lý đô thị: Urban Management
Quản lý thị trường: Market Surveillance
Quốc phòng: National Defence
Quy hoạch - Kiến trúc: Planning and Architecture
Tài chính: Finance
Tài chính - Kế hoạch: Finance and Planning
Tài chính - Kế toán:
Tài nguyên và Môi trường: Natural Resources and Environment
Thanh tra:
Thi hành án dân sự: Civil Judgment Enforcement
Thông tin và Truyền thông: Information and Communications
Thống kê: Statistics
Thú y:
Thuế: Taxation
Thủy lợi:
Thủy sản: Fisheries
Tổ chức cán bộ: Personnel and Organisation
Tổ chức - Hành chính:
Trồng trọt: Crop Production
Chăn nuôi: Livestock Production
Chăn nuôi và Thú y: Livestock Production and Animal Health
Tư pháp: Justice
Văn hóa: Culture
Văn hóa và Thể thao: Culture and Sports
Văn hóa và Thông tin: Culture and Information
Văn hóa, Thể thao và Du lịch: Culture, Sports and Tourism
Văn hóa, Khoa học và Thông tin: Culture, Science and Information
Văn hóa - Xã hội: Culture and Social Affairs
Xây dựng: Construction
Y tế: Health
"""
_ROWS = dict(line.split(":") for line in _TABLE.strip().splitlines())

FIELDS: dict[str, str] = {key(name): name for name in reversed(_ROWS)}
"""Words of a field -> its canonical spelling."""
FIELD_GLOSSES: dict[str, str] = {name: english.strip() for name, english in _ROWS.items() if english.strip()}
"""Canonical spelling -> English name, where the sources have one."""

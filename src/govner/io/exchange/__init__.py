"""Reports in the formats of annotation tools, spaCy and open data: `read` and `write`.

>>> from govner.io import exchange
>>> lost = exchange.write(reports, "tasks.label-studio.json")    # doctest: +SKIP
>>> gold = list(exchange.read("project-1.json", "label-studio"))    # doctest: +SKIP

One module a format; each says what the format can hold. `FORMATS` names them with the endings they are known by.
"""

from govner.io.exchange.formats import FORMATS, Format, format_of, read, write

__all__ = ["FORMATS", "Format", "format_of", "read", "write"]

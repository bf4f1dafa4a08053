"""Reports as one HTML page that needs no network: the text, the two tables, and each row's evidence in the text."""

from govner.io.page.writing import write_page

__all__ = ["write_page"]

"""`python -m govner`."""

from govner.cli import app

app(prog_name="govner")

"""Running the command as an operator does."""

from io import StringIO

from django.core.management import call_command


def run(*words: str) -> tuple[int, str]:
    """Return the exit code of ``minhdinh evidence`` and what was printed."""
    out = StringIO()
    try:
        call_command("evidence", *words, stdout=out)
    except SystemExit as left:
        return int(str(left.code)), out.getvalue()
    return 0, out.getvalue()

"""What `make messages` finds, keeps and leaves out; the English catalogue is whole."""

import gettext
import importlib.util
import io
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src" / "minhdinh" / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}|</?\w+>")
VIETNAMESE = re.compile(
    r"[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
# Words that stay as they are printed on paper.
PROPER_NAMES = ("Minh Định", "Tiếng Việt", "DỰ THẢO", "12/BC-PGDĐT")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "extract_messages", ROOT / "scripts" / "extract_messages.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return the folder of a tiny program."""
    return tmp_path / "src"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"


def put(source: Path, name: str, text: str) -> None:
    path = source / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def found(script: ModuleType, source: Path) -> set[str | tuple[str, ...]]:
    return {message.id for message in script.gather(source) if message.id}


def read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale="en")


def messages_of(path: Path = CATALOGUE) -> list[Message]:
    return [message for message in read(path) if message.id]


def forms(value: str | tuple[str, ...]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_python_is_read_under_every_name_we_import(script: ModuleType, source: Path) -> None:
    put(
        source,
        "room/views.py",
        'a = _("Lưu")\nb = gettext_lazy("Bỏ")\nc = _text("Gửi")\nd = lazy("Mở")\n'
        'e = ngettext("%(n)s tệp", "%(n)s tệp", 2)\nf = _(\n    "Một câu "\n    "dài."\n)\ng = str("Không dịch")\n',
    )
    assert found(script, source) == {"Lưu", "Bỏ", "Gửi", "Mở", ("%(n)s tệp", "%(n)s tệp"), "Một câu dài."}


def test_sentences_of_problems_are_found_where_they_are_raised(script: ModuleType, source: Path) -> None:
    put(
        source,
        "room/domain/verbs.py",
        'raise Problem("Chưa ghi tên.", field="name")\nraise NotHere(\n    "Không có "\n    "tệp này."\n)\n'
        'raise Problem(f"{name} đã có.")\nraise Problem(_("Đã gói."))\nraise ValueError("For developers.")\n'
        'raise Problem("")\nraise Problem(str(error))\n',
    )
    assert found(script, source) == {"Chưa ghi tên.", "Không có tệp này.", "Đã gói."}


def test_templates_are_read_as_django_reads_them(script: ModuleType, source: Path) -> None:
    put(
        source,
        "room/templates/room/page.html",
        '<p title="{% translate "Chép" %}">{{ x|default:_("Trống") }}\n'
        "    {% blocktranslate trimmed with name=a.b %}\n      Chào {{ name }},\n      mời vào.\n"
        "    {% endblocktranslate %}\n"
        "{% blocktranslate count n=rows %}{{ n }} dòng{% plural %}{{ n }} dòng{% endblocktranslate %}\n"
        '{# {% translate "Chú thích" %} #} Chữ trần\n',
    )
    expected = {"Chép", "Trống", "Chào %(name)s, mời vào.", ("%(n)s dòng", "%(n)s dòng")}
    assert found(script, source) == expected


def test_a_context_tells_two_meanings_apart(script: ModuleType, source: Path) -> None:
    put(source, "room/templates/room/a.html", '{% translate "Từ chối" context "button" %}')
    put(source, "room/enums.py", '_("Từ chối")')
    catalog = script.gather(source)
    assert {(one.id, one.context) for one in catalog if one.id} == {("Từ chối", "button"), ("Từ chối", None)}


@pytest.mark.parametrize(
    "name", ["static/app.py", "room/migrations/0001.py", "room/data/a.html", "room/page.html", "room/app.js"]
)
def test_what_is_built_or_no_source_is_left_out(script: ModuleType, source: Path, name: str) -> None:
    put(source, name, '_("Không lấy") {% translate "Không lấy" %}')
    assert found(script, source) == set()


def test_translations_stay_new_words_wait_and_old_ones_go(
    script: ModuleType, source: Path, target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(source, "a.py", '_("Lưu")\n_("Bỏ")\nngettext("%(n)s tệp", "%(n)s tệp", n)')
    assert script.main(source, target) == 0
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace('msgid "Lưu"\nmsgstr ""', 'msgid "Lưu"\nmsgstr "Save"'), encoding="utf-8")
    put(source, "a.py", '_("Lưu")\n_("Lưu lại")')
    assert script.main(source, target) == 0
    assert {one.id: one.string for one in messages_of(target)} == {"Lưu": "Save", "Lưu lại": ""}
    assert "2 messages, 1 without a translation" in capsys.readouterr().out


def test_the_file_is_sorted_steady_and_names_no_places(
    script: ModuleType, source: Path, target: Path
) -> None:
    put(source, "b.py", '_("Lưu %(name)s")\n_("An")')
    script.main(source, target)
    first = target.read_bytes()
    put(source, "b.py", '\n\n_("An")\n\n_("Lưu %(name)s")')
    script.main(source, target)
    assert target.read_bytes() == first
    text = first.decode()
    assert text.index('"An"') < text.index('"Lưu %(name)s"')
    assert "#: " not in text
    assert "Date" not in text
    assert text.count("python-format") == 1


def test_the_head_is_read_by_gettext(script: ModuleType, source: Path, target: Path) -> None:
    put(source, "c.py", 'ngettext("%(n)s tệp", "%(n)s tệp", n)')
    script.main(source, target)
    text = target.read_text(encoding="utf-8")
    text = text.replace('msgstr[0] ""', 'msgstr[0] "%(n)s file"').replace(
        'msgstr[1] ""', 'msgstr[1] "%(n)s files"'
    )
    target.write_text(text, encoding="utf-8")
    out = io.BytesIO()
    write_mo(out, read(target))
    out.seek(0)
    english = gettext.GNUTranslations(out)
    assert [english.ngettext("%(n)s tệp", "%(n)s tệp", n) for n in (0, 1, 2)] == [
        "%(n)s files",
        "%(n)s file",
        "%(n)s files",
    ]


def test_every_message_is_translated() -> None:
    messages = messages_of()
    assert len(messages) > 2000
    assert [one.id for one in messages if one.fuzzy or not all(forms(one.string) or [""])] == []
    assert [one.id for one in messages if one.pluralizable and len(forms(one.string)) != 2] == []


def test_what_is_filled_in_stays() -> None:
    wrong = []
    for one in messages_of():
        wanted = sorted(PLACEHOLDER.findall(forms(one.id)[-1]))
        wrong += [text for text in forms(one.string) if sorted(PLACEHOLDER.findall(text)) != wanted]
    assert wrong == []


def test_no_vietnamese_word_is_left_in_the_english() -> None:
    left = []
    for text in (text for one in messages_of() for text in forms(one.string)):
        rest = text
        for name in PROPER_NAMES:
            rest = rest.replace(name, "")
        if VIETNAMESE.search(rest):
            left.append(text)
    assert left == []


def test_sentences_end_as_they_do_in_vietnamese() -> None:
    """A label stays a label and a sentence a sentence; "no." is an abbreviation."""
    ends = ".?:…"
    wrong = []
    for one in messages_of():
        source_text, text = (
            forms(one.id)[-1].strip(),
            re.sub(r"\b[Nn]o\.$", "no", forms(one.string)[-1].strip()),
        )
        if (source_text[-1] in ends or text[-1] in ends) and source_text[-1] != text[-1]:
            wrong.append(text)
    assert wrong == []


def test_field_terms_are_those_of_the_glossary() -> None:
    english = {one.id: one.string for one in messages_of() if isinstance(one.id, str)}
    assert english["Tự đánh giá"] == "Self-assessment"
    assert english["Hội đồng tự đánh giá"] == "Self-assessment council"
    assert english["Tiêu chí"] == "Criterion"
    assert english["Mô tả hiện trạng"].startswith("Statement")
    assert english["Hết hiệu lực"] == "Expired"
    assert english["Kiểm tra chéo"] == "Cross-check"


def test_compiled_words_are_not_in_the_project() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "*.mo" in ignored
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "scripts/compile_messages.py" in makefile.split("assets: $(ASSETS)")[1].split("\n\n")[0]
    assert "scripts/extract_messages.py" in makefile.split("\nmessages:")[1].split("\n\n")[0]

"""Words: both catalogues complete and compiled, numbers and dates as each language writes them."""

import os
import random
import re
import shutil

import pytest
from babel.numbers import format_decimal, format_percent

from dashboard_app.i18n.catalogues import TRANSLATED, collect, missing, po_file, read_catalogue, update
from dashboard_app.i18n.compiled import CatalogueError, compiled_catalogues, load_catalogue
from dashboard_app.i18n.languages import LANGUAGES
from dashboard_app.i18n.translator import MINUS, get_translator

EN, FR = get_translator("en"), get_translator("fr")


@pytest.fixture(params=TRANSLATED)
def catalogue(request):
    return request.param, read_catalogue(po_file(request.param), request.param)


@pytest.fixture(scope="module")
def source():
    """The texts of the source."""
    return [message for message in collect() if message.id]


@pytest.fixture
def copied(tmp_path):
    """A folder of catalogues as in a checkout that nobody has run, with its French source."""
    there = tmp_path / "fr" / "LC_MESSAGES" / "messages.po"
    there.parent.mkdir(parents=True)
    shutil.copy(po_file("fr"), there)
    return there


def test_every_language_but_that_of_the_source_has_a_catalogue():
    assert {"en", *TRANSLATED} == set(LANGUAGES)


def test_catalogue_is_complete(catalogue):
    language, texts = catalogue
    assert missing(texts) == [], f"Translate them in {po_file(language)}, then: make translations"


def test_catalogue_has_the_texts_of_the_source(catalogue, source):
    _, texts = catalogue
    assert {message.id for message in texts if message.id} == {message.id for message in source}, (
        "Run: make translations"
    )


def test_catalogue_is_what_pybabel_writes(copied):
    """So that a merge of two catalogues is a merge of texts, and of nothing else."""
    update("fr", copied.parents[2])
    assert copied.read_bytes() == po_file("fr").read_bytes(), "Run: make translations"


def test_what_is_new_is_empty_and_what_is_gone_is_dropped(copied):
    text = copied.read_text(encoding="utf-8")
    copied.write_text(text.replace('msgid "Sign in"', 'msgid "Sign in, once"'), encoding="utf-8")
    update("fr", copied.parents[2])
    assert missing(read_catalogue(copied, "fr")) == ["Sign in"]
    assert "Sign in, once" not in copied.read_text(encoding="utf-8")


def test_the_package_can_be_built_of_the_catalogue(catalogue):
    """`pybabel compile` takes a percent sign before a letter for a placeholder: pass the percentage as a parameter."""
    _, texts = catalogue
    assert [(message.id, errors) for message, errors in texts.check()] == []


def test_english_is_the_text_of_the_source():
    texts = load_catalogue("en")
    assert texts.gettext("Sign in") == "Sign in"
    assert [texts.ngettext("one", "many", count) for count in (0, 1, 2)] == ["many", "one", "many"]


def test_a_checkout_that_nobody_has_run_compiles_its_catalogue(copied):
    assert load_catalogue("fr", copied.parents[2]).gettext("Sign in") == "Se connecter"
    assert sorted(path.name for path in copied.parent.iterdir()) == ["messages.mo", "messages.po"]


def test_a_catalogue_older_than_its_source_is_compiled_again(copied):
    folder = compiled_catalogues("fr", copied.parents[2])
    compiled = copied.with_suffix(".mo")
    text = copied.read_text(encoding="utf-8").replace('"Se connecter"', '"Ouvrir une session"')
    copied.write_text(text, encoding="utf-8")
    os.utime(compiled, ns=(0, 0))
    assert compiled_catalogues("fr", folder) == folder
    assert b"Ouvrir une session" in compiled.read_bytes()
    before = compiled.stat().st_mtime_ns
    compiled_catalogues("fr", folder)
    assert compiled.stat().st_mtime_ns == before


def test_an_installed_package_has_the_compiled_catalogue_alone(copied):
    folder = compiled_catalogues("fr", copied.parents[2])
    copied.unlink()
    assert load_catalogue("fr", folder).gettext("Sign in") == "Se connecter"


def test_a_missing_catalogue_is_an_error_and_not_english(tmp_path):
    with pytest.raises(CatalogueError, match=r"no texts for the language 'fr'.*Install the package again"):
        load_catalogue("fr", tmp_path)


@pytest.mark.parametrize(
    "broken", ['<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n', 'msgid "a\n', 'msgid "a"\nmsgstr "\udcff"\n']
)
def test_a_catalogue_that_cannot_be_read_is_an_error_and_not_english(copied, broken):
    copied.write_text(broken, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(CatalogueError, match="cannot be compiled"):
        load_catalogue("fr", copied.parents[2])
    assert [path.name for path in copied.parent.iterdir()] == ["messages.po"]


def test_an_uncertain_translation_is_not_shown(copied):
    text = copied.read_text(encoding="utf-8")
    copied.write_text(re.sub(r'(?=msgid "Sign in"\n)', "#, fuzzy\n", text), encoding="utf-8")
    assert load_catalogue("fr", copied.parents[2]).gettext("Sign in") == "Sign in"
    assert missing(read_catalogue(copied, "fr")) == ["Sign in"]


def strings(value):
    return value if isinstance(value, tuple) else (value,)


def placeholders(text):
    return set(re.findall(r"%\(\w+\)s|\{\w+\}", text))


def test_placeholders_survive_translation(catalogue):
    _, texts = catalogue
    for message in texts:
        if message.id and all(strings(message.string)):
            wanted = set.union(*map(placeholders, strings(message.id)))
            assert set.union(*map(placeholders, strings(message.string))) == wanted, message.id


def test_french_signs_do_not_break_from_their_words():
    texts = read_catalogue(po_file("fr"), "fr")
    for message in texts:
        for text in strings(message.string):
            if message.id:
                assert not re.search(r" (?:[;:!?»]|%(?!\())|« |\w'\w", text), text


def test_a_text_is_filled_with_its_parameters():
    assert EN.gettext("Client %(client_id)s", client_id=7) == "Client 7"
    assert FR.gettext("Sign in") == "Se connecter"


def test_a_text_without_translation_stays_as_it_is():
    assert FR.gettext("No such text, 100%") == "No such text, 100%"


@pytest.mark.parametrize(
    ("translator", "count", "said"),
    [(EN, 1, "1 year"), (EN, 0, "0 years"), (EN, 32, "32 years"), (FR, 0, "0 an"), (FR, 1, "1 an"), (FR, 32, "32 ans")],
)
def test_years(translator, count, said):
    assert translator.years(count) == said


@pytest.mark.parametrize(("translator", "said"), [(EN, "1.5 years"), (FR, "1,5 an")])
def test_one_and_a_half_is_plural_in_english_only(translator, said):
    assert translator.ngettext("%(count)s year", "%(count)s years", 1.5) == said


@pytest.mark.parametrize(
    ("translator", "value", "digits", "said"),
    [
        (EN, 959688, 0, "959,688"),
        (FR, 959688, 0, "959\u202f688"),
        (EN, 2.9, 2, "2.9"),
        (FR, 2.9, 2, "2,9"),
        (EN, -0.001, 1, "0"),
        (EN, None, 1, "–"),
        (EN, float("nan"), 1, "–"),
        (EN, float("inf"), 1, "not valid"),
        (FR, float("-inf"), 1, "non valide"),
    ],
)
def test_number(translator, value, digits, said):
    assert translator.number(value, digits) == said


@pytest.mark.parametrize(
    ("translator", "share", "digits", "said"),
    [
        (EN, 0.063, 1, "6.3%"),
        (FR, 0.063, 1, "6,3\u202f%"),
        (EN, 0.09, 1, "9.0%"),
        (EN, 0.831, 0, "83%"),
        (FR, 12.5, 0, "1\u202f250\u202f%"),
        (EN, -0.0001, 1, "0.0%"),
        (EN, None, 1, "–"),
    ],
)
def test_percent(translator, share, digits, said):
    assert translator.percent(share, digits) == said


def test_points_have_no_sign():
    assert EN.points(-0.027) == "2.7"
    assert FR.points(0.027) == "2,7"


def test_fixed_keeps_its_decimals():
    assert EN.fixed(2, 2) == "2.00"
    assert EN.fixed(1234.6, 0) == "1,235"
    assert EN.fixed(None, 2) == "–"


def test_money_has_no_currency_unless_one_is_set():
    assert EN.money(34600.4) == "34,600"


@pytest.mark.parametrize(
    ("language", "currency", "amount", "said"),
    [
        ("en", "EUR", 34600.4, "€34,600"),
        ("fr", "EUR", 225000, "225\u202f000\u202f€"),
        ("en", "USD", 225000, "$225,000"),
        ("fr", "USD", 225000, "225\u202f000\u202f$US"),
        # Whose cents are three, or none.
        ("en", "KWD", 1000, "KWD\xa01,000"),
        ("fr", "JPY", 0.2, "0\u202fJPY"),
        ("en", "EUR", None, "–"),
        ("en", "EUR", float("inf"), "not valid"),
    ],
)
def test_money_in_a_currency_is_written_as_the_language_writes_it(language, currency, amount, said):
    assert get_translator(language, currency).money(amount) == said


@pytest.mark.parametrize("translator", [EN, FR])
@pytest.mark.parametrize("digits", [0, 1, 3])
def test_a_number_is_written_as_babel_writes_it(translator, digits):
    """Halves go to the even side, with whatever separators the language has."""
    spread = random.Random(0)  # noqa: S311 - numbers to write, and no secret
    sizes = [spread.uniform(-1, 1) * 10 ** spread.randint(-4, 14) for _ in range(300)]
    decimals, fewer = (f"#,##0.{sign * digits}" if digits else "#,##0" for sign in "0#")
    percent = f"{decimals}%" if translator is EN else f"{decimals}\u202f%"
    for value in [0, 0.5, 1.5, 2.5, -0.25, 0.125, 12, 1000, -1234567.5, 1e-7, 999_999_999_999_999, *sizes]:
        # Babel writes a minus before nothing.
        number, share = (0 if round(value, places) == 0 else value for places in (digits, digits + 2))
        assert translator.fixed(value, digits) == format_decimal(number, decimals, translator.locale).replace(
            "-", MINUS
        )
        assert translator.number(value, digits) == format_decimal(number, fewer, translator.locale).replace("-", MINUS)
        assert translator.percent(value, digits) == format_percent(share, percent, translator.locale).replace(
            "-", MINUS
        )


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="choose one of en, fr"):
        get_translator("de")


@pytest.mark.parametrize(("share", "said"), [(0, "0%"), (0.001, "< 1%"), (0.5, "50%"), (0.9996, "> 99%"), (1, "100%")])
def test_a_whole_percentage_says_none_and_all_only_where_it_is_so(share, said):
    assert get_translator("en").share(share) == said


def test_no_text_says_the_same_twice(catalogue):
    """A sentence that was pasted after itself."""
    _, messages = catalogue
    texts = [text for message in messages for text in (*strings(message.id), *strings(message.string)) if len(text) > 8]
    assert [text for text in texts if text[: len(text) // 2] == text[len(text) // 2 :]] == []

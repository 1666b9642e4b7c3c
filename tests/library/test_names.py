"""Names of entries: slugs made from titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikicli.article.markup import SLUG
from wikicli.base.errors import UsageError
from wikicli.library.names import make_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Karabakh Committee", "karabakh-committee"),
        ("  Miatsum!  ", "miatsum"),
        ("Perestroika & Glasnost", "perestroika-glasnost"),
        ("Gerard O’Loughlin", "gerard-oloughlin"),
        ("Step‘anakert, Miatsʾum, O′Neill", "stepanakert-miatsum-oneill"),
        ("Ste\u00adpan\u200bakert", "stepanakert"),
        ("Łódź, Ærø and Straße", "lodz-aero-and-strasse"),
        ("Əliyev İlham", "aliyev-ilham"),
        ("Միացում", "miatsum"),
        ("Երևան 2800", "yerevan-2800"),
        ("Արցախի Հանրապետություն", "artsakhi-hanrapetutyun"),
        ("Ⅳ. Congress", "iv-congress"),
        ("1988–1991", "1988-1991"),
        ("a-_-b", "a-b"),
    ],
)
def test_a_slug_is_the_title_in_plain_letters(title: str, slug: str) -> None:
    assert make_slug(title) == slug


@pytest.mark.parametrize("title", ["Ελλάδα", "…", "北京", "Бета 5"])
def test_a_title_of_other_letters_has_none(title: str) -> None:
    with pytest.raises(UsageError) as raised:
        make_slug(title)
    assert raised.value.message == f"no slug can be made from '{title}'"
    assert raised.value.hint == "give one in letters a to z: --slug SLUG"


def test_a_slug_has_at_most_200_characters() -> None:
    assert make_slug("a" * 200) == "a" * 200
    with pytest.raises(UsageError) as raised:
        make_slug("a" * 201)
    assert raised.value.message == "a slug of 201 characters is too long"


@given(st.text(max_size=40))
def test_what_is_made_is_a_slug(title: str) -> None:
    try:
        slug = make_slug(title)
    except UsageError:
        return
    assert SLUG.fullmatch(slug)
    assert make_slug(slug) == slug

import re
import unicodedata

import pytest
import tetrak_translit
from hypothesis import given
from hypothesis import strategies as st

from kit.armenian import ALPHABET, CLASSICAL, WORDS, upper
from wikicli.language.armenian import (
    FULL_STOP,
    LETTERS,
    MARKS,
    RUN,
    STANDARDS,
    fold,
    is_armenian,
    reform,
    romanize,
    sort_key,
)

# What each letter of ALPHABET, and ւ, becomes after a consonant.
TABLES = {
    "bgn": (
        "a b g d e z e y t’ zh i l kh ts k h dz gh ch m y n sh o ch’ p j rr s v t r ts’"
        " u p’ k’ ev o f w"
    ),
    "ala-lc": (
        "a b g d e z ē ě tʻ zh i l kh ts k h dz gh ch m y n sh o chʻ p j ṛ s v t r tsʻ"
        " u pʻ kʻ ev ō f w"
    ),
    "iso9985": (
        "a b g d e z ē ë t’ ž i l x ç k h j ġ č̣ m y n š o č p ǰ ṙ s v t r c’"
        " ow p’ k’ ew ò f w"
    ),
    "hm": (
        "a b g d e z ē ə tʿ ž i l x c k h j ł č m y n š o čʿ p ǰ ṙ s v t r cʿ"
        " u pʿ kʿ ew ō f w"
    ),
    "plain": (
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j rr s v t r ts"
        " u p k ev o f w"
    ),
}

# Romanization


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_letter_has_its_row_in_every_standard(standard: str) -> None:
    letters = [*ALPHABET, "ւ"]
    expected = [unicodedata.normalize("NFC", t) for t in TABLES[standard].split()]
    spelled = [romanize("ր" + letter, standard)[1:] for letter in letters]
    assert dict(zip(letters, spelled, strict=True)) == dict(
        zip(letters, expected, strict=True)
    )


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_capital_is_the_capital_of_its_letter(standard: str) -> None:
    latin = dict(zip([*ALPHABET, "ւ"], TABLES[standard].split(), strict=True))
    del latin["և"]  # it has no capital
    spelled = {
        letter: romanize(f"Ր{letter.capitalize()}ր", standard)[1:] for letter in latin
    }
    expected = {
        letter: unicodedata.normalize("NFC", text.upper() + "r")
        for letter, text in latin.items()
    }
    # ու has two letters, of which the second is small here.
    assert spelled | {"ու": ""} == expected | {"ու": ""}


@pytest.mark.parametrize(
    ("standard", "latin"),
    [
        ("bgn", "Yera Vora Ova Ura"),
        ("ala-lc", "Era Ora Ova Ura"),
        ("iso9985", "Era Ora Ova Owra"),
        ("hm", "Era Ora Ova Ura"),
        ("plain", "Yera Vora Ova Ura"),
    ],
)
def test_capitals_at_the_beginning_of_a_word(standard: str, latin: str) -> None:
    spelled = [romanize(word, standard) for word in ("Երա", "Որա", "Օվա", "Ուրա")]
    ova = {"ala-lc": "Ōva", "iso9985": "Òva", "hm": "Ōva"}.get(standard, "Ova")
    assert spelled == latin.replace("Ova", ova).split()


@pytest.mark.parametrize("before", ALPHABET)
def test_bgn_writes_ye_and_yev_after_vowels_only(before: str) -> None:
    latin = dict(zip(ALPHABET, TABLES["bgn"].split(), strict=False))[before]
    glide = "y" if before in ("ա", "ե", "է", "ը", "ի", "ո", "օ", "ու") else ""
    assert romanize(f"ր{before}եր") == f"r{latin}{glide}er"
    assert romanize(f"ր{before}և") == f"r{latin}{glide}ev"
    assert romanize(f"ր{before}եւ") == f"r{latin}{glide}ev"
    assert romanize(f"ր{before}որ") == f"r{latin}or"


@pytest.mark.parametrize(
    ("text", "bgn", "ala", "iso", "hm", "plain"),
    [
        ("Միացում", "Miats’um", "Miatsʻum", "Miac’owm", "Miacʿum", "Miatsum"),
        ("Երևան", "Yerevan", "Erevan", "Erewan", "Erewan", "Yerevan"),
        ("Երեւան", "Yerevan", "Erewan", "Erewan", "Erewan", "Yerevan"),
        ("Ոսկեվազ", "Voskevaz", "Oskeʹvaz", "Oskevaz", "Oskevaz", "Voskevaz"),
        ("նաև", "nayev", "naev", "naew", "naew", "nayev"),
        ("ով", "ov", "ov", "ov", "ov", "ov"),
        ("Արցախ", "Arts’akh", "Artsʻakh", "Arc’ax", "Arcʿax", "Artsakh"),
        ("չ ճ", "ch’ ch", "chʻ ch", "č č̣", "čʿ č", "ch ch"),
        ("ջ ձ", "j dz", "j dz", "ǰ j", "ǰ j", "j dz"),
    ],
)
def test_words_in_the_five_romanizations(
    text: str, bgn: str, ala: str, iso: str, hm: str, plain: str
) -> None:
    assert [romanize(text, s) for s in STANDARDS] == [bgn, ala, iso, hm, plain]


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Ղարաբաղյան շարժում", "Gharabaghyan sharzhum"),
        ("Եղեգնաձոր", "Yeghegnadzor"),
        ("երեք եռյակ", "yerek’ yerryak"),
        ("միաեղջյուր", "miayeghjyur"),
        ("առօրեական", "arroreakan"),
        ("ու եթե", "u yet’e"),
        ("հյուրընկալուե", "hyurynkaluye"),
        ("և", "yev"),
        ("Տաթև", "Tat’ev"),
        ("Եվրոպա", "Yevropa"),
        ("որդի Ոսկան", "vordi Voskan"),
        ("ուր Ուրարտու", "ur Urartu"),
        ("Ով ՈՎ ովքեր", "Ov OV vovk’er"),
        ("հաղթող", "haght’ogh"),
        ("Նոր-Երևան Նոր֊Երևան", "Nor-Yerevan Nor-Yerevan"),
    ],
)
def test_bgn_writes_ye_and_vo_by_position(text: str, latin: str) -> None:
    assert romanize(text) == latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("ԵՐԵՎԱՆ", "YEREVAN"),
        ("ԵՐԵՒԱՆ", "YEREVAN"),
        ("ԵՐևԱՆ", "YEREVAN"),
        ("ՈՍԿԵՎԱԶ", "VOSKEVAZ"),
        ("Շուշի ՇՈՒՇԻ", "Shushi SHUSHI"),
        ("Ծ. Շ.", "Ts. Sh."),
        ("ԽՍՀՄ-ում ԽՍՀՄում", "KHSHM-um KHSHMum"),
        ("ԽՍՀՇն", "KHSHSHn"),
        ("Լև Լևոն", "Lev Levon"),
    ],
)
def test_capitals_stay_capitals(text: str, latin: str) -> None:
    assert romanize(text) == latin


def test_capital_letters_of_two_characters() -> None:
    assert romanize("Ջրվեժ ՋՐՎԵԺ", "hm") == "J\u030crvež J\u030cRVEŽ"
    assert romanize("Ուր ՈՒՐ ՈՒ", "iso9985") == "Owr OWR OW"


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("գհ դզ կհ սհ տս", "gʹh dʹz kʹh sʹh tʹs"),
        ("պատսպարան", "patʹsparan"),
        ("ազգհամալիր զհ", "azgʹhamalir zʹh"),
        ("ՍՍՀ", "SSʹH"),
        ("ոսկեվազ ԵՐԵՎԱՆ Եվրոպա", "oskeʹvaz EREVAN Evropa"),
        ("և եւ", "ev ew"),
        ("Յակոբ Եազըճեան", "Yakob Eazěchean"),
    ],
)
def test_ala_lc_parts_letters_with_the_prime(text: str, latin: str) -> None:
    assert romanize(text, "ala-lc") == latin


def test_ala_lc_has_rules_of_its_own_for_classical_spelling() -> None:
    words = "Յակոբ յոյս ՅԱԿՈԲ Եազըճեան եազ հայ"
    assert romanize(words, "ala-lc", "classical") == (
        "Ḥakob ḥoys ḤAKOB Yazěchean eaz hay"
    )
    assert romanize(words, "bgn", "classical") == romanize(words, "bgn")


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("միացո՛ւմ", "miats’um"),
        ("Տե՛ս նաև", "Tes nayev"),
        ("Ո՞ւր ես գնում։ Տուն։", "Ur yes gnum? Tun."),
        ("Ո՞ւր ես գնում: Տուն:", "Ur yes gnum? Tun:"),
        ("Ո՞վ\nՈ՜վ", "Ov?\nOv!"),
        ("Ի՞նչ, ո՞ւր ու ո՜նց ։", "Inch’, ur u vonts’?! "),
        ("12:30 է՞", "12:30 e?"),
        ("ա՝ բ՟", "a, b"),
        ("կ՚ուտէ", "kute"),
        ("միա\u00adցում", "miats’um"),
    ],
)
def test_marks_inside_words_do_not_split_them(text: str, latin: str) -> None:
    assert romanize(text) == latin


def test_elision_mark_stays_where_it_is_no_aspirate() -> None:
    assert [romanize("կ՚ուտէ", s) for s in STANDARDS] == [
        "kute",
        "k’utē",
        "kowtē",
        "k’utē",
        "kute",
    ]


def test_ligatures_are_expanded() -> None:
    assert romanize("ﬓ ﬔ ﬕ ﬖ ﬗ Աﬔն", "hm") == "mn me mi vn mx Amen"


def test_other_scripts_and_lone_marks_are_left_alone() -> None:
    text = "Շեշտ (՛), ՠ ֈ, Ереван, ﬁ, 5 ֏"
    assert romanize(text) == "Shesht (՛), ՠ ֈ, Ереван, ﬁ, 5 ֏"
    assert romanize("։ ՝ ՛ ֊") == "։ ՝ ՛ ֊"


def test_unknown_standard_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'iso'; known: bgn, ala-lc, iso9985, hm, pl"):
        romanize("ա", "iso")


@given(st.text(), st.sampled_from(list(STANDARDS)))
def test_romanize_never_raises_and_leaves_no_letters_of_the_alphabet(
    text: str, standard: str
) -> None:
    assert not re.search("[Ա-Ֆա-ևﬓ-ﬗ]", romanize(text, standard))


@given(st.text(st.characters(exclude_characters=[chr(c) for c in range(0x531, 0x58A)])))
def test_romanize_leaves_text_without_armenian_unchanged(text: str) -> None:
    if not is_armenian(text):
        assert romanize(text) == text


@given(st.text(alphabet="".join(ALPHABET), min_size=1))
def test_capitals_change_nothing_but_case(text: str) -> None:
    capitals = text.replace("և", "եւ").upper()
    small = romanize(text.replace("և", "եւ"), "plain")
    assert romanize(capitals, "plain").lower() == small


# tetrak-translit writes ' for ’, knows no ye after vowels and no exception for ov.
TETRAK_ERRORS = {"bgn": {"նաև", "ով", "միաեղջյուր"}}
TETRAK = {
    "bgn": "bgn_pcgn",
    "ala-lc": "ala_lc",
    "iso9985": "iso_9985_1996",
    "hm": "hubschmann_meillet",
}


@pytest.mark.parametrize("standard", TETRAK)
def test_another_implementation_agrees(standard: str) -> None:
    theirs = {
        word: tetrak_translit.to_latin(word, TETRAK[standard], "hy").replace("'", "’")
        for word in [*WORDS, "նաև", "ով", "միաեղջյուր"]
    }
    differing = {word for word in theirs if romanize(word, standard) != theirs[word]}
    assert differing == TETRAK_ERRORS.get(standard, set())


# Folding


@pytest.mark.parametrize(
    "names",
    [
        "Երևան ԵՐԵՎԱՆ ԵՐԵՒԱՆ Երեւան Երեվան երևա՞ն ԵՐևԱՆ",
        "ուր ո՞ւր Ո՛ւր ՈՒՐ",
        "կ՚ուտէ կ’ուտէ կուտէ",
        "ﬓացում մնացում ՄՆԱՑՈՒՄ",
        "Arts’akh Artsakh Artsʻakh ARTS'AKH artsʿakh Arts`akh",
        "Miats’um Miatsʻum miatsum",
        "J\u030crvež ǰrvež",
        "Straße STRASSE",
        "ΜΙΑΤΣΟΥΜΣ μιατσουμς",
    ],
)
def test_fold_joins_spellings_of_one_name(names: str) -> None:
    assert len({fold(name) for name in names.split()}) == 1


def test_fold_keeps_different_names_apart() -> None:
    assert fold("Peña") != fold("Pena")
    assert fold("Միացում") != fold("Miatsum")
    assert fold("किताब") != fold("कतब")


def test_fold_composes_what_a_removed_mark_held_apart() -> None:
    assert fold("\u1100\u0301\u1161") == "\uac00"


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="եւվևԵՒՎոՈ՞՛’\u00ad\u0301İßΣﬓ´ʹ˚\u1100\u1161\u11a8"))
def test_fold_is_idempotent_where_letters_meet(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# Letters and order


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Miatsum", False), ("", False), ("։՛֊֏", False), ("a ﬓ", True), ("և", True)],
)
def test_is_armenian_needs_a_letter(text: str, answer: bool) -> None:
    assert is_armenian(text) is answer


def test_letters_and_marks_are_those_of_the_block() -> None:
    block = [chr(code) for code in range(0x530, 0x590)]
    assigned = [c for c in block if unicodedata.category(c) != "Cn"]
    letters = [c for c in block if re.fullmatch(f"[{LETTERS}]", c)]
    assert letters == [c for c in assigned if c.isalpha() and c != "ՙ"]
    assert [c for c in block if re.fullmatch(f"[{MARKS}]", c)] == list("՚՛՜՝՞՟")
    assert unicodedata.name(FULL_STOP) == "ARMENIAN FULL STOP"


def test_a_run_is_of_armenian_words_and_what_stands_among_them() -> None:
    text = "In Armenian Ո՞ւր, Արցա՛խ ﬕ: “նոր֊Երևան” (ե), 5 ֏; ա\nբ, x"
    assert [run[0] for run in RUN.finditer(text)] == [
        "Ո՞ւր, Արցա՛խ ﬕ",
        "նոր֊Երևան",
        "ե",
        "ա\nբ",
    ]


@pytest.mark.parametrize("orthography", ["reformed", "classical"])
def test_only_ala_lc_asks_for_the_spelling(orthography: str) -> None:
    text = " ".join([*WORDS, *CLASSICAL])
    for standard in ("bgn", "iso9985", "hm", "plain"):
        assert romanize(text, standard, orthography) == romanize(text, standard)


def test_sort_key_follows_the_alphabet() -> None:
    assert sorted(set(ALPHABET), key=sort_key) == ALPHABET


@pytest.mark.parametrize(
    "ordered",
    [
        "ոսկեվազ ոսկեր ոսկի ով ոտք որդի ուր փող քար և օր ֆիլմ",
        "Երգ Երեց Երեք Երթ Երի Երևան Երեւանցի",
        "Արցախ արցախ արցախցի",
        "1988 Miatsum Ա",
        "ցուրտ ո՞ւր ուրագ",
    ],
)
def test_sort_key_orders_words_as_a_dictionary_does(ordered: str) -> None:
    words = ordered.split()
    assert sorted(set(words), key=sort_key) == words


@pytest.mark.parametrize(
    ("text", "reformed", "classical"),
    [
        ("Երևան", "ԵՐԵՎԱՆ", "ԵՐԵՒԱՆ"),
        ("և ու", "ԵՎ ՈՒ", "ԵՒ ՈՒ"),
        ("ﬓացում ß", "ՄՆԱՑՈՒՄ SS", "ՄՆԱՑՈՒՄ SS"),
    ],
)
def test_upper_knows_both_capitals_of_ev(
    text: str, reformed: str, classical: str
) -> None:
    assert upper(text) == reformed
    assert upper(text, "classical") == classical


# Classical spelling


@pytest.mark.parametrize(("classical", "reformed"), CLASSICAL.items())
def test_classical_spelling_is_read_as_reformed(classical: str, reformed: str) -> None:
    assert reform(classical) == fold(reformed)


@pytest.mark.parametrize(
    "word", ["միացում", "Երևան", "Ոսկեվազ", "նաև", "հայ", "ուրբաթ"]
)
def test_reform_leaves_reformed_spelling(word: str) -> None:
    assert reform(word) == fold(word)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    reform(text)
    upper(text)
    sort_key(text)

"""What is a break and what is none, by two versions of a module."""

import pytest

from .conftest import Comparison

STRUCT = "from decimal import Decimal\nfrom msgspec import Struct, field\n\n\nclass Bill(Struct, kw_only=True):\n"
DATACLASS = "from dataclasses import dataclass\n\n\n@dataclass\nclass Bill:\n"
TUPLE = "from typing import NamedTuple\n\n\nclass Bill(NamedTuple):\n"
ATTRS = "import attrs\n\n\n@attrs.define\nclass Bill:\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("def get(): ...", "", "get: was removed"),
        ("class Bill: ...", "def Bill(): ...", "Bill: is a function, was a class"),
        ("class Bill:\n    def a(self): ...", "class Bill:\n    def b(self): ...", "Bill.a: was removed"),
        ("class Bill:\n    def a(self): ...", "class Bill:\n    a = 1", "Bill.a: is an attribute, was a function"),
        (
            "class Bill:\n    def a(self): ...",
            "class Bill:\n    @property\n    def a(self): ...",
            "Bill.a: is a property, was a function",
        ),
        ("class Bill:\n    def __iter__(self): ...", "class Bill: ...", "Bill.__iter__: was removed"),
        ("class Lost(OSError): ...", "class Lost(Exception): ...", "Lost: is no `OSError` any more"),
        (
            "class A: ...\nclass B(A): ...",
            "class A: ...\nclass B: ...",
            "B: is no `cloudinvoices_apis.shop.A` any more",
        ),
    ],
)
def test_a_name_that_is_gone_or_something_else_is_a_break(breaks: Comparison, old: str, new: str, told: str) -> None:
    assert breaks(old, new) == [told.replace("`", "")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a, b", "a", "parameter b was removed"),
        ("*, a=1, **settings", "**settings", "parameter a was removed"),
        ("a", "a, b", "parameter b is new and required"),
        ("*, a", "*, a, b", "parameter b is new and required"),
        ("a=1", "a", "parameter a is required now"),
        ("a=1", "a=2", "parameter a is 2 by default, was 1"),
        ("a", "*, a", "parameter a is keyword-only, was positional or keyword"),
        ("a", "a, /", "parameter a is positional-only, was positional or keyword"),
        ("a, /", "*, a", "parameter a is keyword-only, was positional-only"),
        ("a, /", "", "parameter a was removed"),
        ("a: str, /", "b: int, /", "parameter b is int, was str"),
        ("*args", "", "parameter * was removed"),
        ("**settings", "", "parameter ** was removed"),
        ("a: str | None", "a: str", "parameter a is str, was str | None"),
        ("a: str", "a: int", "parameter a is int, was str"),
        ("a", "a: int", "parameter a is int, was not typed"),
        ("a: object", "a: int", "parameter a is int, was object"),
        ("*args: str", "*args: int", "parameter * is int, was str"),
    ],
)
def test_a_call_that_is_refused_is_a_break(breaks: Comparison, old: str, new: str, told: str) -> None:
    assert f"get: {told}" in breaks(f"def get({old}): ...", f"def get({new}): ...")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a", "a, b=1"),
        ("a", "a, *, b=1"),
        ("a", "a, *args, **settings"),
        ("*, a", "a"),
        ("a, /", "a"),
        ("a, /", "b, /"),
        ("*args", "*others"),
        ("a", "a=1"),
        ("a: str", "a: str | None"),
        ("a: str", "a: 'str | int'"),
        ("a: str", "a: Any"),
        ("a: str", "a"),
        ("a: Literal['x']", "a: Literal['x', 'y']"),
        ("a: Literal['x']", "a: str"),
        ("a: Optional[str]", "a: None | str"),
        ("a: Union[str, int]", "a: int | str"),
        ("a: typing.Any", "a: Any"),
    ],
)
def test_a_call_that_still_works_is_no_break(breaks: Comparison, old: str, new: str) -> None:
    imports = "import typing\nfrom typing import Any, Literal, Optional, Union\n\n"
    assert breaks(f"{imports}def get({old}): ...", f"{imports}def get({new}): ...") == []


def test_parameters_in_another_order_are_a_break(breaks: Comparison) -> None:
    assert breaks("def get(a, b): ...", "def get(b, a): ...") == [
        "get: parameter a stands in another place",
        "get: parameter b stands in another place",
    ]


def test_a_removed_parameter_moves_the_others_without_a_word(breaks: Comparison) -> None:
    assert breaks("def get(a, b, c): ...", "def get(b, c): ...") == ["get: parameter a was removed"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("def get() -> str: ...", "def get() -> int: ...", "get: what it returns is int, was str"),
        ("def get() -> str: ...", "def get() -> str | None: ...", "get: what it returns is str | None, was str"),
        ("def get() -> str: ...", "def get(): ...", "get: what it returns is not typed, was str"),
        ("def get(): ...", "async def get(): ...", "get: has to be awaited now"),
        ("async def get(): ...", "def get(): ...", "get: is not awaited any more"),
        (
            "class A:\n    @classmethod\n    def get(cls, a): ...",
            "class A:\n    def get(self, a): ...",
            "A.get: is no classmethod any more",
        ),
    ],
)
def test_an_answer_that_is_another_is_a_break(breaks: Comparison, old: str, new: str, told: str) -> None:
    assert breaks(old, new) == [told]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def get() -> str | None: ...", "def get() -> str: ..."),
        ("def get(): ...", "def get() -> str: ..."),
        ("class A:\n    def get(self): ...", "class A:\n    def get(this): ..."),
        ("class A:\n    @classmethod\n    def get(cls): ...", "class A:\n    @staticmethod\n    def get(): ..."),
        ("class A:\n    a: int", "class A:\n    @property\n    def a(self) -> int: ..."),
        ("class A:\n    def a(self): ...", "class A:\n    def a(self): ...\n    def b(self): ..."),
        ("class A:\n    def __repr__(self): ...", "class A: ..."),
        ("class A(OSError): ...", "class B(OSError): ...\n\n\nclass A(B): ..."),
        ("class _B(OSError): ...\nclass A(_B): ...", "class A(OSError): ..."),
        ("class A:\n    def a(self): ...", "class _B:\n    def a(self): ...\n\n\nclass A(_B): ..."),
        (
            "class A:\n    def __init__(self):\n        self.a = 1",
            "class A:\n    def __init__(self):\n        self.a: int = 1",
        ),
        ('VERSION = "1"', 'VERSION = "2"'),
        ('def get():\n    """Old."""', 'def get():\n    """New."""'),
        ("def _get(a): ...", ""),
        ("import os\nfrom typing import Any", ""),
        ('from typing import TypeVar\n\nT = TypeVar("T")', ""),
    ],
)
def test_what_callers_cannot_tell_is_no_break(breaks: Comparison, old: str, new: str) -> None:
    assert breaks(old, new) == []


@pytest.mark.parametrize("kind", [STRUCT, ATTRS, DATACLASS, TUPLE])
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("total: str | None = None", "total: int | None = None", "Bill.total: is int | None, was str | None"),
        ("total: str | None = None", "total: str = ''", "Bill.total: is str, was str | None"),
        ("total: str = ''", "total: str | None = ''", "Bill.total: is str | None, was str"),
        ("total: str = ''", "sum: str = ''", "Bill.total: was removed"),
        ("total: str = ''", "total: str", "Bill: parameter total is required now"),
        ("a: str", "a: str\n    total: str", "Bill: parameter total is new and required"),
    ],
)
def test_a_field_is_read_and_given(breaks: Comparison, kind: str, old: str, new: str, told: str) -> None:
    assert told in breaks(f"{kind}    {old}\n", f"{kind}    {new}\n")


def test_a_field_that_is_gone_is_told_once(breaks: Comparison) -> None:
    old = f"{ATTRS}    name: str\n    total: str\n"
    assert breaks(old, f"{ATTRS}    name: str\n") == ["Bill.total: was removed"]


def test_a_field_that_becomes_a_property_cannot_be_given_any_more(breaks: Comparison) -> None:
    old = f"{ATTRS}    name: str\n    total: str = ''\n"
    new = f"{ATTRS}    name: str\n    @property\n    def total(self) -> str: ...\n"
    assert breaks(old, new) == ["Bill: parameter total was removed"]


def test_fields_made_with_options_are_seen_as_they_are_given(breaks: Comparison) -> None:
    old = f"{ATTRS}    _a: int = attrs.field(alias='a')\n    _b: int = attrs.field(default=1)\n"
    assert breaks(old, f"{old}    c: list[int] = attrs.field(init=False, factory=list)\n") == []
    assert breaks(old, f"{ATTRS}    _b: int = attrs.field(default=1, kw_only=True)\n") == [
        "Bill: parameter a was removed",
        "Bill: parameter b is keyword-only, was positional or keyword",
    ]


def test_fields_of_a_private_base_are_those_of_the_class(breaks: Comparison) -> None:
    old = "from msgspec import Struct\n\n\nclass _A(Struct):\n    a: int\n\n\nclass B(_A):\n    b: int\n"
    assert breaks(old, old.replace("a: int", "a: str")) == ["B.a: is str, was int"]


def test_what_a_public_base_loses_is_told_of_the_base_only(breaks: Comparison) -> None:
    old = "class A:\n    def a(self, b): ...\n\n\nclass B(A): ...\n"
    assert breaks(old, old.replace("def a(self, b): ...", "x = 1")) == ["A.a: was removed"]
    assert breaks(old, old.replace("self, b", "self")) == ["A.a: parameter b was removed"]


def test_a_constructor_goes_by_the_name_of_its_class(breaks: Comparison) -> None:
    old = "class A:\n    def __init__(self, a, b): ...\n\n\nclass B(A): ...\n"
    assert breaks(old, old.replace(", b", "")) == ["A: parameter b was removed"]


def test_what_a_class_has_of_its_own_now_is_compared_with_what_it_inherited(breaks: Comparison) -> None:
    old = "class A:\n    def a(self, b): ...\n\n\nclass B(A):\n    x = 1\n"
    assert breaks(old, f"{old}    def a(self): ...\n") == ["B.a: parameter b was removed"]


def test_a_class_without_a_constructor_is_called_without_arguments(breaks: Comparison) -> None:
    bare, taking = "class A: ...\n", "class A:\n    def __init__(self, a): ...\n"
    assert breaks(bare, taking) == ["A: parameter a is new and required"]
    assert breaks(taking, bare) == ["A: parameter a was removed"]
    assert breaks(bare, "class _C: ...\n\n\nclass A:\n    def __init__(self, c: _C): ...\n") == [
        "A: cannot be made by users any more"
    ]
    assert breaks("class A(OSError): ...\n", taking.replace("A:", "A(OSError):")) == []


def test_a_constructor_that_takes_what_only_we_can_make_is_not_public(breaks: Comparison) -> None:
    old = "class _C: ...\n\n\nclass A:\n    def __init__(self, connection: _C, b): ...\n"
    assert breaks(old, old.replace(", b", "")) == []
    either = old.replace(": _C", ": str | _C")
    assert breaks(either, either.replace(", b", "")) == ["A: parameter b was removed"]


def test_a_list_of_values_may_grow_and_must_not_shrink(breaks: Comparison) -> None:
    private = 'from typing import Literal\n\n_K = Literal["a", "b"]\n\n\ndef get(kind: _K) -> _K: ...\n'
    assert breaks(private, private.replace('"b"', '"b", "c"')) == []
    assert breaks(private, private.replace(', "b"', "")) == ["get: parameter kind is of a type without Literal['b']"]
    for declared in ("Kind =", "Kind: TypeAlias ="):
        public = private.replace("_K =", declared).replace("_K", "Kind")
        assert breaks(public, public.replace('"b"', '"b", "c"')) == []
        assert breaks(public, public.replace(', "b"', "")) == ["Kind: is Literal['a'], was Literal['a', 'b']"]


def test_a_type_of_another_package_is_another_type(breaks: Comparison) -> None:
    old = "from httpx import Client\n\n\ndef get(a: Client): ...\n\n\nclass Own(Client): ...\n"
    assert breaks(old, old.replace("httpx", "niquests")) == [
        "Own: is no httpx.Client any more",
        "get: parameter a is of a type without httpx.Client and with niquests.Client",
    ]
    assert breaks(old, old.replace("from httpx", "from httpx._client")) == []
    assert breaks(old, f"import httpx\n{old}".replace(": Client", ": httpx.Client")) == []
    typing = "from typing import Iterator\n\n\ndef get() -> Iterator[int]: ...\n"
    assert breaks(typing, typing.replace("typing", "collections.abc")) == []


def test_metadata_of_a_type_is_no_part_of_it(breaks: Comparison) -> None:
    old = "from typing import Annotated\n\n\ndef get(a: Annotated[str, 'x']): ...\n"
    assert breaks(old, old.replace("'x'", "'y'")) == []
    assert breaks(old, old.replace("Annotated[str, 'x']", "str")) == []


def test_each_overload_must_still_be_there(breaks: Comparison) -> None:
    first, second = "@overload\ndef get(a: int) -> int: ...\n", "@overload\ndef get(a: str) -> str: ...\n"
    code = "from typing import overload\n\n{}\n\ndef get(a): ...\n"
    assert breaks(code.format(first + second), code.format(second + first)) == []
    assert breaks(code.format(first + second), code.format(second)) == [
        "get: parameter a is str, was int",
        "get: what it returns is str, was int",
    ]
    assert breaks("def get(a: int) -> int: ...", code.format(first + second)) == []


def test_the_old_name_may_stay_as_another_name(breaks: Comparison) -> None:
    old = "class A:\n    def a(self): ...\n\n\nclass B(A): ...\n\n\ndef get(a: A) -> A: ...\n"
    new = old.replace("A", "Z") + "\n\nA = Z\n"
    assert breaks(old, new) == []
    assert breaks(old, new.replace("def a(self)", "def a(self, b)")) == ["A.a: parameter b is new and required"]
    method = "class A:\n    def a(self): ...\n"
    both = "class A:\n    def b(self): ...\n\n    a = b\n"
    assert breaks(method, both) == []
    assert breaks(both, both.replace("a = b", "")) == ["A.a: was removed"]
    assert breaks(f"{method}B = A\n", method) == ["B: was removed"]


def test_names_that_lead_in_a_circle_are_only_names(breaks: Comparison) -> None:
    circles = "a = b\nb = a\nC = C | None\n\n\nclass D(E): ...\n\n\nclass E(D): ...\n"
    assert breaks(f"{circles}\n\ndef get(c: C) -> C: ...\n", f"{circles}\n\ndef get(c: C) -> C: ...\n") == []
    hidden = circles.replace("C", "_C")
    assert breaks(f"{hidden}\n\ndef get(c: _C) -> _C: ...\n", f"{hidden}\n\ndef get(c: _C) -> _C: ...\n") == []


def test_an_asynchronous_generator_may_be_written_either_way(breaks: Comparison) -> None:
    old = "def get() -> AsyncIterator[int]: ..."
    assert breaks(old, f"async {old}") == []
    assert breaks("def get() -> Awaitable[int]: ...", "async def get() -> int: ...") != []


def test_a_property_that_cannot_be_set_any_more_is_a_break(breaks: Comparison) -> None:
    read = "class A:\n    @property\n    def a(self) -> int: ...\n"
    write = f"{read}    @a.setter\n    def a(self, value: int) -> None: ...\n"
    assert breaks(write, read) == ["A.a: cannot be set any more"]
    assert breaks(read, write) == []


def test_a_renamed_type_is_told_where_it_stands(breaks: Comparison) -> None:
    old = "class Bill: ...\n\n\ndef get() -> list[Bill]: ...\n"
    assert breaks(old, old.replace("Bill", "Note")) == [
        "Bill: was removed",
        "get: what it returns is list[Note], was list[Bill]",
    ]


def test_a_field_named_like_its_type_is_none_of_its_type(breaks: Comparison) -> None:
    old = "from datetime import date\nfrom msgspec import Struct\n\n\nclass A(Struct):\n    date: date | None\n"
    assert breaks(old, old.replace("date | None", "date")) == ["A.date: is date, was date | None"]


def test_new_names_are_listed_without_what_is_in_them(new_names: Comparison) -> None:
    old = "class A:\n    def a(self): ...\n"
    new = (
        "class A:\n    def a(self): ...\n    def b(self): ...\n\n\nclass C:\n    def c(self): ...\n\n\ndef _d(): ...\n"
    )
    assert new_names(old, new) == ["A.b", "C"]
    assert new_names(new, old) == []


def test_new_parameters_are_listed_once(new_names: Comparison) -> None:
    assert new_names("def get(a): ...", "def get(a, b=1): ...") == ["get(b)"]
    assert new_names("def get(a): ...", "def get(a, b): ...") == []
    assert new_names(f"{ATTRS}    a: int\n", f"{ATTRS}    a: int\n    b: int = 1\n") == ["Bill.b"]

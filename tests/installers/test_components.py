"""What is inside is told from the packages themselves, agrees with the safety file, and has a licence each."""

import json
import re
from importlib import metadata

import pytest

from installers import components_inside, components_merge, components_system, contents
from installers.components import Component, Packages, common_text, python_component, table
from installers.components_bom import bill_of_materials
from installers.licences import alternatives, licence_texts, third_party_licences
from installers.product import RESOURCES, ROOT, InstallerError

LOCKED = components_inside.lock_digests(components_inside.LOCK.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def python_components() -> tuple[Component, ...]:
    """Every locked package that this system has use for."""
    names = contents.installed(contents.locked_distributions())
    return tuple(
        python_component(name, version, Packages(), LOCKED[name, version])
        for name in names
        for version in [metadata.version(name)]
    )


@pytest.fixture(scope="module")
def everything(python_components: tuple[Component, ...]) -> tuple[Component, ...]:
    bundled = (components_system.own_cpython(), *components_system.fonts(), *components_system.tools("windows"))
    return (*python_components, *bundled)


def named(components: tuple[Component, ...], name: str) -> Component:
    return next(each for each in components if each.name == name)


def test_the_safety_file_and_the_release_tell_of_the_same_libraries(python_components: tuple[Component, ...]):
    safety = json.loads((RESOURCES / "help" / "safety" / "components.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in safety["components"]] == sorted(each.name for each in python_components)


def test_the_third_party_page_tells_of_every_library_and_font(everything: tuple[Component, ...]):
    page = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    of_the_program = [
        each.name for each in everything if each.kind in ("library", "font") and (each.purl or each.texts)
    ]
    known = [name for name in of_the_program if not name.startswith("Microsoft")]
    assert [name for name in known if not re.search(rf"\b{re.escape(name)}\b", page)] == []


def test_every_component_has_the_texts_of_its_licence(everything: tuple[Component, ...]):
    text = third_party_licences("0.1.0", everything)
    for component in everything:
        assert f"\n{component.name}" in text
    for words in ("GNU LESSER GENERAL PUBLIC LICENSE", "ZETETIC LLC", "SIL OPEN FONT LICENSE", "May you do good"):
        assert words in text
    assert text.count("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION") >= 1


def test_a_text_that_many_share_stands_once(everything: tuple[Component, ...]):
    text = third_party_licences("0.1.0", everything)
    assert text.count(common_text("GPL-3.0-only")) == 1
    assert len(text) < 1_500_000


def test_a_licence_that_asks_for_the_copyright_is_not_met_by_its_words_alone():
    assert licence_texts(Component("a", "1", "MIT")) == ()
    assert licence_texts(Component("a", "1", "MIT", copyright=("Copyright (c) 2020 A",))) == (common_text("MIT"),)
    assert licence_texts(Component("a", "1", "MIT OR Apache-2.0")) == (common_text("Apache-2.0"),)
    assert licence_texts(Component("a", "1", "MIT AND Apache-2.0")) == ()
    with pytest.raises(InstallerError, match=r"inner 2 \(Unknown-1\.0\) in outer"):
        third_party_licences(
            "0.1.0", [Component("outer", "1", "MIT", texts=("words",), parts=(Component("inner", "2", "Unknown-1.0"),))]
        )


@pytest.mark.parametrize(
    ("expression", "choices"),
    [
        ("MIT", (("MIT",),)),
        ("MIT OR Apache-2.0", (("MIT",), ("Apache-2.0",))),
        ("(MIT OR Zlib) AND Unicode-3.0", (("MIT", "Unicode-3.0"), ("Zlib", "Unicode-3.0"))),
        ("Apache-2.0 WITH LLVM-exception", (("Apache-2.0 WITH LLVM-exception",),)),
        ("MIT AND (Zlib OR BSD-2-Clause AND ISC)", (("MIT", "Zlib"), ("MIT", "BSD-2-Clause", "ISC"))),
    ],
)
def test_an_expression_is_read_as_spdx_means_it(expression: str, choices: tuple[tuple[str, ...], ...]):
    assert alternatives(expression) == choices


@pytest.mark.parametrize("expression", ["", "MIT OR", "(MIT", "MIT)", "AND MIT", "MIT Apache-2.0"])
def test_what_is_no_expression_is_refused(expression: str):
    with pytest.raises(InstallerError):
        alternatives(expression)


def test_the_parts_of_the_record_are_told_with_the_versions_that_run(python_components: tuple[Component, ...]):
    import sqlcipher3

    connection = sqlcipher3.connect(":memory:")
    parts = {part.name: part.version for part in named(python_components, "sqlcipher3").parts}
    assert parts["SQLite"] == sqlcipher3.sqlite_version
    assert str(connection.execute("pragma cipher_version").fetchone()[0]).startswith(parts["SQLCipher"])
    connection.close()


def test_qt_pdfium_and_openssl_are_told_with_the_versions_that_run(python_components: tuple[Component, ...]):
    import pypdfium2.version
    from cryptography.hazmat.bindings.openssl.binding import Binding
    from PySide6.QtCore import qVersion

    parts = {part.name: part.version for part in named(python_components, "pyside6-essentials").parts}
    assert parts["Qt"] == qVersion()
    (pdfium,) = named(python_components, "pypdfium2").parts
    assert pdfium.version == str(pypdfium2.version.PDFIUM_INFO.build)
    linked = Binding.lib.OpenSSL_version_num()
    version = f"{linked >> 28}.{linked >> 20 & 0xFF}.{linked >> 4 & 0xFF}"
    openssl = [part.version for part in named(python_components, "cryptography").parts if part.name == "openssl"]
    assert version in openssl


def test_a_component_comes_back_from_its_record_as_it_went(everything: tuple[Component, ...]):
    for component in everything:
        assert Component.from_json(json.loads(json.dumps(component.to_json()))) == component


def test_the_list_of_components_fits_its_schema_and_is_the_same_each_time(everything: tuple[Component, ...]):
    inside = {components_merge.key(each): ("deb",) for each in everything}
    first = bill_of_materials("0.1.0", "Apache-2.0", everything, inside)
    assert first == bill_of_materials("0.1.0", "Apache-2.0", tuple(reversed(everything)), inside)
    told = json.loads(first)
    numpy = next(each for each in told["components"] if each["name"] == "numpy")
    assert numpy["purl"] == f"pkg:pypi/numpy@{metadata.version('numpy')}"
    archives = {each["content"] for each in numpy["externalReferences"][0]["hashes"]}
    assert archives == set(LOCKED["numpy", metadata.version("numpy")])
    needs = {each["ref"]: each.get("dependsOn", []) for each in told["dependencies"]}
    alembic = next(ref for ref in needs if ref.startswith("alembic@"))
    assert any(ref.startswith("sqlalchemy@") for ref in needs[alembic])


def test_components_of_two_installers_are_told_once_with_both_kinds():
    linux = Component("a", "1", "MIT", texts=("x",), parts=(Component("p", "1", "MIT"),), needs=("b",))
    windows = Component("a", "1", "MIT", texts=("x", "y"), parts=(Component("q", "1", "MIT"),))
    other = Component("b", "2", "MIT")
    inside = components_merge.of_installers({"deb": [linux], "windows": [windows, other]})
    assert [(each.name, kinds) for each, kinds in inside] == [("a", ("deb", "windows")), ("b", ("windows",))]
    merged, _ = inside[0]
    assert merged.texts == ("x", "y")
    assert [part.name for part in merged.parts] == ["p", "q"]
    assert merged.needs == ("b",)


def test_libraries_of_the_system_are_told_by_their_package():
    import ctypes.util
    import shutil

    if not shutil.which("dpkg-query"):
        pytest.skip("tells of Debian's packages")
    (component,) = components_system.system_components({"libz.so.1": "/lib/x86_64-linux-gnu/libz.so.1"})
    assert component.name == "zlib1g"
    assert "zlib" in component.texts[0].lower()
    assert ctypes.util.find_library("z")
    with pytest.raises(InstallerError, match="belongs to no package"):
        components_system.system_components({"x": str(ROOT / "LICENSE")})


def test_a_package_of_another_version_is_not_taken_for_the_one_inside():
    with pytest.raises(InstallerError, match=r"numpy 0\.1"):
        python_component("numpy", "0.1", Packages())


def test_the_table_names_only_packages_of_the_lock_and_of_the_freezer():
    told = {
        *table()["licences"],
        *table()["texts"],
        *table()["parts"],
        *table()["not_inside"],
        *table()["text_of_whole"],
    }
    freezers = {"pyinstaller", "pyinstaller-hooks-contrib"}
    assert told - contents.locked_distributions() - freezers == set()

"""The recipe for macOS, as far as it can be checked on another system."""

import io
import plistlib
import sys
from pathlib import Path

import pytest
from PIL import IcnsImagePlugin

from footrehab_desktop.clinic.library_file import SUFFIX
from installers import icons, macos, product
from installers.product import InstallerError


def test_elsewhere_it_says_that_a_mac_is_needed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(InstallerError, match="made on a Mac"):
        macos.build([])


def test_the_properties_can_be_written_and_tell_what_the_program_is():
    told = plistlib.loads(plistlib.dumps(macos.info_plist()))
    assert told["CFBundleIdentifier"] == macos.IDENTIFIER
    assert told["CFBundleShortVersionString"] == product.version()
    assert told["LSMinimumSystemVersion"] == "13.0"
    assert told["NSHighResolutionCapable"] is True
    assert told["NSRequiresAquaSystemAppearance"] is False
    (declared,) = told["UTExportedTypeDeclarations"]
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == [SUFFIX.lstrip(".")]
    assert told["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]


def test_the_program_is_given_no_right_it_does_not_need():
    rights = plistlib.loads(macos.ENTITLEMENTS.read_bytes())
    assert set(rights) == {
        "com.apple.security.cs.allow-unsigned-executable-memory",
        "com.apple.security.cs.disable-library-validation",
    }


def test_the_icon_holds_every_size():
    icon = IcnsImagePlugin.IcnsFile(io.BytesIO(icons.icns()))
    pictures = {size: icon.getimage(size) for size in icon.itersizes()}
    assert {picture.width for picture in pictures.values()} == {16, 32, 64, 128, 256, 512, 1024}
    assert all(picture.getbbox() for picture in pictures.values())


def test_the_program_is_signed_hardened_with_its_rights(tmp_path: Path):
    trial = macos.sign_command(tmp_path / macos.APP_NAME, "-")
    real = macos.sign_command(tmp_path / macos.APP_NAME, "Developer ID Application: A Maker")
    for command in (trial, real):
        assert command[command.index("--options") + 1] == "runtime"
        assert Path(command[command.index("--entitlements") + 1]).is_file()
        assert command[-1].endswith(macos.APP_NAME)
    assert "--timestamp=none" in trial
    assert "--timestamp" in real


def test_the_image_is_packed_and_shown_to_apple_by_name(tmp_path: Path):
    image = tmp_path / product.macos_name("arm64")
    command = macos.image_command(tmp_path, image)
    assert command[:2] == ["hdiutil", "create"]
    assert command[-1] == str(image)
    submit, staple = macos.notarise_commands(image, "profile")
    assert "--wait" in submit
    assert staple == ["xcrun", "stapler", "staple", str(image)]


def test_a_tool_that_fails_is_told_with_its_words():
    with pytest.raises(InstallerError, match=r"failed: .*no such thing"):
        macos.run([sys.executable, "-c", "import sys; sys.exit('no such thing')"])

"""The list of components in CycloneDX 1.6 (JSON), checked against its schema. Same components: same bytes."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as BomComponent
from cyclonedx.model.component import ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from installers.components import Component
from installers.components_merge import key
from installers.product import PRODUCT, InstallerError

_TYPES: Final = {"library": ComponentType.LIBRARY, "platform": ComponentType.PLATFORM, "font": ComponentType.DATA}
# What a build, not the release, is told by; left out so that the same source gives the same bytes.
_OF_THE_MOMENT: Final = ("serialNumber",)
_INSTALLERS: Final = f"{PRODUCT}:installers"


def bill_of_materials(
    version: str, licence: str, components: Sequence[Component], inside: Mapping[str, Sequence[str]]
) -> bytes:
    """Return the list; ``inside`` tells for each component (by ``name@version``) in which kinds of installer it is.

    Raises ``InstallerError`` when it does not fit the schema.
    """
    root = BomComponent(
        name=PRODUCT,
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=PRODUCT,
        licenses=[LicenseFactory().make_from_string(licence)],
    )
    bom = Bom(metadata=BomMetaData(component=root))
    made = {key(component): _converted(component, inside[key(component)], "") for component in components}
    bom.components.update(made.values())
    bom.register_dependency(root, made.values())
    for component in components:
        needed = [made[key(other)] for other in components if other.name in component.needs]
        bom.register_dependency(made[key(component)], needed)
    return _checked(_written(bom))


def _written(bom: Bom) -> bytes:
    values = json.loads(JsonV1Dot6(bom).output_as_string())
    for name in _OF_THE_MOMENT:
        values.pop(name, None)
    values["metadata"].pop("timestamp", None)
    return (json.dumps(values, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _checked(content: bytes) -> bytes:
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(content.decode())
    if fault is not None:
        raise InstallerError(f"The list of components does not fit CycloneDX 1.6: {fault!r}"[:2000])
    return content


def _converted(component: Component, inside: Sequence[str], above: str) -> BomComponent:
    reference = f"{above}{key(component)}"
    digests = [HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in component.digests]
    from_lock = component.purl.startswith("pkg:pypi/") and bool(digests)
    return BomComponent(
        name=component.name,
        version=component.version or None,
        type=_TYPES[component.kind],
        bom_ref=reference,
        purl=PackageURL.from_string(component.purl) if component.purl else None,
        licenses=[LicenseFactory().make_from_string(component.licence)],
        copyright="\n".join(component.copyright) or None,
        hashes=() if from_lock else digests,
        external_references=[_archives(component, digests)] if from_lock else (),
        properties=[Property(name=_INSTALLERS, value=", ".join(inside))] if inside else (),
        components=[_converted(part, (), f"{reference}/") for part in component.parts],
    )


def _archives(component: Component, digests: Sequence[HashType]) -> ExternalReference:
    """Return where a package comes from, with the SHA-256 of each archive of it, one for each system and Python."""
    return ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(component.purl),
        comment="SHA-256 of every archive that the lock of the program allows",
        hashes=digests,
    )

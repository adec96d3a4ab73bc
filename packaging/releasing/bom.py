"""The software bill of materials: the lock file as CycloneDX 1.6 in JSON, checked against the published schema."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from locked import ROOT, Locked, read_lock, shipped
from packageurl import PackageURL
from refusal import Refusal

_MARKER = "caldesk:only-where"


def bill(lock: str, version: str, day: date, licences: Mapping[str, str]) -> str:
    """The document. `licences` gives SPDX expressions or words by the names of the lock; others stay unsaid.

    The same arguments give the same document. Raises Refusal when the schema does not accept it.
    """
    packages = read_lock(lock)
    needed = shipped(packages)
    program = Component(type=ComponentType.APPLICATION, name="caldesk", version=version, bom_ref="caldesk")
    program.purl = PackageURL("pypi", None, "caldesk", version)
    program.licenses.add(LicenseFactory().make_from_string("MIT"))
    made = {one.name: _component(one, one.name in needed, licences.get(one.name, "")) for one in packages}
    bom = Bom(components=made.values(), serial_number=uuid5(NAMESPACE_URL, f"caldesk {version}\n{lock}"))
    bom.metadata.component = program
    bom.metadata.timestamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for name, component in {ROOT: program, **made}.items():
        bom.register_dependency(component, [made[one.name] for one in packages if name in one.needed_by])
    return _checked(JsonV1Dot6(bom).output_as_string(indent=2))


def _component(one: Locked, is_shipped: bool, licence: str) -> Component:
    component = Component(
        type=ComponentType.LIBRARY,
        name=one.name,
        version=one.version,
        bom_ref=f"{one.name}=={one.version}",
        purl=PackageURL("pypi", None, one.name, one.version),
        scope=ComponentScope.REQUIRED if is_shipped else ComponentScope.EXCLUDED,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in one.hashes],
    )
    if one.marker:
        component.properties.add(Property(name=_MARKER, value=one.marker))
    if licence:
        component.licenses.add(LicenseFactory().make_from_string(licence))
    return component


def _checked(document: str) -> str:
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(document)
    if fault is not None:
        raise Refusal(f"The bill of materials does not keep to its schema: {fault}")
    return document + "\n"

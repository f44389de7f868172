"""The JSON-LD context of the Web Annotation recommendation, for tests without a network.

Source: https://www.w3.org/ns/anno.jsonld, as the Web Annotation Vocabulary (W3C Recommendation, 23 February
2017, appendix A) gives it; W3C Software and Document License. Written down term by term, grouped by the form
of the term: every term of the recommendation, its IRI and its type.
"""

from __future__ import annotations

from typing import Any

ADDRESS = "http://www.w3.org/ns/anno.jsonld"

_NAMESPACES = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "iana": "http://www.iana.org/assignments/relation/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "schema": "http://schema.org/",
}
# Classes and motivations that bear their own name in the namespace of the vocabulary.
_SAME = """
Annotation TextualBody ResourceSelection SpecificResource FragmentSelector CssSelector XPathSelector
TextQuoteSelector TextPositionSelector DataPositionSelector SvgSelector RangeSelector TimeState
HttpRequestState Choice Motivation assessing bookmarking classifying commenting describing editing
highlighting identifying linking moderating questioning replying reviewing tagging bodyValue
processingLanguage exact prefix suffix styleClass
"""
_NAMED = {
    "Dataset": "dctypes:Dataset", "Image": "dctypes:StillImage", "Video": "dctypes:MovingImage",
    "Audio": "dctypes:Sound", "Text": "dctypes:Text", "CssStylesheet": "oa:CssStyle", "Person": "foaf:Person",
    "Software": "as:Application", "Organization": "foaf:Organization", "Audience": "schema:Audience",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "auto": "oa:autoDirection", "ltr": "oa:ltrDirection", "rtl": "oa:rtlDirection",
    "accessibility": "schema:accessibilityFeature", "format": "dc:format", "language": "dc:language",
    "value": "rdf:value", "name": "foaf:name", "email_sha1": "foaf:mbox_sha1sum", "nickname": "foaf:nick",
    "label": "rdfs:label",
}  # fmt: skip
_TYPED = {
    "@id": {
        "body": "oa:hasBody", "target": "oa:hasTarget", "source": "oa:hasSource",
        "selector": "oa:hasSelector", "state": "oa:hasState", "scope": "oa:hasScope",
        "refinedBy": "oa:refinedBy",
        "startSelector": "oa:hasStartSelector", "endSelector": "oa:hasEndSelector",
        "renderedVia": "oa:renderedVia", "creator": "dcterms:creator", "generator": "as:generator",
        "rights": "dcterms:rights", "homepage": "foaf:homepage", "via": "oa:via", "canonical": "oa:canonical",
        "stylesheet": "oa:styledBy", "cached": "oa:cachedSource", "conformsTo": "dcterms:conformsTo",
        "partOf": "as:partOf", "first": "as:first", "last": "as:last", "next": "as:next", "prev": "as:prev",
        "audience": "schema:audience", "email": "foaf:mbox",
    },
    "@vocab": {
        "motivation": "oa:motivatedBy", "purpose": "oa:hasPurpose", "textDirection": "oa:textDirection",
    },
    "xsd:dateTime": {
        "created": "dcterms:created", "modified": "dcterms:modified", "generated": "dcterms:issued",
        "sourceDate": "oa:sourceDate", "sourceDateStart": "oa:sourceDateStart",
        "sourceDateEnd": "oa:sourceDateEnd",
    },
    "xsd:nonNegativeInteger": {
        "start": "oa:start", "end": "oa:end", "total": "as:totalItems", "startIndex": "as:startIndex",
    },
}  # fmt: skip

TERMS: dict[str, Any] = {
    **_NAMESPACES,
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **{name: f"oa:{name}" for name in _SAME.split()},
    **_NAMED,
    **{name: {"@type": kind, "@id": iri} for kind, names in _TYPED.items() for name, iri in names.items()},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
}


def load(address: str, options: dict[str, Any]) -> dict[str, Any]:
    """Stand in for the network: the one address there is gives the context."""
    assert address == ADDRESS, f"the document asks for {address}"
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": TERMS}}

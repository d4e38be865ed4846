"""The JSON Schema of rule files, for editors, made from the table of kinds."""

from __future__ import annotations

from typing import Any

from auditor.model import Text
from auditor.rules.schema import (
    COMMON,
    DOCUMENT_KINDS,
    EXPECTATIONS,
    PACK_KEYS,
    SCHEMA,
    VOCABULARY_KEYS,
    Key,
    Kind,
)

_WORD = {"type": ["string", "number"]}
_WORDS = {"anyOf": [_WORD, {"type": "array", "items": _WORD}]}
_TEXT = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
         "required": ["zh", "en"], "additionalProperties": False},
    ]
}  # fmt: skip
_LISTS = {"type": "object", "additionalProperties": {"anyOf": [_WORDS, {"type": "null"}]}}
_TREE = {"type": "object"}
_FAMILY = {
    "type": "object",
    "properties": {"title": _WORDS, **{key: {"type": "string"} for key in ("fund", "side", "part", "subject")}},
    "additionalProperties": False,
}
_VOCABULARY = {
    "families": {"type": "object", "additionalProperties": _FAMILY},
    "generic": _WORDS,
    "issuer_words": _WORDS,
    "lexicon": _TREE,
    "markers": _TREE,
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one rule file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "auditor rule file",
        "type": "object",
        "properties": {
            "pack": _pack(),
            **{key: _VOCABULARY.get(key, _LISTS) for key in VOCABULARY_KEYS},
            "rules": {"type": "array", "items": {"oneOf": [_rule(kind) for kind in SCHEMA]}},
        },
        "additionalProperties": False,
    }


def _pack() -> dict[str, Any]:
    shapes: dict[str, Any] = {"id": {"type": "string"}, "version": _WORD, "kind": {"enum": list(DOCUMENT_KINDS)}}
    properties = {key: shapes.get(key, _WORDS) for key in PACK_KEYS}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _rule(kind: Kind) -> dict[str, Any]:
    keys = COMMON + kind.keys
    properties = {key.name: _described(key.note, _shape(key)) for key in keys}
    properties["kind"] = _described(kind.note, {"const": kind.name})
    required = [key.name for key in keys if key.required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _described(note: Text, shape: dict[str, Any]) -> dict[str, Any]:
    return {**shape, "description": f"{note.zh} / {note.en}"}


def _shape(key: Key) -> dict[str, Any]:
    choice = {"enum": list(key.allowed)}
    shapes: dict[str, dict[str, Any]] = {
        "choice": choice,
        "choices": {"anyOf": [choice, {"type": "array", "items": choice, "minItems": 1}]},
        "text": _TEXT,
        "year": {"type": ["integer", "string"]},
        "flag": {"type": ["boolean", "string"]},
        "where": _where(),
        "cases": {"type": "array", "items": _case()},
        "identities": {"type": "array", "items": _identity()},
        "tolerance": _tolerance(),
        "id": {"type": "string", "pattern": "^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*[a-z]{0,3}$"},
        "equation": {"type": "string"},
    }
    return shapes.get(key.shape, _WORDS)


def _where() -> dict[str, Any]:
    properties = {"family": _WORDS, "kind": {"enum": list(DOCUMENT_KINDS)}}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _case() -> dict[str, Any]:
    prose = {"type": "object", "additionalProperties": {"anyOf": [_WORD, {"type": "object"}]}}
    properties = {**dict.fromkeys(EXPECTATIONS, prose), "cause": {"type": "string"}}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def _tolerance() -> dict[str, Any]:
    properties = {"within": {"type": "string"}, "reason": _TEXT}
    return {"type": "object", "properties": properties, "required": ["within", "reason"], "additionalProperties": False}


def _identity() -> dict[str, Any]:
    properties = {"funds": _WORDS, "fund": _WORDS, "when": {"type": "string"}}
    return {"type": "object", "properties": properties, "required": ["when"], "additionalProperties": False}

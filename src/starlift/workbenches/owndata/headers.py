"""Headers: the names under which trackers export what the tables need, most telling first."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CUSTOM = re.compile(r"^custom field \((.*)\)$")

NAMES: dict[str, tuple[str, ...]] = {
    "opened": (
        "created", "created at", "createdat", "creation date", "date created", "created date", "created on",
        "created at utc", "opened", "opened at", "open date", "date opened", "reported on", "date reported",
        "reported date", "first seen", "first found", "first detected", "discovered", "discovered date", "found on",
        "submitted", "submitted at", "requested", "requested at", "date", "erstellt", "erstellt am", "angelegt",
        "erstellungsdatum", "eroffnet", "gemeldet am", "datum", "cree", "cree le", "date de creation", "creado",
        "fecha de creacion", "fecha", "creato", "data di creazione", "criado", "data de criacao", "aangemaakt",
    ),
    "closed": (
        "resolved", "resolved at", "resolution date", "resolutiondate", "date resolved", "resolved date", "closed",
        "closed at", "closedat", "closed date", "date closed", "closed on", "closed at utc", "close date", "done",
        "done at", "completed", "completed at", "completion date", "mitigateddate", "mitigated date", "mitigated",
        "fixed on", "fixed at", "date fixed", "fixed date", "remediated", "remediation date", "erledigt",
        "erledigt am", "gelost", "gelost am", "geschlossen", "geschlossen am", "abgeschlossen", "resolu", "resolue",
        "ferme", "ferme le", "cloture", "date de resolution", "resuelto", "resuelta", "cerrado", "fecha de cierre",
        "risolto", "chiuso", "resolvido", "fechado", "opgelost", "gesloten",
    ),
    "severity": (
        "severity", "security severity", "severity level", "finding severity", "risk rating", "risk level", "risk",
        "criticality", "priority", "urgency", "impact level", "schweregrad", "schwere", "kritikalitat", "prioritat",
        "dringlichkeit", "severite", "gravite", "criticite", "priorite", "severidad", "gravedad", "prioridad",
        "gravita", "priorita", "severidade", "prioridade", "ernst", "prioriteit", "cvss", "cvss score",
        "cvssv3 score",
    ),
    "title": (
        "summary", "title", "issue title", "short description", "subject", "name", "vulnerability", "finding",
        "zusammenfassung", "titel", "betreff", "kurzbeschreibung", "resume", "titre", "objet", "resumen", "titulo",
        "riepilogo", "titolo", "resumo", "samenvatting", "onderwerp",
    ),
    "requester": (
        "reporter", "requester", "requestor", "requested by", "opened by", "caller", "customer", "creator", "author",
        "created by", "submitter", "submitted by", "raised by", "team", "autor", "berichterstatter", "anforderer",
        "melder", "ersteller", "gemeldet von", "rapporteur", "demandeur", "auteur", "createur", "informador",
        "solicitante", "creador", "segnalatore", "richiedente", "relator", "melder van",
    ),
    "kind": (
        "issue type", "request type", "customer request type", "type", "category", "kind", "work type", "ticket type",
        "finding type", "vulnerability type", "cwe", "cweid", "cwe id", "vorgangstyp", "anfragetyp", "typ", "art",
        "kategorie", "type de ticket", "type de demande", "categorie", "tipo de incidencia", "tipo", "categoria",
    ),
    "component": (
        "component s", "component", "components", "component name", "service", "service name", "services",
        "application", "app", "product", "product name", "asset", "asset name", "system", "repository", "repo",
        "project name", "project", "project key", "host", "endpoint", "url", "komponente n", "komponente",
        "komponenten", "dienst", "anwendung", "produkt", "projekt", "composant s", "composant", "composants",
        "projet", "componente s", "componente", "componentes", "servicio", "servizio", "progetto", "proyecto",
        "projeto",
    ),
    "duplicate": ("duplicate", "is duplicate", "duplikat", "doublon", "duplicado", "resolution", "losung"),
    "false_positive": (
        "falsepositive", "false positive", "false p", "is false positive", "fp", "falsch positiv", "faux positif",
        "falso positivo", "resolution", "losung",
    ),
    "ended": (
        "active", "is active", "aktiv", "ismitigated", "is mitigated", "status category", "status", "state",
        "zustand", "etat", "statut", "estado", "stato",
    ),
}  # fmt: skip
"""Field of a table -> names of source columns in `plain` form."""
ACTIVE = {"active", "is active", "aktiv"}
"""Columns that say the opposite of ended."""


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A column's name in lower case, without accents, signs and Jira's words around a custom field."""
    bare = unicodedata.normalize("NFKD", name[:200]).casefold()
    bare = "".join(char for char in bare if not unicodedata.combining(char)).strip()
    wrapped = _CUSTOM.match(bare)
    return re.sub(r"[\W_]+", " ", wrapped[1] if wrapped else bare).strip()

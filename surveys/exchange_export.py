"""Everything that is stored, as tables: the import's own files, and those an import does not bring.

Texts are masked already; what is sealed for the inspector is never exported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from surveys.tables.responses import COLUMNS

Rows = Iterator[Sequence[Any]]

_FORMULA_SIGNS = "=+-@\t\r"


@dataclass(frozen=True)
class Table:
    """A table to export: its name, its columns, and the rows when asked for."""

    name: str
    columns: tuple[str, ...]
    query: dict[str, str]
    numbers: tuple[str, ...] = ()


def harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula; `as_written` gives it back unchanged."""
    return "'" + text if text and (text[0] in _FORMULA_SIGNS or _quoted(text)) else text


def unambiguous(text: str) -> str:
    """The same where cells are strings by type: only what `as_written` would shorten is marked."""
    return "'" + text if _quoted(text) else text


def _quoted(text: str) -> bool:
    return len(text) > 1 and text[0] == "'" and (text[1] in _FORMULA_SIGNS or text[1] == "'")


def as_written(text: str) -> str:
    """The text behind a cell that was made harmless."""
    return text[1:] if _quoted(text) else text


def _both(query: str) -> dict[str, str]:
    return {"sqlite": query, "postgresql": query}


def _dialects(query: str) -> dict[str, str]:
    """A query with moments and joined codes in the words of each database."""
    words = {
        "sqlite": {
            "sent": "replace(response.submitted_at, ' ', 'T') || 'Z'",
            "services": "(select group_concat(code, '|') from (select service.code from"
            " counter_service join service on service.id = counter_service.service_id where"
            " counter_service.counter_id = service_counter.id order by service.code))",
            "addresses": "(select group_concat(value, '|') from json_each(topic.addresses))",
        },
        "postgresql": {
            "sent": "to_char(response.submitted_at at time zone 'UTC',"
            ' \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')',
            "services": "(select string_agg(service.code, '|' order by service.code) from"
            " counter_service join service on service.id = counter_service.service_id where"
            " counter_service.counter_id = service_counter.id)",
            "addresses": "(select string_agg(a.value, '|' order by a.place) from"
            " json_array_elements_text(topic.addresses) with ordinality as a(value, place))",
        },
    }
    return {name: query.format(**word) for name, word in words.items()}


_ID = "response.form_key || case when digest = '' then '' else '.' || digest end"

_CENTS = "(cost_per_seat_sen - cost_per_seat_sen / 100 * 100)"

_SCORES = ", ".join(f"response.{column}" for column in (*COLUMNS, "overall"))

IMPORT_TABLES: tuple[Table, ...] = (
    Table(
        "agencies",
        ("agency_code", "name", "region"),
        _both("select code, name, region from agency order by code"),
    ),
    Table(
        "units",
        (
            "unit_code",
            "agency_code",
            "name",
            "service_field",
            "staff_count",
            "citizens_per_year",
            "time_zone",
        ),
        _both(
            "select unit.code, agency.code, unit.name, service_field, staff_count,"
            " citizens_per_year, time_zone from unit join agency on agency.id = unit.agency_id"
            " order by unit.code"
        ),
        ("staff_count", "citizens_per_year"),
    ),
    Table(
        "services",
        ("service_code", "unit_code", "name"),
        _both(
            "select service.code, unit.code, service.name from service"
            " join unit on unit.id = service.unit_id order by service.code"
        ),
    ),
    Table(
        "counters",
        (
            "counter_code",
            "unit_code",
            "name",
            "services",
            "public_code",
            "opens_hour",
            "closes_hour",
        ),
        _dialects(
            "select service_counter.code, unit.code, service_counter.name, {services},"
            " public_code, opens_hour, closes_hour from service_counter"
            " join unit on unit.id = service_counter.unit_id order by service_counter.code"
        ),
        ("opens_hour", "closes_hour"),
    ),
    Table(
        "topics",
        ("topic_code", "name", "addresses", "hours_jp", "method", "cost_per_seat", "max_seats"),
        _dialects(
            "select code, name, {addresses}, hours_jp, method,"
            " cast(cost_per_seat_sen / 100 as text) ||"
            f" case when {_CENTS} = 0 then '' when {_CENTS} < 10 then ',0' else ',' end ||"
            f" case when {_CENTS} = 0 then '' else cast({_CENTS} as text) end,"
            " max_seats from topic order by code"
        ),
        ("hours_jp", "max_seats"),
    ),
    Table(
        "trainings",
        ("training_code", "topic_code", "cycle", "start_date", "end_date", "provider"),
        _both(
            "select training.code, topic.code, cycle, cast(start_date as varchar(10)),"
            " cast(end_date as varchar(10)), provider from training"
            " join topic on topic.id = training.topic_id order by training.code"
        ),
    ),
    Table(
        "participants",
        ("training_code", "unit_code", "participants"),
        _both(
            "select training.code, unit.code, participants from participation"
            " join training on training.id = participation.training_id"
            " join unit on unit.id = participation.unit_id order by 1, 2"
        ),
        ("participants",),
    ),
    Table(
        "visits",
        ("unit_code", "period", "visitors", "service_code", "counter_code"),
        _both(
            "select unit.code, period, visitors, service.code, service_counter.code"
            " from visit_count join unit on unit.id = visit_count.unit_id"
            " left join service on service.id = visit_count.service_id"
            " left join service_counter on service_counter.id = visit_count.counter_id"
            " order by 1, 2, 4, 5"
        ),
        ("visitors",),
    ),
    Table(
        "responses",
        (
            "response_id",
            "submitted_at",
            "counter_code",
            "service_code",
            *COLUMNS,
            "overall",
            "comment",
            "age_band",
            "sex",
            "education",
            "occupation",
            "channel",
            "helped",
            "lang",
        ),
        _dialects(
            f"select {_ID}, {{sent}}, service_counter.code, service.code, {_SCORES},"
            " complaint.text, age_band, sex, education, occupation, channel,"
            " case when helped then 1 else 0 end, lang from response"
            " join service_counter on service_counter.id = response.counter_id"
            " left join service on service.id = response.service_id"
            " left join complaint on complaint.id = response.id order by response.id"
        ),
        (*COLUMNS, "overall", "helped"),
    ),
)
"""What `suara import` reads again."""

_OF_RESPONSE = f"select {_ID}"
_CASE = "join complaint on complaint.id = response.id"

OWN_TABLES: tuple[Table, ...] = (
    Table(
        "cases",
        ("response_id", "receipt", "status", "kind", "due_on", "polarity", "confidential",
         "danger", "private", "reply", "replied_by", "closed_at"),
        _both(
            f"{_OF_RESPONSE}, receipt, status, kind, cast(due_on as varchar(10)), polarity,"
            " case when confidential then 1 else 0 end, case when danger then 1 else 0 end,"
            " case when private then 1 else 0 end, reply, replied_by,"
            f" cast(closed_at as varchar(32)) from response {_CASE} order by response.id"
        ),
        ("confidential", "danger", "private"),
    ),
    Table(
        "labels",
        ("response_id", "label", "source"),
        _both(
            f"{_OF_RESPONSE}, label, source from response join complaint_label"
            " on complaint_label.complaint_id = response.id order by response.id, label"
        ),
    ),
    Table(
        "predictions",
        ("response_id", "model_version", "labels", "scores", "polarity", "subtype",
         "needs_review"),
        _both(
            f"{_OF_RESPONSE}, model_version, labels, scores, prediction.polarity,"
            " prediction.subtype, case when prediction.needs_review then 1 else 0 end"
            " from response join prediction on prediction.complaint_id = response.id"
            " order by response.id, model_version"
        ),
        ("needs_review",),
    ),
    Table(
        "decisions",
        ("response_id", "labels", "polarity", "subtype", "actor", "decided_at"),
        _both(
            f"{_OF_RESPONSE}, labels, decision.polarity, decision.subtype, actor,"
            " cast(decided_at as varchar(32)) from response"
            " join decision on decision.complaint_id = response.id order by decision.id"
        ),
    ),
    Table(
        "follow_ups",
        ("unit_code", "element", "activity", "due_on", "responsible", "status", "done_on",
         "proof"),
        _both(
            "select unit.code, element, activity, cast(due_on as varchar(10)), responsible,"
            " status, cast(done_on as varchar(10)), proof from follow_up"
            " join unit on unit.id = follow_up.unit_id order by follow_up.id"
        ),
    ),
    Table(
        "plans",
        ("plan_id", "cycle", "status", "budget_sen", "max_seats", "made_by", "made_at",
         "approved_by", "approved_at", "basis"),
        _both(
            "select id, cycle, status, budget_sen, max_seats, made_by,"
            " cast(made_at as varchar(32)), approved_by, cast(approved_at as varchar(32)), basis"
            " from plan order by id"
        ),
        ("plan_id", "budget_sen", "max_seats"),
    ),
    Table(
        "plan_items",
        ("plan_id", "rank", "unit_code", "topic_code", "seats", "cost_sen", "need",
         "expected_gain", "evidence", "changed_by"),
        _both(
            "select plan_id, rank, unit.code, topic.code, seats, cost_sen, need, expected_gain,"
            " evidence, changed_by from plan_item join unit on unit.id = plan_item.unit_id"
            " join topic on topic.id = plan_item.topic_id order by plan_id, rank"
        ),
        ("plan_id", "rank", "seats", "cost_sen", "need", "expected_gain"),
    ),
    Table(
        "closed_periods",
        ("unit_code", "period", "first_day", "last_day", "figures", "closed_by", "closed_at",
         "document_sha256"),
        _both(
            "select unit.code, period, cast(first_day as varchar(10)),"
            " cast(last_day as varchar(10)), figures, closed_by, cast(closed_at as varchar(32)),"
            " document_sha256 from closed_period join unit on unit.id = closed_period.unit_id"
            " order by closed_period.id"
        ),
    ),
    Table(
        "questionnaires",
        ("questionnaire_code", "mode", "official", "unit_code", "valid_from"),
        _both(
            "select questionnaire.code, mode, case when official then 1 else 0 end, unit.code,"
            " cast(valid_from as varchar(32)) from questionnaire"
            " left join unit on unit.id = questionnaire.unit_id order by questionnaire.id"
        ),
        ("official",),
    ),
    Table(
        "marks",
        ("response_id", "marks", "excluded", "questionnaire_code"),
        _both(
            f"{_OF_RESPONSE}, marks, case when excluded then 1 else 0 end, questionnaire.code"
            " from response join questionnaire on questionnaire.id = response.questionnaire_id"
            " where marks <> 0 or excluded order by response.id"
        ),
        ("marks", "excluded"),
    ),
    Table(
        "exclusions",
        ("response_id", "reason", "actor", "excluded_at", "lifted_by", "lifted_at"),
        _both(
            f"{_OF_RESPONSE}, reason, actor, cast(excluded_at as varchar(32)), lifted_by,"
            " cast(lifted_at as varchar(32)) from response"
            " join exclusion on exclusion.response_id = response.id order by exclusion.id"
        ),
    ),
)  # fmt: skip
"""What an import does not bring: kept beside it, so that nothing is lost from view."""

TABLES = (*IMPORT_TABLES, *OWN_TABLES)


def rows_of(connection: Connection, table: Table) -> Rows:
    """The rows of a table, read in portions so that a million of them fit in little memory."""
    streaming = connection.execution_options(stream_results=True, max_row_buffer=5000)
    found = streaming.exec_driver_sql(table.query[connection.dialect.name])
    for part in found.partitions(5000):
        yield from part


def count_responses(connection: Connection) -> int:
    """How many responses there are, for telling progress."""
    return int(connection.exec_driver_sql("select count(*) from response").scalar_one())

"""A batch of answers: stored once, counted once, cases opened."""

from sqlalchemy import func, select

from portal.database import Database
from surveys.responses import MARK_REUSED_KEY
from surveys.tables import Complaint, CounterDay, CounterMonth, Response
from tests.builders import build_draft, build_place

CODE = "ABCDEFGHJK"


def test_the_same_form_sent_five_times_is_one_response_with_one_receipt(database: Database) -> None:
    place = database.write(lambda c: build_place(c, public_code=CODE))
    drafts = [
        build_draft(place, "k1", comment="antre lama", receipt="2345678923452") for _ in range(5)
    ]
    answers = [database.writer.store(draft) for draft in drafts]
    assert {answer.receipt for answer in answers} == {"2345678923452"}
    assert [answer.again for answer in answers] == [False, True, True, True, True]
    assert database.read(lambda c: c.scalar(select(func.count()).select_from(Response))) == 1
    assert database.read(lambda c: c.scalar(select(func.count()).select_from(Complaint))) == 1
    assert database.read(lambda c: c.scalar(select(CounterDay.responses))) == 1


def test_the_same_key_with_other_content_is_a_second_marked_response(database: Database) -> None:
    place = database.write(lambda c: build_place(c, public_code=CODE))
    database.writer.store(build_draft(place, "k1", digest="one"))
    database.writer.store(build_draft(place, "k1", digest="two"))
    rows = database.read(
        lambda c: c.execute(select(Response.digest, Response.marks).order_by(Response.id)).all()
    )
    assert rows == [("one", 0), ("two", MARK_REUSED_KEY)]


def test_counts_of_day_and_month_are_raised_with_the_answers(database: Database) -> None:
    place = database.write(lambda c: build_place(c, public_code=CODE))
    for number in range(3):
        database.writer.store(
            build_draft(place, f"k{number}", scores=(1, 2, 3, 4, 4, 4, 4, 4, None))
        )
    database.writer.store(
        build_draft(place, "empty", scores=(None,) * 9, comment="baik", receipt="R")
    )
    for table in (CounterDay, CounterMonth):
        row = database.read(
            lambda c, table=table: c.execute(
                select(
                    table.responses,
                    table.respondents,
                    table.incomplete,
                    table.comments,
                    table.u1_1,
                    table.u3_3,
                    table.u9_4,
                    table.overall_3,
                )
            ).one()
        )
        assert row == (4, 3, 3, 1, 3, 3, 0, 4)


def test_an_excluded_answer_is_kept_and_named_but_not_counted(database: Database) -> None:
    place = database.write(lambda c: build_place(c, public_code=CODE))
    database.writer.store(build_draft(place, "bot", excluded=True))
    row = database.read(
        lambda c: c.execute(
            select(CounterDay.responses, CounterDay.respondents, CounterDay.excluded)
        ).one()
    )
    assert row == (1, 0, 1)
    assert database.read(lambda c: c.scalar(select(func.count()).select_from(Response))) == 1

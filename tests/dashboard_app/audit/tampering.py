"""Ways to tamper with the audit log for somebody who may do anything in the database and does not have the key."""

from sqlalchemy import delete, insert, select, text, update

from dashboard_app.audit import chain
from dashboard_app.audit.head import Head, read_row
from dashboard_app.audit.log import operator_line
from dashboard_app.database.schema import AUDIT, AUDIT_HEAD
from dashboard_app.events import Action

GUESS = b"a guess of the key"


def drop_triggers(connection, database):
    """Take every guard of the engine away."""
    if not database.is_sqlite:
        connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        return
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for name in names:
        connection.execute(text(f"DROP TRIGGER {name}"))


class Attacker:
    """Changes the table past the application."""

    def __init__(self, connection):
        self.connection = connection
        self.rows = connection.execute(select(AUDIT).order_by(AUDIT.c.id)).all()

    def set(self, place, **values):
        self.connection.execute(update(AUDIT).where(AUDIT.c.id == self.rows[place].id).values(values))

    def remove(self, *places):
        ids = [self.rows[place].id for place in places]
        self.connection.execute(delete(AUDIT).where(AUDIT.c.id.in_(ids)))

    def remove_all(self):
        self.connection.execute(delete(AUDIT))

    def forge(self, number, previous, action=Action.OPEN, detail="never happened"):
        """Put an entry in whose hash is made with a guess of the key; return the hash."""
        entry = {**operator_line(action, detail), "at": self.rows[-1].at, "request_id": None}
        made = chain.link(GUESS, number, previous, [entry[name] for name in chain.FIELDS])
        self.connection.execute(insert(AUDIT).values(**entry, id=number, previous_hash=previous, hash=made))
        return made

    def set_head(self, *, is_signed=False, **values):
        """Change the head, with a signature made with a guess of the key or with the one that was there."""
        self.connection.execute(update(AUDIT_HEAD).values(values))
        if is_signed:
            signature = Head.of(read_row(self.connection)).sign(GUESS)
            self.connection.execute(update(AUDIT_HEAD).values(signature=signature))

    def end_at(self, place, **options):
        """Let the head say that the log ends at this entry."""
        row = self.rows[place]
        self.set_head(entries=self.rows.index(row) + 1, last_id=row.id, last_hash=row.hash, **options)

    def begin_after(self, place, **options):
        """Let the head say that a purge removed the entries up to this one."""
        row = self.rows[place]
        left = len(self.rows) - place - 1
        self.set_head(base_id=row.id, base_hash=row.hash, entries=left, **options)


def _swap(attacker):
    one, other = attacker.rows[1].id, attacker.rows[2].id
    for old, new in ((one, 9_999), (other, one), (9_999, other)):
        attacker.connection.execute(update(AUDIT).where(AUDIT.c.id == old).values(id=new))


def _renumber(attacker):
    for row in reversed(attacker.rows):
        attacker.connection.execute(update(AUDIT).where(AUDIT.c.id == row.id).values(id=row.id + 10))


def _replace(attacker):
    attacker.remove(2)
    attacker.forge(attacker.rows[2].id, attacker.rows[1].hash)


def _close_a_gap(attacker):
    attacker.remove(2)
    attacker.set(3, previous_hash=attacker.rows[1].hash)


def _close_a_gap_and_renumber(attacker):
    _close_a_gap(attacker)
    for row in attacker.rows[3:]:
        attacker.connection.execute(update(AUDIT).where(AUDIT.c.id == row.id).values(id=row.id - 1))


def _cut_the_beginning_by_a_purge_of_number(number):
    def tamper(attacker):
        cut = attacker.rows[2]
        attacker.remove(0, 1, 2)
        attacker.forge(number, chain.FIRST, Action.PURGE, f'{{"until": {cut.id}, "lines": 3, "hash": "{cut.hash}"}}')

    return tamper


def _cut_the_beginning_by_a_purge_at_the_end(attacker):
    cut, last = attacker.rows[2], attacker.rows[-1]
    attacker.remove(0, 1, 2)
    detail = f'{{"until": {cut.id}, "lines": 3, "hash": "{cut.hash}"}}'
    made = attacker.forge(last.id + 1, last.hash, Action.PURGE, detail)
    attacker.set_head(last_id=last.id + 1, last_hash=made, base_id=cut.id, base_hash=cut.hash, entries=3)


def _cut_the_beginning_by_a_purge_that_was_an_opening(attacker):
    cut = attacker.rows[1]
    attacker.remove(0, 1)
    attacker.set(4, action="purge", detail=f'{{"until": {cut.id}, "lines": 2, "hash": "{cut.hash}"}}')


def _cut_the_end(attacker, *places, **options):
    attacker.remove(*places)
    attacker.end_at(min(len(attacker.rows) + place for place in places) - 1, **options)


def _append(attacker, **options):
    last = attacker.rows[-1]
    made = attacker.forge(last.id + 1, last.hash)
    if options:
        attacker.set_head(last_id=last.id + 1, last_hash=made, entries=len(attacker.rows) + 1, **options)


def _remove_all_and_the_head(attacker):
    attacker.remove_all()
    attacker.connection.execute(delete(AUDIT_HEAD))


def _put_everything_to_the_beginning(attacker):
    attacker.remove_all()
    attacker.set_head(
        began_at=0, base_id=0, base_hash=chain.FIRST, entries=0, last_id=0, last_hash=chain.FIRST, signature=""
    )


def _exchange_details(attacker):
    one, other = attacker.rows[1].detail, attacker.rows[2].detail
    attacker.set(1, detail=other)
    attacker.set(2, detail=one)


WAYS = {
    "a detail is changed": lambda attacker: attacker.set(2, detail="x"),
    "a time is changed": lambda attacker: attacker.set(2, at=1.0),
    "a client is taken out": lambda attacker: attacker.set(2, client_id=None),
    "a score is changed": lambda attacker: attacker.set(2, score=0.5),
    "a person is changed": lambda attacker: attacker.set(2, user_name="eve"),
    "the newest entry is changed": lambda attacker: attacker.set(-1, user_name="eve"),
    "two details are exchanged": _exchange_details,
    "a hash is changed": lambda attacker: attacker.set(2, hash="0" * 64),
    "the hash before is changed": lambda attacker: attacker.set(2, previous_hash="0" * 64),
    "the first entry is removed": lambda attacker: attacker.remove(0),
    "a middle entry is removed": lambda attacker: attacker.remove(2),
    "the newest entry is removed": lambda attacker: attacker.remove(-1),
    "the newest three are removed": lambda attacker: attacker.remove(-1, -2, -3),
    "everything is removed": Attacker.remove_all,
    "everything and the head are removed": _remove_all_and_the_head,
    "everything is put to the beginning": _put_everything_to_the_beginning,
    "the head is removed": lambda attacker: attacker.connection.execute(delete(AUDIT_HEAD)),
    "the head loses its signature": lambda attacker: attacker.set_head(signature=""),
    "the head counts otherwise": lambda attacker: attacker.set_head(entries=4),
    "the head is signed with a guess": lambda attacker: attacker.set_head(is_signed=True, entries=4),
    "the end is cut and the head follows": lambda attacker: _cut_the_end(attacker, -1, -2),
    "the end is cut and the head is signed with a guess": lambda a: _cut_the_end(a, -1, -2, is_signed=True),
    "an entry is put at the end": _append,
    "an entry is put at the end and the head follows": lambda attacker: _append(attacker, is_signed=False),
    "an entry is put at the end and the head is signed": lambda attacker: _append(attacker, is_signed=True),
    "an entry with the number 0 is put in": lambda attacker: attacker.forge(0, chain.FIRST),
    "an entry with a negative number is put in": lambda attacker: attacker.forge(-5, chain.FIRST),
    "an entry is replaced": _replace,
    "two entries change places": _swap,
    "all are numbered anew": _renumber,
    "a gap is closed": _close_a_gap,
    "a gap is closed and the rest numbered anew": _close_a_gap_and_renumber,
    "the beginning is cut by a purge with the number -1": _cut_the_beginning_by_a_purge_of_number(-1),
    "the beginning is cut by a purge with the number 0": _cut_the_beginning_by_a_purge_of_number(0),
    "the beginning is cut by a purge with the number 1": _cut_the_beginning_by_a_purge_of_number(1),
    "the beginning is cut by a purge at the end": _cut_the_beginning_by_a_purge_at_the_end,
    "the beginning is cut by a purge that was an opening": _cut_the_beginning_by_a_purge_that_was_an_opening,
    "the beginning is cut and the head says so": lambda a: (a.remove(0, 1), a.begin_after(1)),
    "the beginning is cut and a signed head says so": lambda a: (a.remove(0, 1), a.begin_after(1, is_signed=True)),
    "all are called unverified": lambda attacker: (attacker.set(2, detail="x"), attacker.set_head(unverified_to=9)),
    "all are called unnumbered": lambda attacker: (_renumber(attacker), attacker.set_head(unnumbered_to=99)),
}


def _make_a_loose_copy(attacker):
    """Put a table in the place of the log that takes any number, several times too; only SQLite has types as loose."""
    for statement in (
        "CREATE TABLE other AS SELECT * FROM audit",
        "DROP TABLE audit",
        "ALTER TABLE other RENAME TO audit",
    ):
        attacker.connection.execute(text(statement))


def _add_a_forged(number):
    columns = ", ".join(column.name for column in AUDIT.columns if column.name not in ("id", "detail", "hash"))

    def tamper(attacker):
        _make_a_loose_copy(attacker)
        attacker.connection.execute(
            text(
                f"INSERT INTO audit (id, detail, hash, {columns}) "  # noqa: S608 - names of columns
                f"SELECT {number}, 'never happened', 'f', {columns} FROM audit WHERE id = 2"
            )
        )

    return tamper


def _repeat(number):
    def tamper(attacker):
        _make_a_loose_copy(attacker)
        attacker.connection.execute(text(f"INSERT INTO audit SELECT * FROM audit WHERE id = {number}"))  # noqa: S608

    return tamper


def _put_raw(column, value):
    return lambda attacker: attacker.connection.execute(text(f"UPDATE audit SET {column} = {value} WHERE id = 3"))  # noqa: S608


def _double_the_head(attacker):
    for statement in (
        "CREATE TABLE other AS SELECT * FROM audit_head",
        "DROP TABLE audit_head",
        "ALTER TABLE other RENAME TO audit_head",
        "INSERT INTO audit_head SELECT * FROM audit_head",
    ):
        attacker.connection.execute(text(statement))


def _hide_an_entry_from_an_index(attacker):
    """Whoever looks for a client finds their entries by the index, and this one is not in it."""
    create = "CREATE INDEX ix_audit_client_id ON audit (client_id)"
    for statement in (
        "DROP INDEX ix_audit_client_id",
        f"{create} WHERE client_id <> 3",
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = '{create}' WHERE name = 'ix_audit_client_id'",  # noqa: S608
        "PRAGMA writable_schema = RESET",
    ):
        attacker.connection.exec_driver_sql(statement)


ON_SQLITE = {
    "another entry has the number of one in the middle": _add_a_forged(3),
    "another entry has the number of the newest": _add_a_forged(6),
    "an entry in the middle stands there twice": _repeat(3),
    "the newest entry stands there twice": _repeat(6),
    "an entry has no number": _add_a_forged("NULL"),
    "the number of an entry is a text": _add_a_forged("'abc'"),
    "the number of an entry is raw bytes": _add_a_forged("x'00'"),
    "the number of an entry is no whole number": _add_a_forged(3.5),
    "a detail is raw bytes": _put_raw("detail", "CAST(detail AS BLOB)"),
    "a detail is no text": _put_raw("detail", "CAST(x'ff' AS TEXT)"),
    "a time is raw bytes": _put_raw("at", "x'00'"),
    "a client is a text": _put_raw("client_id", "'abc'"),
    "a client is no whole number": _put_raw("client_id", 3.5),
    "a score is infinite": _put_raw("score", "9e999"),
    "a hash is raw bytes": _put_raw("hash", "CAST(hash AS BLOB)"),
    "the head stands there twice": _double_the_head,
    "the signature is no ASCII": lambda attacker: attacker.set_head(signature="\u00e9"),
    "the head counts in words": lambda attacker: attacker.connection.execute(
        text("UPDATE audit_head SET entries = 'x'")
    ),
    "the head counts in raw bytes": lambda a: a.connection.execute(text("UPDATE audit_head SET entries = x'ff'")),
    "an index does not find an entry": _hide_an_entry_from_an_index,
}
AT_THE_END_OF_A_PAGE = {"another entry": _add_a_forged(1_000), "the same entry": _repeat(1_000)}
"""Twice the number of the last entry that verification reads at once."""

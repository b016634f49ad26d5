"""The city's desks, `departments.csv`."""

from dataclasses import dataclass, fields
from pathlib import Path

from corpus.errors import CityError
from corpus.table import read_table


@dataclass(frozen=True, slots=True)
class Department:
    """One desk; an empty text means that it isn't known."""

    id: str
    name: str
    handles: str = ""
    phone: str = ""
    hours: str = ""
    url: str = ""


def read_departments(path: Path) -> dict[str, Department]:
    """Return the departments by id; a city without the file has none.

    Raises:
        CityError: A column is missing or unknown, a row has no id or name, or an id stands twice.
    """
    departments: dict[str, Department] = {}
    if not path.is_file():
        return departments
    columns = tuple(field.name for field in fields(Department))
    for row in read_table(path, ("id", "name")):
        unknown = [name for name in row.cells if name not in columns]
        if unknown:
            known = "、".join(columns)
            raise CityError("departments.unknown", path=path, name=unknown[0], known=known)
        department = Department(**row.cells)
        if not department.id or not department.name:
            raise CityError("departments.incomplete", path=path, line=row.line)
        if department.id in departments:
            raise CityError("departments.twice", path=path, line=row.line, id=department.id)
        departments[department.id] = department
    return departments

"""What couldn't be used, listed for the person who can mend it."""

from collections.abc import Sequence
from dataclasses import asdict

from channels.cli.output import say, text
from channels.cli.status import DONE, PROBLEMS
from corpus.corpus import Problem


def say_problems(problems: Sequence[Problem]) -> int:
    """List problems on standard error and return the exit status they mean."""
    if not problems:
        return DONE
    say(text("problems", count=len(problems)))
    for problem in problems:
        say(f"・{problem_line(problem)}")
    return PROBLEMS


def problem_line(problem: Problem) -> str:
    """Return a problem as a line; most messages name the file themselves."""
    if problem.path in problem.message:
        return problem.message
    return f"{problem.path}: {problem.message}"


def problem_records(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Return problems as JSON has them."""
    return [asdict(problem) for problem in problems]

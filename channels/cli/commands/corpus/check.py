"""`annai corpus check`: everything that is wrong in the city's directory."""

from channels.cli.clock import city_clock
from channels.cli.options import Json
from channels.cli.output import text, write, write_json
from channels.cli.problems import problem_line, problem_records
from channels.cli.status import DONE, PROBLEMS
from chatbot.settings import load_settings
from chatbot.vetting import vetted
from corpus.check import check_corpus
from corpus.corpus import read_corpus
from corpus.layout import CityLayout


def run(*, as_json: Json = False) -> int:
    """List the problems; here they are the data that was asked for."""
    layout = CityLayout.of(load_settings().city)
    corpus = vetted(read_corpus(layout))
    problems = check_corpus(corpus, city_clock(layout)().date())
    count = len(corpus.documents)
    if as_json:
        write_json({"documents": count, "problems": problem_records(problems)})
    else:
        for problem in problems:
            write(problem_line(problem))
        write(text("corpus.check.done", documents=count, problems=len(problems)))
    return PROBLEMS if problems else DONE

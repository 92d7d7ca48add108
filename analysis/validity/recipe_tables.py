"""The tables of a coded sample: agreement, error, corrected numbers, and what a sample would buy."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.coding import read_codings
from analysis.errors import FramingError
from analysis.files import as_begun
from analysis.inference.by_article import FEWEST
from analysis.parameters import declare
from analysis.recipes import Tables, step, table
from analysis.study import Study
from analysis.tables.codings import Codings
from analysis.tables.validity import (
    Agreements,
    CodedCounts,
    CoderCorrections,
    Confusions,
    Corrections,
    Dissents,
    ErrorRates,
    ErrorTests,
    Forecasts,
    Reliabilities,
)
from analysis.validity.agreement import FOUND, agreement, answers_of, dissents
from analysis.validity.correction import CLUSTERS, correction
from analysis.validity.draws import Draw, read_draw
from analysis.validity.error import Errors, errors_of
from analysis.validity.forecast import forecast
from analysis.validity.measurands import MEASURANDS, measurand
from analysis.validity.measure_counts import (
    codings_within,
    counts_of_measure,
    error_assumed,
    unit_of,
)
from analysis.validity.rectifier import METHODS

declare(
    "measure", "attributions", "what is coded, where there is no sample", choices=list(MEASURANDS)
)
declare("sample", "", "a folder that `framing sample` wrote")
declare("codings", [], "files with what coders said of the sample")
declare(
    "estimator", "prediction-powered", "how numbers are corrected by people", choices=list(METHODS)
)
declare("clusters", "article", "what hangs together in corrected numbers", choices=list(CLUSTERS))
# what the numbers of some measure are counted from; which, the sample says
_COUNTED = (
    "articles", "events", "tallies", "voices", "loaded-word", "loaded-sentence", "shared-passages",
    "event-articles",
)  # fmt: skip


class Coded(NamedTuple):
    """A sample with what people said of it; None and an empty table where there is none."""

    measure: str
    draw: Draw | None
    codings: pd.DataFrame

    @property
    def there(self) -> bool:
        """Tell whether there is anything to compare the model with."""
        return self.draw is not None and not self.codings.empty

    @property
    def coders(self) -> list[str]:
        """The names of those who coded."""
        return sorted(self.codings["coder"].unique())


@step("coded", checks=True)
def _coded(*, measure: str, sample: str, codings: list[str]) -> Coded:
    """The sample of the study, and what people said of it."""
    nobody = pd.DataFrame(columns=Codings.names())
    if not sample:
        if codings:
            raise FramingError(f"codings: {codings[0]!r} has no sample; give the folder as sample")
        return Coded(measure, None, nobody)
    draw = read_draw(Path(sample))
    if not codings:
        return Coded(str(draw.about["measure"]), draw, nobody)
    read = read_codings([as_begun(name) for name in codings], Path(sample))
    return Coded(str(draw.about["measure"]), draw, read.codings)


@table("agreement", Agreements)
def _agreement(coded: Coded, random: np.random.Generator) -> pd.DataFrame:
    """How far the coders of the sample agree, by category and pair of coders."""
    if len(coded.coders) < 2:
        return _empty(Agreements)
    return agreement(_answers(coded), random=random)


@table("dissents", Dissents)
def _dissents(coded: Coded) -> pd.DataFrame:
    """The items of the sample on which two coders differ."""
    return dissents(_answers(coded)) if len(coded.coders) > 1 else _empty(Dissents)


def _answers(coded: Coded) -> pd.DataFrame:
    """Return what coders answered, in the words of the measure."""
    answers = answers_of(coded.codings)
    return answers.assign(answer=answers["answer"].replace(FOUND, measurand(coded.measure).noun))


@step("errors")
def _errors(coded: Coded, study: Tables, random: np.random.Generator) -> Errors:
    """How far the model errs on the sample."""
    assert isinstance(study, Study)  # noqa: S101  no other study has recipes
    if coded.draw is None or coded.codings.empty:
        kinds = (ErrorTests, ErrorRates, Confusions, Reliabilities)
        return Errors(*(_empty(kind) for kind in kinds))
    closed = measurand(coded.measure).closed
    told = coded.draw.items, codings_within(study, coded.codings), coded.draw.drawn
    return errors_of(*told, random=random, closed=closed)


@table("error-tests", ErrorTests)
def _error_tests(errors: Errors) -> pd.DataFrame:
    """Whether the model errs alike in all outlets."""
    return errors.tests


@table("error-rates", ErrorRates)
def _error_rates(errors: Errors) -> pd.DataFrame:
    """Precision, recall and calibration of the model on the sample, by outlet."""
    return errors.rates


@table("confusion", Confusions)
def _confusion(errors: Errors) -> pd.DataFrame:
    """What people call the items of each label of the model."""
    return errors.confusion


@table("reliability", Reliabilities)
def _reliability(errors: Errors) -> pd.DataFrame:
    """How often items with a score are right, bin by bin."""
    return errors.reliability


@table("coded-counts", CodedCounts, may=_COUNTED)
def _coded_counts(coded: Coded, study: Tables) -> pd.DataFrame:
    """What each article adds to each number, by the model and by people."""
    assert isinstance(study, Study)  # noqa: S101  no other study has recipes
    return counts_of_measure(
        study,
        coded.measure,
        coded.draw,
        coded.codings if coded.there else None,
    )


@table("correction", Corrections)
def _correction(
    coded: Coded, coded_counts: pd.DataFrame, *, estimator: str, clusters: str
) -> pd.DataFrame:
    """Numbers of each outlet and of every two: by the model, corrected by people, by people alone."""
    if not coded.there:
        return _empty(Corrections)
    unit = unit_of(coded.measure)
    return correction(coded_counts, unit=unit, method=estimator, cluster=clusters)


@step("counts-by-coder", may=_COUNTED)
def _counts_by_coder(coded: Coded, study: Tables) -> dict[str, pd.DataFrame]:
    """What each article adds to each number by the model and by each coder, where there are several."""
    assert isinstance(study, Study)  # noqa: S101  no other study has recipes
    if len(coded.coders) < 2:
        return {}
    by = {coder: coded.codings[coded.codings["coder"] == coder] for coder in coded.coders}
    return {
        coder: counts_of_measure(study, coded.measure, coded.draw, own) for coder, own in by.items()
    }


@table("correction-by-coder", CoderCorrections)
def _correction_by_coder(
    coded: Coded, counts_by_coder: dict[str, pd.DataFrame], *, estimator: str, clusters: str
) -> pd.DataFrame:
    """The same numbers corrected by each coder alone, where there are several."""
    if not counts_by_coder:
        return _empty(CoderCorrections)
    unit = unit_of(coded.measure)
    parts = [
        correction(counts, unit=unit, method=estimator, cluster=clusters).assign(coder=coder)
        for coder, counts in counts_by_coder.items()
    ]
    found = pd.concat(parts, ignore_index=True)
    return CoderCorrections.validate(found[CoderCorrections.names()])


@table("forecast", Forecasts, may=_COUNTED)
def _forecast(coded: Coded, coded_counts: pd.DataFrame, study: Tables) -> pd.DataFrame:
    """How wide the interval of each corrected difference would be with more coded articles."""
    assert isinstance(study, Study)  # noqa: S101  no other study has recipes
    own = coded_counts.groupby(["category", "outlet"])["coded_n"].count()
    measured = coded.there and bool((own >= FEWEST).all())
    error = None if measured else error_assumed(study, coded.measure)
    return forecast(coded_counts, error=error, unit=unit_of(coded.measure))


def _empty(kind: type) -> pd.DataFrame:
    found: pd.DataFrame = kind.validate(pd.DataFrame(columns=kind.names()))  # type: ignore[attr-defined]
    return found

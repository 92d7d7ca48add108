"""Group articles by likeness without comparing all with all."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from analysis.progress import followed

NEAREST = 5  # articles that say how crowded it is around one
EVENNESS = 0.8  # how much of the crowdedness is taken out; 0 none, 1 all
SAME_DAY = (
    0.25  # by which articles of one day are taken to be more alike; less for later ones, by the day
)
_COMMON = 200  # articles; a term of more proposes no pair
_FAINT = 0.02  # likeness by rare terms below which a pair is let go
_NEIGHBOURS = 40  # of an article that are looked at, beside those that have it as theirs
_LARGEST = 2_000  # articles of a piece that is grouped at once; bounds memory
_STEP = 0.02  # by which the bar of larger pieces is raised
_AT_ONCE = 500  # rows; bounds memory

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Groups:
    """The number of the group of every article, by first article, and its mean likeness to the others."""

    numbers: Integers
    scores: Floats


def groups_of(matrix: "scipy.sparse.csr_array", days: Floats, *, bar: float, window: int) -> Groups:
    """Group rows whose mean likeness reaches a bar.

    Parameters
    ----------
    matrix
        Articles by weighted terms; the product of two rows is their likeness.
    days
        The day of each article, NaN if unknown.
    bar
        Smallest mean likeness, evened out, at which two groups become one.
    window
        Days by which two articles may lie apart; without a day an article is compared with all.

    Source
    ------
    Average linkage. Likeness is evened out by how crowded it is around both articles, as in self-tuning
    spectral clustering (Zelnik-Manor & Perona 2004), here by the mean likeness to the five nearest articles
    of any day, relative to the median of the corpus. Pairs come from terms of at most 200 articles, and
    of each article the 40 nearest are looked at. Articles of one day count as a quarter more alike. A chain
    of more than 2,000 articles is cut at a higher bar before it is grouped.
    """
    left, right, crowd = _pairs(matrix, days, window)
    middle = np.median(crowd[crowd > 0]) if (crowd > 0).any() else 1.0
    even = scipy.sparse.diags_array((middle / np.where(crowd > 0, crowd, middle)) ** (EVENNESS / 2))
    evened = (even @ matrix).tocsr()
    near = _products(evened, left, right) * _closer(days[left], days[right], window)
    numbers = np.arange(matrix.shape[0])
    for piece in _pieces(left, right, near, matrix.shape[0], bar):
        if len(piece) > 1:
            numbers[piece] = piece[_linked(evened[piece], days[piece], bar, window)]
    return Groups(numbers, _scores(evened, numbers))


def _pairs(
    matrix: "scipy.sparse.csr_array", days: Floats, window: int
) -> tuple[Integers, Integers, Floats]:
    """Return pairs of near rows within the window, and how crowded it is around each row."""
    number = matrix.shape[0]
    spread = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rare = matrix[:, spread <= _COMMON]
    columns = rare.T.tocsr()
    crowd = np.zeros(number)
    found = [np.empty((0, 2), np.int64)]
    starts = range(0, number, _AT_ONCE)
    for start in followed(starts, total=len(starts), what="comparing articles"):
        near = (rare[start : start + _AT_ONCE] @ columns).tocoo()
        rows, others, values = near.row + start, near.col, near.data
        other = (rows != others) & (values >= _FAINT)
        rows, others, values = rows[other], others[other], values[other]
        best = _first_of_each(rows, others, values, NEAREST)
        sums = np.bincount(rows[best] - start, values[best], min(_AT_ONCE, number - start))
        crowd[start : start + _AT_ONCE] = sums / min(NEAREST, max(number - 1, 1))
        apart = np.abs(days[rows] - days[others]) > window  # NaN is not greater
        rows, others, values = rows[~apart], others[~apart], values[~apart]
        best = _first_of_each(rows, others, values, _NEIGHBOURS)
        found.append(np.sort(np.stack([rows[best], others[best]], axis=1), axis=1))
    left, right = np.unique(np.concatenate(found), axis=0).T.astype(np.int64)
    return left, right, crowd


def _closer(days: Floats, others: Floats, window: int) -> Floats:
    """Return what likeness is taken times: more for days close to each other, 0 outside the window."""
    apart = np.abs(days - others)
    closer = 1 + SAME_DAY * (1 - apart / (window + 1))
    return np.where(np.isnan(apart), 1.0, np.where(apart > window, 0.0, closer))


def _first_of_each(rows: Integers, others: Integers, values: Floats, most: int) -> Integers:
    """Return the places of the `most` largest values of each row."""
    order = np.lexsort((others, -values, rows))
    sorted_rows = rows[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_rows, sorted_rows)
    return order[rank < most]


def _products(matrix: "scipy.sparse.csr_array", left: Integers, right: Integers) -> Floats:
    """Return the product of the rows of each pair."""
    step = 20_000
    parts = [
        matrix[left[k : k + step]].multiply(matrix[right[k : k + step]]).sum(axis=1)
        for k in range(0, len(left), step)
    ]
    return np.concatenate(parts).astype(np.float64) if parts else np.empty(0)


def _pieces(
    left: Integers, right: Integers, near: Floats, number: int, bar: float
) -> list[Integers]:
    """Return the rows that hang together by pairs that reach the bar; large pieces by a higher one."""
    done, bar_here = [], bar
    kept = near >= bar_here
    left, right, near = left[kept], right[kept], near[kept]
    open_rows = np.ones(number, bool)
    while open_rows.any():
        graph = scipy.sparse.coo_array((near, (left, right)), shape=(number, number))
        _, labels = scipy.sparse.csgraph.connected_components(graph, directed=False)
        sizes = np.bincount(labels, open_rows)
        small = open_rows & (sizes[labels] <= _LARGEST)
        rows = np.flatnonzero(small)
        order = rows[np.argsort(labels[rows], kind="stable")]
        cuts = np.flatnonzero(np.diff(labels[order])) + 1
        done += np.split(order, cuts) if len(order) else []
        open_rows &= ~small
        bar_here += _STEP
        kept = open_rows[left] & (near >= bar_here)
        left, right, near = left[kept], right[kept], near[kept]
    return done


def _linked(rows: "scipy.sparse.csr_array", days: Floats, bar: float, window: int) -> Integers:
    """Return for each row the first row of its group, by average linkage."""
    near = (rows @ rows.T).toarray().astype(np.float64)
    near *= _closer(days[:, None], days[None], window)
    upper = near[np.triu_indices(len(near), 1)]
    top = max(float(upper.max()), bar)
    tree = scipy.cluster.hierarchy.linkage(top - upper, "average")
    labels = scipy.cluster.hierarchy.fcluster(tree, top - bar, "distance")
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return first[inverse]


def _scores(matrix: "scipy.sparse.csr_array", numbers: Integers) -> Floats:
    """Return the mean likeness of each row to the others of its group, at most 1; 0 for one alone."""
    _, groups, sizes = np.unique(numbers, return_inverse=True, return_counts=True)
    shape = (len(sizes), len(numbers))
    members = scipy.sparse.csr_array(
        (np.ones(len(numbers)), (groups, np.arange(len(numbers)))), shape=shape
    )
    sums = (members @ matrix).tocsr()
    own = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    each = _products_with(matrix, sums, groups)
    others = np.maximum(sizes[groups] - 1, 1)
    return np.where(sizes[groups] > 1, np.clip((each - own) / others, 0, 1), 0.0)


def _products_with(
    matrix: "scipy.sparse.csr_array", sums: "scipy.sparse.csr_array", groups: Integers
) -> Floats:
    step = 2_000
    parts = [
        matrix[k : k + step].multiply(sums[groups[k : k + step]]).sum(axis=1)
        for k in range(0, matrix.shape[0], step)
    ]
    return np.concatenate(parts).astype(np.float64) if parts else np.empty(0)

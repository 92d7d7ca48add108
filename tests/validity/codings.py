"""Answers of coders made up by seed, with missing ones."""

import numpy as np
import pandas as pd


def generated(seed: int, *, coders: int = 0, missing: float | None = None) -> pd.DataFrame:
    """Return the answers of two to five coders to some items in some articles."""
    random = np.random.default_rng([18, seed])
    units, labels = int(random.integers(6, 20)), int(random.integers(2, 6))
    coders = coders or int(random.integers(2, 6))
    missing = random.uniform(0, 0.4) if missing is None else missing
    truth = random.integers(labels, size=(units, 1))
    said = random.integers(labels, size=(units, coders))
    answer = np.where(random.random((units, coders)) < 0.6, truth, said)
    item, coder = np.indices(answer.shape)
    table = pd.DataFrame(
        {
            "item": [f"a{i % 6}:{i}" for i in item.ravel()],
            "article": [f"a{i % 6}" for i in item.ravel()],
            "coder": [f"c{k}" for k in coder.ravel()],
            "answer": [f"l{k}" for k in answer.ravel()],
        }
    )
    return table[random.random(len(table)) >= missing].reset_index(drop=True)

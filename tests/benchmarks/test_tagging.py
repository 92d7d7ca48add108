from tests.benchmarks.tagging import compared, table


def test_what_is_measured_is_what_stands_in_the_file(tmp_path):
    file = tmp_path / "tagged.txt"
    file.write_text(
        "The/DT army/NN did/VBD n't/RB leave/VB ,/, she/PRP said/VBD ./. Go/VB to/TO Aleppo/NNP ./.\n"
        "He/PRP slept/NN ./.\n",  # a wrong tag, so that something is found wrong
        encoding="utf-8",
    )
    counted = compared(file)
    assert sum(counted.values()) == 10  # words: the clitic is part of one, "to" is left out
    assert counted["NOUN", "VERB"] == 1
    assert counted["VERB", "VERB"] == 3
    assert counted["AUX", "AUX"] == 1
    assert "| VERB | 3 | 0.750 | 1.000 |" in table(counted)

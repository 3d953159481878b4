from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.guide.factors import load_factors

ONE = "factors:\n  - {key: treg, name: Treg, sign: Stille., say: Ta tiden., prevent: Øv.}\n"


def test_factors_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "faktorer.yaml"
    path.write_text(ONE + ONE.split("\n")[1].replace("treg", "to") + "\n", encoding="utf-8")
    assert [(factor.key, factor.say) for factor in load_factors(path)] == [("treg", "Ta tiden."), ("to", "Ta tiden.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [(ONE.replace("say:", "sai:"), "say"), ("factors: []\n", "no factors"), ("factor: 1\n", "factors")],
)
def test_faults_are_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "faktorer.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BsbError, match=r"faktorer\.yaml, line") as caught:
        load_factors(path)
    assert words in caught.value.message + caught.value.hint

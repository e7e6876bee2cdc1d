package io.github.voxelclick.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.open.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every code of the table against the copy of the standard that pydicom brings. */
@Tag("peer")
class TerminologyPeerTest {
  @Test
  @Tag("D5.2")
  void every_code_stands_in_the_standard_with_its_meaning_and_category(@TempDir Path work)
      throws Exception {
    Set<String> rows = new LinkedHashSet<>();
    for (Term term : Terminology.standard().terms()) {
      rows.add(row("category", term.category()));
    }
    for (String side : List.of("left", "right", "both")) {
      Term lung = Terminology.standard().ofName(side + " lung").orElseThrow();
      rows.add(row("side", lung.side().orElseThrow()));
    }
    for (Term term : Terminology.standard().terms()) {
      rows.add(row("type", term.type()) + "\t" + term.category().value());
    }
    List<String> answer = Peer.ask("terminology.py", new ArrayList<>(rows), work);
    assertEquals(List.of("rows " + rows.size()), answer);
  }

  private static String row(String kind, CodedConcept code) {
    return String.join("\t", kind, code.value(), code.scheme(), code.meaning());
  }
}

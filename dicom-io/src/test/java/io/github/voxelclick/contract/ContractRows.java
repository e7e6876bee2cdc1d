package io.github.voxelclick.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The rows of the DICOM contract, from the resource {@code contract-rows.tsv}. */
final class ContractRows {
  private ContractRows() {}

  /** Row such as A13 to its rule, in the contract's order, unmodifiable. */
  static Map<String, String> load() {
    Map<String, String> rules = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ContractRows.class.getResourceAsStream("/contract-rows.tsv")),
                StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .map(line -> line.split("\t", 2))
          .forEach(cells -> rules.put(cells[0], cells[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(rules);
  }
}

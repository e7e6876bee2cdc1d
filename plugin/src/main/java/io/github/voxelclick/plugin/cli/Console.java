package io.github.voxelclick.plugin.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintStream;
import java.util.Objects;

/**
 * Where commands print.
 *
 * @param out results, and with {@code --json} nothing but JSON
 * @param err everything else
 */
record Console(PrintStream out, PrintStream err) {
  Console {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
  }

  /** Prints a record as JSON. */
  void json(Object value) {
    out.println(toJson(value));
  }

  /** A record as JSON; components that are null are left out. */
  static String toJson(Object value) {
    Gson gson = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    return gson.toJson(value);
  }
}

package io.github.voxelclick.plugin.diagnostics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the owner's home folder and name out of texts. Immutable. */
final class PrivatePaths {
  private static final String HOME = "~";
  private static final String USER = "<user>";

  private final List<Pattern> homes = new ArrayList<>();
  private final Pattern user;

  /**
   * For an owner.
   *
   * @param home as the property {@code user.home} has it
   * @param user as the property {@code user.name} has it; may be empty
   */
  PrivatePaths(String home, String user) {
    if (home.length() > 1) { // "/" is nobody's
      homes.add(path(home));
      homes.add(path(Path.of(home).toUri().getRawPath()));
      try {
        homes.add(path(Path.of(home).toRealPath().toString()));
      } catch (IOException e) {
        // Not there: then nothing is in it either.
      }
    }
    this.user =
        user.isBlank()
            ? Pattern.compile("(?!)")
            : Pattern.compile(
                "(?<=[/\\\\])" + Pattern.quote(user) + "(?=$|[^\\p{L}\\p{N}_.-])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** A path with either kind of slash, and not only the beginning of a longer name. */
  private static Pattern path(String text) {
    String plain = text.replace('\\', '/').replaceAll("/+$", "");
    StringBuilder regex = new StringBuilder();
    for (String part : plain.split("/", -1)) {
      regex.append(regex.isEmpty() ? "" : "[/\\\\]").append(Pattern.quote(part));
    }
    return Pattern.compile(
        regex + "(?=$|[^\\p{L}\\p{N}_.-])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** The text with {@code ~} for the home folder and without the owner's name in paths. */
  String hide(String text) {
    String hidden = text;
    for (Pattern home : homes) {
      hidden = home.matcher(hidden).replaceAll(HOME);
    }
    return user.matcher(hidden).replaceAll(Matcher.quoteReplacement(USER));
  }
}

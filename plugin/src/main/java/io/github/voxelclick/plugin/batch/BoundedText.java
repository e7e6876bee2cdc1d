package io.github.voxelclick.plugin.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text files that came from anywhere. Stateless. */
final class BoundedText {
  private static final int SHOWN = 60;

  private BoundedText() {}

  /**
   * Reads a file in UTF-8, without a byte order mark.
   *
   * @param mostBytes of a longer file nothing is taken
   * @throws JobRefusedException when it cannot be read, is too long or not UTF-8
   */
  static String read(Path file, int mostBytes) throws JobRefusedException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) { // a pipe would be waited for without an end
      throw new JobRefusedException(
          "Cannot read " + name + ": there is no such file. Check the path.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new JobRefusedException(
            "Cannot read "
                + name
                + ": it has more than "
                + mostBytes
                + " bytes, too many for what it should be. Divide or replace it.");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new JobRefusedException(
          "Cannot read " + name + ": it is not UTF-8 text. Save it as UTF-8.", e);
    } catch (IOException e) {
      throw new JobRefusedException(
          "Cannot read " + name + ": " + e.getMessage() + ". Check its permissions.", e);
    }
  }

  /** A text from anywhere as messages repeat it: short, and without control characters. */
  static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }
}

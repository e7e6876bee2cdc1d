package io.github.voxelclick.plugin.message;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts that stand in a class as constants, read from its constant pool (JVMS 17, 4.4). What a
 * message has of them, a programmer has written; all else came from outside. Stateless.
 */
final class ClassLiterals {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;
  private static final int STRING = 8;

  private ClassLiterals() {}

  /**
   * The texts of a class of ours; none where its file cannot be found or read.
   *
   * @param className as a stack trace names it
   */
  static Set<String> of(String className) {
    String resource = "/" + className.replace('.', '/') + ".class";
    try (InputStream in = ClassLiterals.class.getResourceAsStream(resource)) {
      return in == null ? Set.of() : read(new DataInputStream(new BufferedInputStream(in)));
    } catch (IOException | IllegalStateException e) {
      System.getLogger(ClassLiterals.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot read a class of ours", e);
      return Set.of(); // then its messages are left out
    }
  }

  private static Set<String> read(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IllegalStateException("no class file");
    }
    in.skipNBytes(4); // the version
    String[] texts = new String[in.readUnsignedShort()];
    List<Integer> strings = new ArrayList<>();
    for (int n = 1; n < texts.length; n++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> texts[n] = in.readUTF();
        case STRING -> strings.add(in.readUnsignedShort());
        case 7, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          n++; // long and double take two places
        }
        default -> throw new IllegalStateException("constant of kind " + tag);
      }
    }
    Set<String> literals = new TreeSet<>();
    strings.forEach(at -> literals.add(texts[at]));
    return literals;
  }
}

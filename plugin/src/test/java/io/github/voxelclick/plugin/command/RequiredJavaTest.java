package io.github.voxelclick.plugin.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RequiredJavaTest {
  @ParameterizedTest
  @ValueSource(strings = {"1.8", "9", "11", "16"})
  void an_older_java_is_told_what_is_needed(String version) {
    String complaint = RequiredJava.complaint(version);
    assertTrue(complaint.contains("runs on Java " + version), complaint);
    assertTrue(complaint.contains("Java 17"), complaint);
    assertTrue(complaint.contains("Fiji-Latest"), complaint);
    assertEquals(complaint.length() - 1, complaint.lastIndexOf('.'), "one sentence");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "21", "25", "25.0.1"})
  void a_new_enough_java_is_not(String version) {
    assertEquals("", RequiredJava.complaint(version));
  }

  @ParameterizedTest
  @ValueSource(classes = {RequiredJava.class, VoxelClickCommand.class})
  void entry_classes_load_in_java_8(Class<?> entry) throws IOException {
    String name = entry.getSimpleName() + ".class";
    try (DataInputStream in = new DataInputStream(entry.getResourceAsStream(name))) {
      assertEquals(0xCAFEBABE, in.readInt());
      in.readUnsignedShort();
      assertEquals(52, in.readUnsignedShort(), "class file version");
    }
  }
}

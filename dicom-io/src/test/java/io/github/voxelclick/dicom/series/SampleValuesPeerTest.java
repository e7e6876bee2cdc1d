package io.github.voxelclick.dicom.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.codec.PixelSource;
import io.github.voxelclick.dicom.codec.RawFrame;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.open.Peer;
import io.github.voxelclick.open.TestData;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.DisplayPreset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modality values and brightness against pydicom's; skipped where Python is missing. */
@org.junit.jupiter.api.Tag("peer")
class SampleValuesPeerTest {
  private static final String SCRIPT = "values_peer.py";

  /** Tables are sampled and 32-bit floats round. */
  private static final double BRIGHTNESS_TOLERANCE = 1e-3;

  private static final Set<String> LOSSY =
      Set.of(UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit, UID.JPEG2000);

  /** Of each folder of the real data; their other files look alike. */
  private static final int MOST_PER_FOLDER = 30;

  @TempDir Path folder;

  private final List<String> requests = new ArrayList<>();

  @Test
  @org.junit.jupiter.api.Tag("B20")
  @org.junit.jupiter.api.Tag("B24")
  void of_hand_made_images_equal_those_of_pydicom() throws Exception {
    add(
        "rescale",
        (k, d) -> {
          d.setDouble(Tag.RescaleSlope, VR.DS, 0.25);
          d.setDouble(Tag.RescaleIntercept, VR.DS, -100.5);
          window(d, "LINEAR", 3, 40);
        });
    add("exact", (k, d) -> window(d, "LINEAR_EXACT", 20, 0.5));
    add("sigmoid", (k, d) -> window(d, "SIGMOID", -30, 77));
    add("step", (k, d) -> window(d, "", 20, 1));
    add(
        "modality table",
        (k, d) -> SliceFiles.table(d, Tag.ModalityLUTSequence, -4, 16, 7, 65_535, 9, 40_000));
    add(
        "voi table",
        (k, d) -> SliceFiles.table(d, Tag.VOILUTSequence, -4, 12, 0, 4_095, 17, 2_000, 3));
    compare(6);
  }

  private static void window(Attributes d, String function, double centre, double width) {
    d.setDouble(Tag.WindowCenter, VR.DS, centre);
    d.setDouble(Tag.WindowWidth, VR.DS, width);
    if (!function.isEmpty()) {
      d.setString(Tag.VOILUTFunction, VR.CS, function);
    }
  }

  private void add(String name, BiConsumer<Integer, Attributes> change) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    BiConsumer<Integer, Attributes> samples =
        (k, d) -> SliceFiles.shorts(d, -200, -4, -1, 20, 2 + k, 300);
    new SliceFiles(own, "CT").write(2, samples.andThen(change));
    add(own.resolve("slice1.dcm"));
  }

  @Test
  @org.junit.jupiter.api.Tag("B20")
  @org.junit.jupiter.api.Tag("B24")
  void of_real_images_equal_those_of_pydicom() throws Exception {
    Map<Path, Integer> taken = new TreeMap<>();
    try (Stream<Path> all = Files.walk(TestData.folder("dicom"))) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        if (taken.merge(file.getParent(), 1, Integer::sum) <= MOST_PER_FOLDER) {
          add(file);
        }
      }
    }
    compare(250);
  }

  /** Asks for a file, unless it is no grey image that we read, or decoders may round otherwise. */
  private void add(Path file) throws IOException {
    try {
      DicomFile image = DicomFile.read(file);
      if (!SampleLayout.of(image).isGrey() || LOSSY.contains(image.transferSyntax())) {
        return;
      }
      RawFrame frame = PixelSource.open(image).frame(0);
      SampleMeaning meaning = SampleMeaning.of(image.dataset());
      double[] values =
          IntStream.range(0, frame.size())
              .mapToDouble(n -> meaning.modality().apply(frame.sample(n)))
              .toArray();
      String shown = "-";
      if (!meaning.display().presets().isEmpty()) {
        shown = write(brightness(values, meaning.display().presets().get(0)), "shown").toString();
      }
      requests.add(String.join("\t", file.toString(), write(values, "values").toString(), shown));
    } catch (DicomReadException refused) {
      // Other tests tell whether it may be.
    }
  }

  private static double[] brightness(double[] values, DisplayPreset preset) {
    return IntStream.range(0, values.length)
        .mapToDouble(n -> preset.curve().brightness(preset.window().normalise(values[n])))
        .toArray();
  }

  private Path write(double[] numbers, String kind) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    return Files.write(folder.resolve(requests.size() + "." + kind), bytes.array());
  }

  private void compare(int atLeast) throws Exception {
    int compared = 0;
    List<String> faults = new ArrayList<>();
    for (String line : Peer.ask(SCRIPT, requests, folder)) {
      String[] parts = line.split("\t", -1);
      if (parts[1].equals("-")) {
        continue;
      }
      compared++;
      boolean same = parts[1].equals("0.0");
      boolean alike =
          parts[2].equals("-")
              || (!parts[2].equals("size") && Double.parseDouble(parts[2]) < BRIGHTNESS_TOLERANCE);
      if (!same || !alike) {
        faults.add(line);
      }
    }
    assertEquals(List.of(), faults);
    assertTrue(compared >= atLeast, "only " + compared + " images were compared");
  }
}

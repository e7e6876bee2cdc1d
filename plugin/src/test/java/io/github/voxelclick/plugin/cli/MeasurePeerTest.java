package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measurements of real labels against SimpleITK, scipy, scikit-image and numpy; what is compared
 * and how near it has to be stands in {@code measure_peer.py}.
 */
@Tag("peer")
@DisplayNameGeneration(ReplaceUnderscores.class)
class MeasurePeerTest {
  private static final String SCRIPT = "src/test/python/measure_peer.py";

  @TempDir Path folder;

  private static String peer(Object... words) throws IOException, InterruptedException {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    List<String> command = new ArrayList<>(List.of(python));
    for (Object word : words) {
      command.add(word.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), answer);
    return answer;
  }

  private static Path data(String folder, String name) {
    String data = System.getenv("VOXELCLICK_TEST_DATA");
    assumeTrue(data != null, "VOXELCLICK_TEST_DATA is not set");
    return Path.of(data, folder, name);
  }

  private static Path labelled(String name) {
    return data("labelled", name);
  }

  @Test
  void others_calculate_the_same_suv_of_a_real_pet_series() throws Exception {
    Path series = data("seg", "pet-headneck-qin024").resolve("image");
    Path seg = series.resolveSibling("seg_iowa2dicom_2segments.dcm");
    Path measured = folder.resolve("suv.json");
    CommandLineRun.of("measure", series, seg, "--json", measured).assertDone();
    System.out.print(peer("src/test/python/suv_peer.py", series, seg, measured));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ct-abdomen-ts-sm", // 41 structures
        "ct-lung-tumour-pat2",
        "ct-spleen-msd2", // 5 mm slices
        "ct-deeplesion-000001_02_01", // stored as posterior, left, foot
        "mr-spine-t2s-greymatter-sct", // 7.5 mm slices, few pixels
        "mr-spine-t2-sct", // sagittal
        "mr-lung-lobes-0004", // coronal
        "mr-brain1-pyradiomics",
        "pet-sarcoma-sts002"
      })
  void others_measure_and_compare_real_labels_alike(String name) throws Exception {
    Path labels = labelled(name).resolve("label.nii.gz");
    Path image = labelled(name).resolve("image.nii.gz");
    Path measured = folder.resolve("measured.json");
    CommandLineRun.of("measure", image, labels, "--json", measured).assertDone();
    System.out.print(name + " " + peer(SCRIPT, "measure", image, labels, measured));
    Path changed = folder.resolve("changed.nii.gz");
    peer(SCRIPT, "change", labels, changed);
    Path compared = folder.resolve("compared.json");
    CommandLineRun.of(
            "compare",
            labels,
            changed,
            "--pair",
            "number",
            "--tolerance",
            "1.5",
            "--json",
            compared)
        .assertDone();
    System.out.print(name + " " + peer(SCRIPT, "compare", labels, changed, compared));
  }
}

package io.github.voxelclick.plugin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The directions between packages that {@code docs/architecture.md} promises, for all modules. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("one-jdk")
class ArchitectureTest {
  private static final String OURS = "io.github.voxelclick..";
  private static final String ROOT = "io.github.voxelclick.";
  private static final String VOLUME = ROOT + "volume";
  private static final String PLUGIN = ROOT + "plugin..";
  private static final String FIXTURES = ROOT + "fixtures..";
  private static final String[] VOLUME_SEG = {
    ROOT + "prompt..",
    ROOT + "model..",
    ROOT + "onnx..",
    ROOT + "seednet..",
    ROOT + "resample..",
    ROOT + "sam..",
    ROOT + "models..",
    ROOT + "modelstore..",
    ROOT + "clickmap..",
    ROOT + "scribbleprompt..",
    ROOT + "distance..",
    ROOT + "edit..",
    ROOT + "propagate..",
    ROOT + "session..",
    ROOT + "provenance..",
    ROOT + "report..",
    ROOT + "journal..",
    ROOT + "surface..",
    ROOT + "measure..",
    ROOT + "evaluate.."
  };
  private static final String[] DICOM_IO = {
    VOLUME, ROOT + "dicom..", ROOT + "nifti..", ROOT + "open.."
  };

  private static JavaClasses all;

  @BeforeAll
  static void import_classes() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.voxelclick");
  }

  private static void holds(ArchRule rule) {
    rule.check(all);
  }

  @Test
  void volume_imports_nothing_but_java() {
    holds(
        classes()
            .that()
            .resideInAPackage(VOLUME)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                VOLUME,
                "java.lang..",
                "java.util..",
                "java.io..",
                "java.nio.file",
                "org.jspecify.annotations"));
  }

  @Test
  void dicom_io_knows_neither_models_nor_the_plugin() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(DICOM_IO)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(join(VOLUME_SEG, PLUGIN, FIXTURES)));
  }

  @Test
  void volume_seg_knows_volumes_but_no_file_format() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(VOLUME_SEG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "dicom..", ROOT + "nifti..", ROOT + "open..", PLUGIN, FIXTURES));
  }

  @Test
  void data_sets_are_seen_only_inside_dicom() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "dicom..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "dicom.data..", ROOT + "dicom.io..", ROOT + "dicom.codec.."));
  }

  @Test
  void user_interface_toolkits_are_seen_only_in_the_plugin() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(PLUGIN, ROOT + "dicom.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.swing..", "javax.imageio.."));
  }

  @Test
  void codecs_see_rasters_but_no_user_interface() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "dicom.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt", "java.awt.event..", "javax.swing.."));
  }

  @Test
  void onnx_runtime_is_seen_only_in_onnx() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime.."));
  }

  @Test
  void only_the_model_store_talks_to_the_network() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "modelstore..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "javax.net..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(.*Socket|.*URLConnection)"));
  }

  @Test
  void imagej_is_seen_only_in_its_commands_adapter_and_views() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                ROOT + "plugin.command", ROOT + "plugin.ij", ROOT + "plugin.ui")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ij", "ij.."));
  }

  @Test
  void images_and_rois_are_translated_only_in_the_adapter() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "plugin.ij")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "ij\\.(ImagePlus|ImageStack|gui\\.(Roi|Overlay|ImageCanvas|PointRoi))"));
  }

  @Test
  void the_adapter_knows_no_view_and_the_commands_know_nothing_newer_than_java_8() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT + "plugin.ij", ROOT + "plugin.task")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "plugin.ui", ROOT + "plugin.cli"));
    holds(
        classes()
            .that()
            .resideInAPackage(ROOT + "plugin.command")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "plugin.command", "java..", "ij.."));
  }

  @Test
  void the_parts_of_the_panel_know_neither_their_window_nor_imagej() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "plugin.panel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "plugin.ui", ROOT + "plugin.ij", ROOT + "plugin.cli", "ij", "ij.."));
  }

  @Test
  void the_command_line_and_batches_run_without_imagej() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT + "plugin.cli", ROOT + "plugin.batch")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "plugin.ij", ROOT + "plugin.ui", "javax.swing.."));
  }

  @Test
  void scripts_see_no_window_and_load_without_imagej() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("io.github.voxelclick.plugin")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "plugin.ui",
                ROOT + "plugin.cli",
                "ij",
                "ij..",
                "javax.swing..",
                "java.awt.."));
  }

  @Test
  void only_the_sample_uses_fixtures_and_only_phantoms_and_the_dicom_generator() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "plugin.sample", FIXTURES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(FIXTURES));
    holds(
        noClasses()
            .that()
            .resideInAPackage(PLUGIN)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "fixtures.niftigen.."));
  }

  @Test
  void fixtures_are_an_independent_oracle() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(FIXTURES)
            .should()
            .dependOnClassesThat(
                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(OURS)
                    .and(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates
                            .resideOutsideOfPackage(FIXTURES))));
  }

  @Test
  void packages_have_no_cycles() {
    holds(slices().matching(ROOT + "(**)").should().beFreeOfCycles());
  }

  @Test
  void only_tasks_start_threads() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "plugin.task")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.concurrent\\.(Executors|ForkJoinPool|.*Executor)")
            .orShould()
            .callConstructor(Thread.class, Runnable.class));
  }

  @Test
  void there_is_no_mutable_static() {
    holds(fields().that().areStatic().should().beFinal());
  }

  private static String[] join(String[] some, String... more) {
    String[] joined = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, joined, some.length, more.length);
    return joined;
  }
}

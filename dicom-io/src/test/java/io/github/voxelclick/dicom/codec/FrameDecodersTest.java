package io.github.voxelclick.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecodersTest {
  @ParameterizedTest
  @Tag("B17")
  @Tag("A54")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.2.840.10008.1.2.4.52|JPEG Extended (Process 3 and 5)|Convert
          1.2.840.10008.1.2.4.66|JPEG Lossless, Hierarchical (Process 29)|Convert
          1.2.840.10008.1.2.4.92|JPEG 2000 Part 2 Multi-component Lossless Only|Convert
          1.2.840.10008.1.2.4.93|JPEG 2000 Part 2 Multi-component|Convert
          1.2.840.10008.1.2.4.94|JPIP Referenced|on a server
          1.2.840.10008.1.2.4.95|JPIP Referenced Deflate|on a server
          1.2.840.10008.1.2.4.100|MPEG2 Main Profile|a video
          1.2.840.10008.1.2.4.102.1|Fragmentable MPEG-4 AVC/H.264 High Profile|a video
          1.2.840.10008.1.2.4.106|MPEG-4 AVC/H.264 Stereo High Profile|a video
          1.2.840.10008.1.2.4.107|HEVC/H.265 Main Profile|a video
          1.2.840.10008.1.2.4.108|HEVC/H.265 Main 10 Profile|a video
          1.2.840.10008.1.2.4.110|JPEG XL Lossless|Convert
          1.2.840.10008.1.2.4.111|JPEG XL JPEG Recompression|Convert
          1.2.840.10008.1.2.4.112|JPEG XL|Convert
          1.2.840.10008.1.2.4.204|JPIP HTJ2K Referenced|on a server
          1.2.840.10008.1.2.4.205|JPIP HTJ2K Referenced Deflate|on a server
          1.2.3.4|unknown|Convert
          """)
  void what_is_not_decoded_is_refused_by_name_with_what_to_do(
      String uid, String name, String remedy) {
    DicomReadException e =
        assertThrows(DicomReadException.class, () -> FrameDecoders.forTransferSyntax(uid));
    assertAll(
        () -> assertTrue(e.getMessage().contains(uid), e.getMessage()),
        () -> assertTrue(e.getMessage().contains("(" + name), e.getMessage()),
        () -> assertTrue(e.getMessage().contains(remedy), e.getMessage()));
  }

  @Test
  @Tag("B14")
  @Tag("B15")
  @Tag("B18")
  void lossless_and_lossy_twins_share_their_decoder() throws Exception {
    assertEquals(
        JpegLsDecoder.class, FrameDecoders.forTransferSyntax(UID.JPEGLSNearLossless).getClass());
    assertEquals(Jpeg2000Decoder.class, FrameDecoders.forTransferSyntax(UID.JPEG2000).getClass());
    assertEquals(RleDecoder.class, FrameDecoders.forTransferSyntax(UID.RLELossless).getClass());
    assertEquals(
        DeflatedFrameDecoder.class,
        FrameDecoders.forTransferSyntax(UID.DeflatedImageFrameCompression).getClass());
  }
}

package io.github.voxelclick.dicom.data;

import java.util.Map;

/** UIDs of DICOM PS3.6 annex A that the project uses; named as in dcm4che. */
public final class UID {
  public static final String Verification = "1.2.840.10008.1.1";
  public static final String MediaStorageDirectoryStorage = "1.2.840.10008.1.3.10";

  public static final String ImplicitVRLittleEndian = "1.2.840.10008.1.2";
  public static final String ExplicitVRLittleEndian = "1.2.840.10008.1.2.1";
  public static final String EncapsulatedUncompressedExplicitVRLittleEndian =
      "1.2.840.10008.1.2.1.98";
  public static final String DeflatedExplicitVRLittleEndian = "1.2.840.10008.1.2.1.99";
  public static final String ExplicitVRBigEndian = "1.2.840.10008.1.2.2";
  public static final String JPEGBaseline8Bit = "1.2.840.10008.1.2.4.50";
  public static final String JPEGExtended12Bit = "1.2.840.10008.1.2.4.51";
  public static final String JPEGLossless = "1.2.840.10008.1.2.4.57";
  public static final String JPEGLosslessSV1 = "1.2.840.10008.1.2.4.70";
  public static final String JPEGLSLossless = "1.2.840.10008.1.2.4.80";
  public static final String JPEGLSNearLossless = "1.2.840.10008.1.2.4.81";
  public static final String JPEG2000Lossless = "1.2.840.10008.1.2.4.90";
  public static final String JPEG2000 = "1.2.840.10008.1.2.4.91";
  public static final String HTJ2KLossless = "1.2.840.10008.1.2.4.201";
  public static final String HTJ2KLosslessRPCL = "1.2.840.10008.1.2.4.202";
  public static final String HTJ2K = "1.2.840.10008.1.2.4.203";
  public static final String RLELossless = "1.2.840.10008.1.2.5";
  public static final String DeflatedImageFrameCompression = "1.2.840.10008.1.2.8.1";

  public static final String ComputedRadiographyImageStorage = "1.2.840.10008.5.1.4.1.1.1";
  public static final String CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";
  public static final String EnhancedCTImageStorage = "1.2.840.10008.5.1.4.1.1.2.1";
  public static final String LegacyConvertedEnhancedCTImageStorage = "1.2.840.10008.5.1.4.1.1.2.2";
  public static final String UltrasoundMultiFrameImageStorage = "1.2.840.10008.5.1.4.1.1.3.1";
  public static final String MRImageStorage = "1.2.840.10008.5.1.4.1.1.4";
  public static final String EnhancedMRImageStorage = "1.2.840.10008.5.1.4.1.1.4.1";
  public static final String LegacyConvertedEnhancedMRImageStorage = "1.2.840.10008.5.1.4.1.1.4.4";
  public static final String UltrasoundImageStorage = "1.2.840.10008.5.1.4.1.1.6.1";
  public static final String SecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";
  public static final String RawDataStorage = "1.2.840.10008.5.1.4.1.1.66";
  public static final String SegmentationStorage = "1.2.840.10008.5.1.4.1.1.66.4";
  public static final String LabelMapSegmentationStorage = "1.2.840.10008.5.1.4.1.1.66.7";
  public static final String NuclearMedicineImageStorage = "1.2.840.10008.5.1.4.1.1.20";
  public static final String PositronEmissionTomographyImageStorage = "1.2.840.10008.5.1.4.1.1.128";
  public static final String LegacyConvertedEnhancedPETImageStorage =
      "1.2.840.10008.5.1.4.1.1.128.1";
  public static final String EnhancedPETImageStorage = "1.2.840.10008.5.1.4.1.1.130";
  public static final String RTImageStorage = "1.2.840.10008.5.1.4.1.1.481.1";
  public static final String RTDoseStorage = "1.2.840.10008.5.1.4.1.1.481.2";
  public static final String RTStructureSetStorage = "1.2.840.10008.5.1.4.1.1.481.3";
  public static final String RTPlanStorage = "1.2.840.10008.5.1.4.1.1.481.5";
  public static final String Comprehensive3DSRStorage = "1.2.840.10008.5.1.4.1.1.88.34";

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry(ImplicitVRLittleEndian, "Implicit VR Little Endian"),
          Map.entry(ExplicitVRLittleEndian, "Explicit VR Little Endian"),
          Map.entry(
              EncapsulatedUncompressedExplicitVRLittleEndian,
              "Encapsulated Uncompressed Explicit VR Little Endian"),
          Map.entry(DeflatedExplicitVRLittleEndian, "Deflated Explicit VR Little Endian"),
          Map.entry(ExplicitVRBigEndian, "Explicit VR Big Endian"),
          Map.entry(JPEGBaseline8Bit, "JPEG Baseline (Process 1)"),
          Map.entry(JPEGExtended12Bit, "JPEG Extended (Process 2 & 4)"),
          Map.entry("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection (Process 6 & 8)"),
          Map.entry("1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 & 12)"),
          Map.entry(JPEGLossless, "JPEG Lossless (Process 14)"),
          Map.entry(JPEGLosslessSV1, "JPEG Lossless, First-Order Prediction"),
          Map.entry(JPEGLSLossless, "JPEG-LS Lossless"),
          Map.entry(JPEGLSNearLossless, "JPEG-LS Near-Lossless"),
          Map.entry(JPEG2000Lossless, "JPEG 2000 Lossless Only"),
          Map.entry(JPEG2000, "JPEG 2000"),
          Map.entry("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless Only"),
          Map.entry("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component"),
          Map.entry("1.2.840.10008.1.2.4.94", "JPIP Referenced"),
          Map.entry("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate"),
          Map.entry("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
          Map.entry("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"),
          Map.entry("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile"),
          Map.entry("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile"),
          Map.entry("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile"),
          Map.entry("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile"),
          Map.entry("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
          Map.entry("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
          Map.entry("1.2.840.10008.1.2.4.112", "JPEG XL"),
          Map.entry(HTJ2KLossless, "High-Throughput JPEG 2000 Lossless Only"),
          Map.entry(HTJ2KLosslessRPCL, "High-Throughput JPEG 2000 RPCL Lossless Only"),
          Map.entry(HTJ2K, "High-Throughput JPEG 2000"),
          Map.entry("1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced"),
          Map.entry("1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate"),
          Map.entry(RLELossless, "RLE Lossless"),
          Map.entry(DeflatedImageFrameCompression, "Deflated Image Frame Compression"));

  private UID() {}

  /** The name of a transfer syntax in PS3.6, or {@code "unknown"}. */
  public static String nameOf(String uid) {
    return NAMES.getOrDefault(uid, "unknown");
  }
}

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
  public static final String JPEGSpectralSelectionNonHierarchical68 = "1.2.840.10008.1.2.4.53";
  public static final String JPEGFullProgressionNonHierarchical1012 = "1.2.840.10008.1.2.4.55";
  public static final String JPEGLossless = "1.2.840.10008.1.2.4.57";
  public static final String JPEGLosslessSV1 = "1.2.840.10008.1.2.4.70";
  public static final String JPEGLSLossless = "1.2.840.10008.1.2.4.80";
  public static final String JPEGLSNearLossless = "1.2.840.10008.1.2.4.81";
  public static final String JPEG2000Lossless = "1.2.840.10008.1.2.4.90";
  public static final String JPEG2000 = "1.2.840.10008.1.2.4.91";
  public static final String JPIPReferenced = "1.2.840.10008.1.2.4.94";
  public static final String JPIPReferencedDeflate = "1.2.840.10008.1.2.4.95";
  public static final String HTJ2KLossless = "1.2.840.10008.1.2.4.201";
  public static final String HTJ2KLosslessRPCL = "1.2.840.10008.1.2.4.202";
  public static final String HTJ2K = "1.2.840.10008.1.2.4.203";
  public static final String JPIPHTJ2KReferenced = "1.2.840.10008.1.2.4.204";
  public static final String JPIPHTJ2KReferencedDeflate = "1.2.840.10008.1.2.4.205";
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

  /** All transfer syntaxes of PS3.6 table A-1, the retired ones as well, in fewer words. */
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
          Map.entry(JPEGExtended12Bit, "JPEG Extended (Process 2 and 4)"),
          Map.entry("1.2.840.10008.1.2.4.52", "JPEG Extended (Process 3 and 5)"),
          Map.entry(
              JPEGSpectralSelectionNonHierarchical68,
              "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)"),
          Map.entry(
              "1.2.840.10008.1.2.4.54",
              "JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)"),
          Map.entry(
              JPEGFullProgressionNonHierarchical1012,
              "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)"),
          Map.entry(
              "1.2.840.10008.1.2.4.56",
              "JPEG Full Progression, Non-Hierarchical (Process 11 and 13)"),
          Map.entry(JPEGLossless, "JPEG Lossless, Non-Hierarchical (Process 14)"),
          Map.entry("1.2.840.10008.1.2.4.58", "JPEG Lossless, Non-Hierarchical (Process 15)"),
          Map.entry("1.2.840.10008.1.2.4.59", "JPEG Extended, Hierarchical (Process 16 and 18)"),
          Map.entry("1.2.840.10008.1.2.4.60", "JPEG Extended, Hierarchical (Process 17 and 19)"),
          Map.entry(
              "1.2.840.10008.1.2.4.61",
              "JPEG Spectral Selection, Hierarchical (Process 20 and 22)"),
          Map.entry(
              "1.2.840.10008.1.2.4.62",
              "JPEG Spectral Selection, Hierarchical (Process 21 and 23)"),
          Map.entry(
              "1.2.840.10008.1.2.4.63", "JPEG Full Progression, Hierarchical (Process 24 and 26)"),
          Map.entry(
              "1.2.840.10008.1.2.4.64", "JPEG Full Progression, Hierarchical (Process 25 and 27)"),
          Map.entry("1.2.840.10008.1.2.4.65", "JPEG Lossless, Hierarchical (Process 28)"),
          Map.entry("1.2.840.10008.1.2.4.66", "JPEG Lossless, Hierarchical (Process 29)"),
          Map.entry(JPEGLosslessSV1, "JPEG Lossless, Non-Hierarchical, First-Order Prediction"),
          Map.entry(JPEGLSLossless, "JPEG-LS Lossless"),
          Map.entry(JPEGLSNearLossless, "JPEG-LS Lossy (Near-Lossless)"),
          Map.entry(JPEG2000Lossless, "JPEG 2000 Lossless Only"),
          Map.entry(JPEG2000, "JPEG 2000"),
          Map.entry("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless Only"),
          Map.entry("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component"),
          Map.entry(JPIPReferenced, "JPIP Referenced"),
          Map.entry(JPIPReferencedDeflate, "JPIP Referenced Deflate"),
          Map.entry("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
          Map.entry("1.2.840.10008.1.2.4.100.1", "Fragmentable MPEG2 Main Profile / Main Level"),
          Map.entry("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"),
          Map.entry("1.2.840.10008.1.2.4.101.1", "Fragmentable MPEG2 Main Profile / High Level"),
          Map.entry("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"),
          Map.entry(
              "1.2.840.10008.1.2.4.102.1",
              "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1"),
          Map.entry(
              "1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
          Map.entry(
              "1.2.840.10008.1.2.4.103.1",
              "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
          Map.entry(
              "1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"),
          Map.entry(
              "1.2.840.10008.1.2.4.104.1",
              "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"),
          Map.entry(
              "1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"),
          Map.entry(
              "1.2.840.10008.1.2.4.105.1",
              "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"),
          Map.entry("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
          Map.entry(
              "1.2.840.10008.1.2.4.106.1",
              "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
          Map.entry("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"),
          Map.entry("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"),
          Map.entry("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
          Map.entry("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
          Map.entry("1.2.840.10008.1.2.4.112", "JPEG XL"),
          Map.entry(HTJ2KLossless, "High-Throughput JPEG 2000 Lossless Only"),
          Map.entry(HTJ2KLosslessRPCL, "High-Throughput JPEG 2000 with RPCL Options Lossless Only"),
          Map.entry(HTJ2K, "High-Throughput JPEG 2000"),
          Map.entry(JPIPHTJ2KReferenced, "JPIP HTJ2K Referenced"),
          Map.entry(JPIPHTJ2KReferencedDeflate, "JPIP HTJ2K Referenced Deflate"),
          Map.entry(RLELossless, "RLE Lossless"),
          Map.entry("1.2.840.10008.1.2.6.1", "RFC 2557 MIME encapsulation"),
          Map.entry("1.2.840.10008.1.2.6.2", "XML Encoding"),
          Map.entry(
              "1.2.840.10008.1.2.7.1", "SMPTE ST 2110-20 Uncompressed Progressive Active Video"),
          Map.entry(
              "1.2.840.10008.1.2.7.2", "SMPTE ST 2110-20 Uncompressed Interlaced Active Video"),
          Map.entry("1.2.840.10008.1.2.7.3", "SMPTE ST 2110-30 PCM Digital Audio"),
          Map.entry(DeflatedImageFrameCompression, "Deflated Image Frame Compression"),
          Map.entry("1.2.840.10008.1.20", "Papyrus 3 Implicit VR Little Endian"));

  private UID() {}

  /** The name of a transfer syntax in PS3.6, or {@code "unknown"}. */
  public static String nameOf(String uid) {
    return NAMES.getOrDefault(uid, "unknown");
  }
}

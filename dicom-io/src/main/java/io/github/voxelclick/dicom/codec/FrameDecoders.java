package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;

/** The decoders by transfer syntax. */
public final class FrameDecoders {
  private FrameDecoders() {}

  /**
   * The decoder of a transfer syntax.
   *
   * @throws DicomReadException naming the syntax and what to do if it cannot be decoded
   */
  public static FrameDecoder forTransferSyntax(String uid) throws DicomReadException {
    return switch (uid) {
      case UID.ImplicitVRLittleEndian,
          UID.ExplicitVRLittleEndian,
          UID.ExplicitVRBigEndian,
          UID.DeflatedExplicitVRLittleEndian,
          UID.EncapsulatedUncompressedExplicitVRLittleEndian ->
          new NativeDecoder();
      case UID.DeflatedImageFrameCompression -> new DeflatedFrameDecoder();
      case UID.RLELossless -> new RleDecoder();
      case UID.JPEGBaseline8Bit,
          UID.JPEGExtended12Bit,
          UID.JPEGSpectralSelectionNonHierarchical68,
          UID.JPEGFullProgressionNonHierarchical1012,
          UID.JPEGLossless,
          UID.JPEGLosslessSV1 ->
          new JpegDecoder();
      case UID.JPEGLSLossless, UID.JPEGLSNearLossless -> new JpegLsDecoder();
      case UID.JPEG2000Lossless, UID.JPEG2000 -> new Jpeg2000Decoder();
      case UID.HTJ2KLossless, UID.HTJ2KLosslessRPCL, UID.HTJ2K -> new Htj2kDecoder(uid);
      default ->
          throw new DicomReadException(
              "Cannot decode the pixels: transfer syntax "
                  + uid
                  + " ("
                  + UID.nameOf(uid)
                  + ") is not supported. "
                  + remedyFor(uid));
    };
  }

  private static String remedyFor(String uid) {
    return switch (uid) {
      case UID.JPIPReferenced,
          UID.JPIPReferencedDeflate,
          UID.JPIPHTJ2KReferenced,
          UID.JPIPHTJ2KReferencedDeflate ->
          "The pixels lie on a server; fetch the images from the archive as whole files.";
      default ->
          UID.nameOf(uid).matches("(Fragmentable )?(MPEG|HEVC).*")
              ? "It is a video; save the frames of interest as uncompressed images."
              : "Convert the files to Explicit VR Little Endian.";
    };
  }
}

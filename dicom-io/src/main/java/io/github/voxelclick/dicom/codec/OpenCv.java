package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The image decoder of OpenCV's Java binding ({@code org.openpnp:opencv}), where its jar is on the
 * class path. It is called by reflection because it is optional: 110 MB that few users need. Looked
 * for once, when it is first needed; thread-safe.
 */
final class OpenCv {
  /** What to put on the class path. */
  static final String JAR = "opencv-4.9.0-0.jar";

  private static final int UNCHANGED = -1;

  // Depths of an OpenCV matrix.
  private static final int DEPTH_8 = 0;
  private static final int DEPTH_16 = 2;

  private static final int BLUE_GREEN_RED = 3;

  private final Constructor<?> newMatrix;
  private final Method decode;
  private final Method empty;
  private final Method rows;
  private final Method columns;
  private final Method channels;
  private final Method depth;
  private final Method bytes;
  private final Method shorts;
  private final Method release;

  private OpenCv(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> matrix = Class.forName("org.opencv.core.Mat", true, loader);
    newMatrix =
        Class.forName("org.opencv.core.MatOfByte", true, loader).getConstructor(byte[].class);
    decode =
        Class.forName("org.opencv.imgcodecs.Imgcodecs", true, loader)
            .getMethod("imdecode", matrix, int.class);
    empty = matrix.getMethod("empty");
    rows = matrix.getMethod("rows");
    columns = matrix.getMethod("cols");
    channels = matrix.getMethod("channels");
    depth = matrix.getMethod("depth");
    bytes = matrix.getMethod("get", int.class, int.class, byte[].class);
    shorts = matrix.getMethod("get", int.class, int.class, short[].class);
    release = matrix.getMethod("release");
    Class.forName("nu.pattern.OpenCV", true, loader).getMethod("loadLocally").invoke(null);
  }

  /** What was found: the decoder, or why there is none. */
  private sealed interface Search {
    record Found(OpenCv codec) implements Search {}

    record Failed(String reason) implements Search {}
  }

  /** Initialised when first asked for. */
  private static final class Holder {
    static final Search RESULT = search();
  }

  /**
   * The class path of the library itself, then that of the thread: in ImageJ a plugin's loader sees
   * more jars than the application's.
   */
  @SuppressWarnings("CatchingUnchecked") // native libraries fail in every way there is
  private static Search search() {
    String reason = "it is not on the class path";
    for (ClassLoader loader :
        new ClassLoader[] {
          OpenCv.class.getClassLoader(), Thread.currentThread().getContextClassLoader()
        }) {
      try {
        return new Search.Found(new OpenCv(loader));
      } catch (ClassNotFoundException e) {
        // the other loader may see it
      } catch (InvocationTargetException e) {
        reason = "its native library cannot be loaded: " + e.getCause();
      } catch (Throwable e) {
        reason = "it cannot be used: " + e;
      }
    }
    return new Search.Failed(reason);
  }

  /** Whether {@link #get} will succeed. */
  static boolean isPresent() {
    return Holder.RESULT instanceof Search.Found;
  }

  /**
   * The decoder.
   *
   * @param need what it is needed for, the beginning of the message
   * @throws DicomReadException saying why there is none and what to do
   */
  static OpenCv get(String need) throws DicomReadException {
    if (Holder.RESULT instanceof Search.Found found) {
      return found.codec();
    }
    throw new DicomReadException(
        need
            + " needs OpenCV, but "
            + ((Search.Failed) Holder.RESULT).reason()
            + ". Put "
            + JAR
            + " (Maven Central, org.openpnp) into the folder \"jars\" of Fiji, or beside"
            + " voxelclick.jar, and start again, or convert the files to Explicit VR Little"
            + " Endian.");
  }

  /**
   * Decodes an image.
   *
   * @param encoded an image file of unsigned samples of 8 to 16 bits
   * @return unsigned samples in the order of {@link RawFrame}
   * @throws DicomReadException if the image is damaged or of another size than described
   */
  @SuppressWarnings("CatchingUnchecked") // OpenCV throws unchecked exceptions of its own
  int[] decode(byte[] encoded, PixelDescription description, String codec)
      throws DicomReadException {
    try {
      Object input = newMatrix.newInstance((Object) encoded);
      Object image = decode.invoke(null, input, UNCHANGED);
      try {
        if ((boolean) empty.invoke(image)) {
          throw new DicomReadException(
              "Cannot decode a " + codec + " frame: OpenCV refuses it, it is damaged.");
        }
        return samples(image, description, codec);
      } finally {
        release.invoke(image);
        release.invoke(input);
      }
    } catch (DicomReadException e) {
      throw e;
    } catch (InvocationTargetException e) {
      throw RasterSamples.failure(codec, e.getCause());
    } catch (Throwable e) {
      throw RasterSamples.failure(codec, e);
    }
  }

  private int[] samples(Object image, PixelDescription description, String codec)
      throws ReflectiveOperationException, DicomReadException {
    int components = (int) channels.invoke(image);
    RasterSamples.checkSize(
        (int) columns.invoke(image), (int) rows.invoke(image), components, description, codec);
    int[] samples = new int[description.samplesPerFrame()];
    switch ((int) depth.invoke(image)) {
      case DEPTH_8 -> {
        byte[] data = new byte[samples.length];
        bytes.invoke(image, 0, 0, data);
        for (int i = 0; i < samples.length; i++) {
          samples[i] = data[i] & 0xFF;
        }
      }
      case DEPTH_16 -> {
        short[] data = new short[samples.length];
        shorts.invoke(image, 0, 0, data);
        for (int i = 0; i < samples.length; i++) {
          samples[i] = data[i] & 0xFFFF;
        }
      }
      default ->
          throw new DicomReadException(
              "Cannot decode a " + codec + " frame: OpenCV gave neither 8 nor 16 bits.");
    }
    if (components == BLUE_GREEN_RED) {
      for (int i = 0; i < samples.length; i += components) {
        int blue = samples[i];
        samples[i] = samples[i + 2];
        samples[i + 2] = blue;
      }
    }
    return samples;
  }
}

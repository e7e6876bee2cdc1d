package io.github.voxelclick.volume;

/**
 * A point or a vector in the patient's space, in mm, DICOM LPS (PS3.3 C.7.6.2.1.1).
 *
 * @param x grows to the patient's left
 * @param y grows to the back
 * @param z grows to the head
 */
public record WorldPoint(double x, double y, double z) {
  /** This point moved by a vector. */
  public WorldPoint plus(WorldPoint v) {
    return new WorldPoint(x + v.x, y + v.y, z + v.z);
  }

  /** The vector from {@code p} to this point. */
  public WorldPoint minus(WorldPoint p) {
    return new WorldPoint(x - p.x, y - p.y, z - p.z);
  }

  /** This vector, stretched. */
  public WorldPoint times(double factor) {
    return new WorldPoint(x * factor, y * factor, z * factor);
  }

  /** The scalar product of two vectors, mm². */
  public double dot(WorldPoint v) {
    return x * v.x + y * v.y + z * v.z;
  }

  /** The vector product of two vectors, right-handed. */
  public WorldPoint cross(WorldPoint v) {
    return new WorldPoint(y * v.z - z * v.y, z * v.x - x * v.z, x * v.y - y * v.x);
  }

  /** The length of this vector in mm. */
  public double length() {
    return Math.sqrt(dot(this));
  }
}

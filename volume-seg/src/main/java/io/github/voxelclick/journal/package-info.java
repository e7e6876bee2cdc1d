/**
 * The file to which a session appends every action as it happens. What {@link
 * io.github.voxelclick.journal.Journal#append} has returned from is on the disk; a kill, a power
 * cut or a full disk can cost the one action in flight and no other. Knows bytes only, no session
 * types.
 *
 * <p>The file, all numbers big-endian:
 *
 * <pre>
 * header  8 bytes   89 'V' 'C' 'J' 0D 0A 1A 0A
 *         2 bytes   format version, 1
 *         2 bytes   length of the identity, 0 to 4096
 *         n bytes   identity, whatever the application gave
 *         4 bytes   CRC32C of all before
 * record  4 bytes   mark, F5 'V' 'C' 'R'
 *         4 bytes   bit 31: deflated; bits 0 to 30: length of the body, at most 64 MiB
 *         4 bytes   CRC32C of the length word, the type and the body
 *         1 byte    type, whatever the application gave
 *         n bytes   body: the payload or, when deflated, its length (4 bytes, at most 64 MiB) and a
 *                   zlib stream
 * </pre>
 *
 * <p>Beside a journal {@code X} lie {@code X.lock} (locked while it is open, empty, of no meaning
 * otherwise), {@code X.damaged-tail}, {@code X.damaged-tail.2} and so on (what was cut off at an
 * opening), and for moments {@code X.new}, {@code X.rewrite} and {@code X.damaged-tail.part}, which
 * the next opening removes when a crash left them.
 */
@NullMarked
package io.github.voxelclick.journal;

import org.jspecify.annotations.NullMarked;

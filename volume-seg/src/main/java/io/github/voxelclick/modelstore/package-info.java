/**
 * The models that a person has installed: one folder each, with ONNX files, profile and origin.
 * What is there is whole: files are gathered under another name, checked, and renamed. The only
 * package that talks to the network, and only when asked to get a model.
 */
@NullMarked
package io.github.voxelclick.modelstore;

import org.jspecify.annotations.NullMarked;

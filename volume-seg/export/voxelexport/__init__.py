"""Turns official checkpoints into the ONNX files and profiles that VoxelClick runs."""

"""SeedNet: training code of VoxelClick's embedded click-and-propagate model.

Arrays are indexed ``[row, column]`` (``[y, x]``) in 2-D and ``[slice, row, column]`` in 3-D.
Points are ``(x, y)`` in slice pixels, pixel centres at whole numbers.
"""

package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.volume.Volume;
import java.util.List;

class OracleWandTest extends OracleSolverContract {
  @Override
  List<OracleSolver> solvers(Volume volume, IntensityRecipe recipe) {
    return RegionGrowing.all(volume, recipe);
  }
}

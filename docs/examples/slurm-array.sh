#!/bin/bash
# An archive as an array of Slurm jobs, each doing its share of a table with one model load:
#
#   export VOXELCLICK_JAR=/opt/voxelclick/voxelclick.jar
#   sbatch --array=1-8 slurm-array.sh JOBS.csv OUT
#
# JOBS and OUT lie on a disk that all nodes share. What is done is not done again, so that the same line may
# be given once more after a failure, or with another number of tasks.
#SBATCH --job-name=voxelclick
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --open-mode=append
set -u
jobs=${1:?JOBS.csv is missing}
out=${2:?the out folder is missing}
: "${VOXELCLICK_JAR:?set it to the path of voxelclick.jar}"

# As a step of its own, Java gets SIGTERM when the task is cancelled, preempted or out of time, and ends after
# the step that it is at.
srun java -jar "$VOXELCLICK_JAR" batch "$jobs" --out "$out" --device cpu \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_MAX"
code=$?

# 4, or ended by a signal: nothing is wrong with the data. Again, three times at most.
if { [ "$code" -eq 4 ] || [ "$code" -gt 128 ]; } && [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
  scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
fi
exit "$code"

using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MedInsure.Benchmarks;

/// <summary>
/// For acts that read and write a database: each is measured on its own, in this process (BenchmarkDotNet's own build of the project does not know of the
/// private cluster), and the median says more than the mean. Two hundred acts go first, and no collection is forced, so that the compiler has done its work as in a program that runs for days.
/// </summary>
internal sealed class OneActAtATime : ManualConfig
{
    public OneActAtATime()
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(200).WithIterationCount(51).WithGcForce(false));
        AddColumn(StatisticColumn.Median);
    }
}

using System.Globalization;
using BenchmarkDotNet.Running;
using MedInsure.Benchmarks;

if (args is ["kernel", ..])
{
    return KernelAgainstNumpy.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000_000);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
